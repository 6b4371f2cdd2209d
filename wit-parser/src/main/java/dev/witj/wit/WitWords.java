package dev.witj.wit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How WIT writes what stands in one line: names, types where they are mentioned, signatures, and
 * interfaces where they are named.
 *
 * @param resolve what everything means
 * @param here the package that the line stands in
 */
record WitWords(Resolve resolve, PackageName here) {
  /** The words that need a {@code %} to be a name. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "_",
          "as",
          "async",
          "bool",
          "borrow",
          "char",
          "constructor",
          "enum",
          "error-context",
          "export",
          "f32",
          "f64",
          "flags",
          "from",
          "func",
          "future",
          "import",
          "include",
          "interface",
          "list",
          "map",
          "option",
          "own",
          "package",
          "record",
          "resource",
          "result",
          "s16",
          "s32",
          "s64",
          "s8",
          "static",
          "stream",
          "string",
          "tuple",
          "type",
          "u16",
          "u32",
          "u64",
          "u8",
          "use",
          "variant",
          "with",
          "world");

  /** For lines of a package. */
  WitWords(Resolve resolve, PackageId home) {
    this(resolve, resolve.get(home).name());
  }

  /** How a name is written: keywords get their {@code %}. */
  static String escape(String name) {
    return KEYWORDS.contains(name) ? "%" + name : name;
  }

  /** A string literal of the text format. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                    out.append("\\u{").append(Integer.toHexString(c)).append('}');
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.append('"').toString();
  }

  /** A function behind its name. */
  String signature(Function function) {
    StringBuilder text = new StringBuilder();
    boolean constructor = false;
    int from = 0;
    switch (function.kind()) {
      case Function.Kind.Freestanding() -> {}
      case Function.Kind.Method _ -> from = 1;
      case Function.Kind.Static _ -> text.append("static ");
      case Function.Kind.Constructor _ -> constructor = true;
    }
    text.append(function.async() ? "async " : "").append(constructor ? "constructor(" : "func(");
    List<String> params = new ArrayList<>();
    for (Function.Param param : function.params().subList(from, function.params().size())) {
      params.add(escape(param.name()) + ": " + type(param.type()));
    }
    text.append(String.join(", ", params)).append(')');
    if (function.result().isPresent() && !(constructor && !isFallible(function))) {
      text.append(" -> ").append(type(function.result().get()));
    }
    return text.toString();
  }

  /** Whether a constructor says what it returns: only a {@code result} is said. */
  private boolean isFallible(Function constructor) {
    return constructor.result().orElseThrow() instanceof Type.Ref(TypeId id)
        && resolve.get(id).kind() instanceof TypeDef.Kind.Result;
  }

  /** A type as it is mentioned. */
  String type(Type type) {
    return switch (type) {
      case Type.Primitive(var primitive) -> primitive.keyword();
      case Type.Ref(TypeId id) -> type(id);
    };
  }

  /** A definition as it is mentioned. */
  String type(TypeId id) {
    TypeDef type = resolve.get(id);
    return type.name().map(WitWords::escape).orElseGet(() -> kind(type.kind()));
  }

  /** A type that has no name, or what an alias stands for. */
  String kind(TypeDef.Kind kind) {
    return switch (kind) {
      case TypeDef.Kind.Tuple(List<Type> types) ->
          "tuple<" + String.join(", ", types.stream().map(this::type).toList()) + ">";
      case TypeDef.Kind.Opt(Type type) -> "option<" + type(type) + ">";
      case TypeDef.Kind.Result(Optional<Type> ok, Optional<Type> err) -> {
        String left = ok.map(this::type).orElse("_");
        if (err.isPresent()) {
          yield "result<" + left + ", " + type(err.get()) + ">";
        }
        yield ok.isPresent() ? "result<" + left + ">" : "result";
      }
      case TypeDef.Kind.ListOf(Type element) -> "list<" + type(element) + ">";
      case TypeDef.Kind.FixedListOf(Type element, int length) ->
          "list<" + type(element) + ", " + Integer.toUnsignedString(length) + ">";
      case TypeDef.Kind.MapOf(Type key, Type value) ->
          "map<" + type(key) + ", " + type(value) + ">";
      case TypeDef.Kind.Future(Optional<Type> payload) ->
          "future" + payload.map(t -> "<" + type(t) + ">").orElse("");
      case TypeDef.Kind.Stream(Optional<Type> element) ->
          "stream" + element.map(t -> "<" + type(t) + ">").orElse("");
      case TypeDef.Kind.Handle(TypeId resource, boolean own) ->
          own ? type(resource) : "borrow<" + type(resource) + ">";
      case TypeDef.Kind.Alias(Type target) -> type(target);
      case TypeDef.Kind.Rec _,
          TypeDef.Kind.Variant _,
          TypeDef.Kind.Enumeration _,
          TypeDef.Kind.Flags _,
          TypeDef.Kind.Resource _ ->
          throw new IllegalArgumentException("WIT has no way to write an unnamed " + kind);
    };
  }

  /** How this package refers to an interface. */
  String path(InterfaceId id) {
    Interface target = resolve.get(id);
    String name = escape(target.name().orElseThrow());
    PackageName home = resolve.get(target.packageId()).name();
    return home.equals(here) ? name : within(home, "/" + name);
  }

  /** The package itself, where it is declared. */
  String home() {
    return within(here, "");
  }

  private static String within(PackageName name, String item) {
    return escape(name.namespace())
        + ":"
        + escape(name.name())
        + item
        + name.version().map(v -> "@" + v).orElse("");
  }
}

package dev.witj.wit;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.types.TypeLimits;
import dev.witj.wit.internal.ValueFacts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What WIT can say and no component can be: the rules that a component's types and names keep to
 * (<i>Explainer.md</i>, "Type Definitions" and "Name Uniqueness") and that the grammar of WIT and
 * the resolution of its names leave open.
 *
 * <p>Whoever makes something of WIT asks here first: {@code wit check}, the bindings, all of the
 * encoder. Limits of types belong to it ({@link TypeLimits}); how many of everything one component
 * can hold does not, as that depends on what else is in it.
 */
public final class Expressibility {
  private final Resolve resolve;
  private final Diagnostics errors = new Diagnostics();
  private final Set<TypeId> seen = new HashSet<>();
  private final Set<InterfaceId> checked = new HashSet<>();
  private final Deque<InterfaceId> used = new ArrayDeque<>();
  private final List<ValueFacts> facts;

  private Expressibility(Resolve resolve) {
    this.resolve = resolve;
    this.facts = ValueFacts.of(resolve);
  }

  /**
   * Everything in a package, and in what it uses of others, that no component can express. What is
   * in the package comes first, in its order.
   *
   * @return nothing if all of it can be
   */
  public static List<Diagnostic> check(Resolve resolve, PackageId id) {
    Expressibility check = new Expressibility(resolve);
    check.checkPackage(resolve.get(id));
    check.checkUsed();
    return check.errors.all();
  }

  /**
   * Everything in a world, and in the interfaces that it imports, exports and uses, that no
   * component can express.
   *
   * @return nothing if all of it can be
   */
  public static List<Diagnostic> check(Resolve resolve, WorldId id) {
    Expressibility check = new Expressibility(resolve);
    check.checkWorld(id);
    check.checkUsed();
    return check.errors.all();
  }

  /**
   * Refuses a package that no component can express.
   *
   * @throws DiagnosticException with all that {@link #check(Resolve, PackageId)} finds
   */
  public static void require(Resolve resolve, PackageId id) {
    refuse(check(resolve, id));
  }

  /**
   * Refuses a world that no component can express.
   *
   * @throws DiagnosticException with all that {@link #check(Resolve, WorldId)} finds
   */
  public static void require(Resolve resolve, WorldId id) {
    refuse(check(resolve, id));
  }

  private static void refuse(List<Diagnostic> inexpressible) {
    if (!inexpressible.isEmpty()) {
      throw new DiagnosticException(inexpressible);
    }
  }

  private void checkPackage(Package of) {
    Names names = new Names("name");
    of.interfaces()
        .forEach(
            (name, id) -> {
              names.add(name, resolve.get(id).span());
              checkInterface(id);
            });
    of.worlds()
        .forEach(
            (name, id) -> {
              names.add(name, resolve.get(id).span());
              checkWorld(id);
            });
  }

  /** Checks the interfaces that types come from: they are part of every component, whole. */
  private void checkUsed() {
    while (!used.isEmpty()) {
      checkInterface(used.removeFirst());
    }
  }

  private void checkInterface(InterfaceId id) {
    if (!checked.add(id)) {
      return;
    }
    Interface of = resolve.get(id);
    Names names = new Names("name");
    of.types()
        .forEach(
            (name, type) -> {
              names.add(name, resolve.get(type).span());
              checkType(type);
            });
    for (Function function : of.functions().values()) {
      names.add(function.name(), function.span());
      checkFunction(function);
    }
  }

  private void checkWorld(WorldId id) {
    World world = resolve.get(id);
    for (SequencedMap<WorldKey, WorldItem> side : List.of(world.imports(), world.exports())) {
      Names names = new Names("name");
      side.forEach((key, item) -> checkItem(names, resolve.name(key), item));
    }
  }

  private void checkItem(Names names, String name, WorldItem item) {
    switch (item) {
      case WorldItem.OfInterface named -> {
        names.add(name, named.span());
        checkInterface(named.id());
      }
      case WorldItem.OfFunction(Function function) -> {
        names.add(name, function.span());
        checkFunction(function);
      }
      case WorldItem.OfType(TypeId type, Span span) -> {
        names.add(name, span);
        checkType(type);
      }
    }
  }

  private void checkFunction(Function function) {
    Names names = new Names("parameter");
    for (Function.Param param : function.params()) {
      names.add(param.name(), param.span());
      checkType(param.type());
    }
    function.result().ifPresent(this::checkType);
    String subject = "function `" + function.name() + "`";
    demandFew(
        function.params().stream().map(Function.Param::span),
        subject,
        "parameters",
        TypeLimits.MAX_PARAMS);
    List<ValueFacts> values =
        Stream.concat(
                function.params().stream().map(Function.Param::type), function.result().stream())
            .map(this::facts)
            .toList();
    if (values.stream().allMatch(Expressibility::isWithin)
        && values.stream().mapToLong(ValueFacts::size).sum() >= TypeLimits.MAX_SIZE) {
      errors.report(tooComplex(subject, function.span()));
    }
    if (function.kind() instanceof Function.Kind.Constructor(TypeId resource)
        && !function.result().map(result -> makes(result, resource)).orElse(false)) {
      errors.report(
          WitCode.CONSTRUCTOR_OF_ANOTHER
              .error(function.itemName())
              .at(function.span())
              .help("it returns its resource, or a `result` whose first type that is"));
    }
  }

  /** Whether a constructor may return this: its resource, or that or an error. */
  private boolean makes(Type type, TypeId resource) {
    Optional<TypeDef.Kind> kind = kind(type);
    if (kind.isPresent() && kind.get() instanceof TypeDef.Kind.Result(Optional<Type> ok, _)) {
      kind = ok.flatMap(this::kind);
    }
    return kind.isPresent()
        && kind.get() instanceof TypeDef.Kind.Handle(TypeId made, boolean own)
        && own
        && resolve.dealias(made).equals(resolve.dealias(resource));
  }

  /** What a type is behind aliases; nothing for a primitive. */
  private Optional<TypeDef.Kind> kind(Type type) {
    return type instanceof Type.Ref(TypeId id)
        ? Optional.of(resolve.get(resolve.dealias(id)).kind())
        : Optional.empty();
  }

  private void checkType(Type type) {
    if (type instanceof Type.Ref(TypeId id)) {
      checkType(id);
    }
  }

  /** Checks a type and what it is made of, which may be very deep; not by recursion therefore. */
  private void checkType(TypeId whole) {
    Deque<TypeId> waiting = new ArrayDeque<>(List.of(whole));
    while (!waiting.isEmpty()) {
      TypeId id = waiting.pop();
      if (seen.add(id)) {
        TypeDef type = resolve.get(id);
        if (type.owner() instanceof TypeDef.Owner.OfInterface(InterfaceId owner)) {
          used.add(owner);
        }
        check(type);
        checkLimits(type, facts.get(id.index()));
        for (Type part : type.kind().parts().reversed()) {
          if (part instanceof Type.Ref(TypeId next)) {
            waiting.push(next);
          }
        }
      }
    }
  }

  private void check(TypeDef type) {
    switch (type.kind()) {
      case TypeDef.Kind.Rec(List<TypeDef.Field> fields) ->
          checkParts(
              type,
              "record",
              "field",
              TypeLimits.MAX_FIELDS,
              fields.stream().map(each -> new Named(each.name(), each.span())));
      case TypeDef.Kind.Variant(List<TypeDef.Case> cases) ->
          checkParts(
              type,
              "variant",
              "case",
              TypeLimits.MAX_FIELDS,
              cases.stream().map(each -> new Named(each.name(), each.span())));
      case TypeDef.Kind.Enumeration(List<TypeDef.EnumCase> cases) ->
          checkParts(
              type,
              "enum",
              "case",
              TypeLimits.MAX_FIELDS,
              cases.stream().map(each -> new Named(each.name(), each.span())));
      case TypeDef.Kind.Flags(List<TypeDef.Flag> flags) ->
          checkParts(
              type,
              "flags",
              "flag",
              TypeLimits.MAX_FLAGS,
              flags.stream().map(each -> new Named(each.name(), each.span())));
      case TypeDef.Kind.Tuple(List<Type> types) -> {
        demandSome(types, type, "tuple", "type");
        demandFew(
            types.stream().map(_ -> type.span()),
            called("tuple", type),
            "types",
            TypeLimits.MAX_FIELDS);
      }
      case TypeDef.Kind.Future(Optional<Type> payload) -> checkSent("future", type, payload);
      case TypeDef.Kind.Stream(Optional<Type> element) -> {
        checkSent("stream", type, element);
        if (element.map(sent -> facts(sent).isChar()).orElse(false)) {
          errors.report(
              WitCode.INVALID_STREAM_ELEMENT
                  .error()
                  .at(type.span())
                  .note("how its characters are encoded is not specified yet")
                  .help("send `string` or `u32`"));
        }
      }
      case TypeDef.Kind.Opt _,
          TypeDef.Kind.Result _,
          TypeDef.Kind.ListOf _,
          TypeDef.Kind.FixedListOf _,
          TypeDef.Kind.MapOf _,
          TypeDef.Kind.Alias _,
          TypeDef.Kind.Handle _,
          TypeDef.Kind.Resource _ -> {
        // These are what they are made of.
      }
    }
  }

  /** Checks the named parts of a type, of which there is one at least and not more than so many. */
  private void checkParts(
      TypeDef type, String keyword, String part, int most, Stream<Named> named) {
    List<Named> parts = named.toList();
    demandSome(parts, type, keyword, part);
    demandFew(parts.stream().map(Named::span), called(keyword, type), part + "s", most);
    Names names = new Names(part);
    parts.forEach(each -> names.add(each.name(), each.span()));
  }

  // Limits.

  /** Whoever is too large only because something it is made of is, is not told of. */
  private void checkLimits(TypeDef type, ValueFacts of) {
    if (!type.kind().parts().stream().map(this::facts).allMatch(Expressibility::isWithin)) {
      return;
    }
    String subject = type.name().map(name -> "`" + name + "`").orElse("this type");
    if (of.extent().size() > TypeLimits.MAX_VALUE_SIZE) {
      errors.report(
          WitCode.VALUE_TOO_LARGE
              .error(subject, of.extent().size())
              .at(type.span())
              .note("a value can take " + TypeLimits.MAX_VALUE_SIZE)
              .help("take a `list` without a length, whose elements lie elsewhere"));
    } else if (of.depth() > TypeLimits.MAX_DEPTH) {
      errors.report(
          WitCode.TYPE_TOO_DEEP
              .error(subject, of.depth())
              .at(type.span())
              .note("types can be nested " + TypeLimits.MAX_DEPTH + " deep"));
    } else if (of.size() > TypeLimits.MAX_SIZE) {
      errors.report(tooComplex(subject, type.span()));
    }
  }

  private static boolean isWithin(ValueFacts of) {
    return of.extent().size() <= TypeLimits.MAX_VALUE_SIZE
        && of.depth() <= TypeLimits.MAX_DEPTH
        && of.size() <= TypeLimits.MAX_SIZE;
  }

  private static Diagnostic tooComplex(String subject, Span span) {
    return WitCode.TYPE_TOO_COMPLEX
        .error(subject, TypeLimits.MAX_SIZE)
        .at(span)
        .note("every mention of a type counts with all that the type is made of");
  }

  private ValueFacts facts(Type type) {
    return ValueFacts.of(type, facts);
  }

  private void demandFew(Stream<Span> parts, String subject, String noun, int most) {
    List<Span> spans = parts.toList();
    if (spans.size() > most) {
      errors.report(
          WitCode.TOO_MANY_PARTS
              .error(subject, spans.size(), noun)
              .at(spans.get(most))
              .note("the most that a component can have is " + most)
              .help("divide them among several"));
    }
  }

  private void demandSome(List<?> parts, TypeDef type, String keyword, String part) {
    if (parts.isEmpty()) {
      errors.report(
          WitCode.EMPTY_TYPE
              .error(called(keyword, type), part)
              .at(type.span())
              .help("give it one at least: no component has an empty one"));
    }
  }

  private static String called(String keyword, TypeDef type) {
    return type.name().map(name -> keyword + " `" + name + "`").orElse("a " + keyword);
  }

  private void checkSent(String keyword, TypeDef type, Optional<Type> payload) {
    if (payload.map(sent -> facts(sent).borrows()).orElse(false)) {
      errors.report(
          WitCode.BORROW_SENT
              .error(keyword)
              .at(type.span())
              .note("a borrowed handle ends with the call it is passed to")
              .help("send the resource itself, which passes ownership"));
    }
  }

  /** The names of one scope, no two of which may be alike. */
  private final class Names {
    private final String what;
    private final Map<String, Named> taken = new HashMap<>();

    Names(String what) {
      this.what = what;
    }

    void add(String name, Span span) {
      Named before = taken.putIfAbsent(canonical(name), new Named(name, span));
      if (before != null) {
        errors.report(
            WitCode.NAMES_ALIKE
                .error(what, name, before.name())
                .at(span)
                .with(before.span(), "first defined here")
                .note(
                    "hyphens, case, and what makes a function a method do not tell names apart,"
                        + " and neither does a method have its resource's name")
                .help("rename one of them"));
      }
    }
  }

  private record Named(String name, Span span) {}

  /** What two names of one scope must not share. */
  private static String canonical(String name) {
    String text = name.replace("-", "").toLowerCase(Locale.ROOT);
    if (!text.startsWith("[") || text.startsWith("[constructor]")) {
      return text;
    }
    String member = text.substring(text.indexOf(']') + 1);
    int dot = member.indexOf('.');
    return dot >= 0 && member.substring(0, dot).equals(member.substring(dot + 1))
        ? member.substring(0, dot)
        : member;
  }
}

package dev.witj.wit;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.types.PrimitiveType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What WIT can say and no component can be: the rules that a component's types and names keep to
 * (<i>Explainer.md</i>, "Type Definitions" and "Name Uniqueness") and that the grammar of WIT and
 * the resolution of its names leave open.
 *
 * <p>Whoever makes something of WIT asks here first: {@code wit check}, the bindings, the encoder.
 */
public final class Expressibility {
  private static final int MAX_FLAGS = 32;

  private final Resolve resolve;
  private final Diagnostics errors = new Diagnostics();
  private final Set<TypeId> seen = new HashSet<>();
  private final Map<TypeId, Boolean> borrowing = new HashMap<>();

  private Expressibility(Resolve resolve) {
    this.resolve = resolve;
  }

  /**
   * Everything in a package that no component can express, in the order of the package.
   *
   * @return nothing if all of it can be
   */
  public static List<Diagnostic> check(Resolve resolve, PackageId id) {
    Expressibility check = new Expressibility(resolve);
    Package of = resolve.get(id);
    of.interfaces().values().forEach(check::checkInterface);
    of.worlds().values().forEach(check::checkWorld);
    return check.errors.all();
  }

  /**
   * Everything in a world, and in the interfaces that it imports and exports, that no component can
   * express.
   *
   * @return nothing if all of it can be
   */
  public static List<Diagnostic> check(Resolve resolve, WorldId id) {
    Expressibility check = new Expressibility(resolve);
    World world = resolve.get(id);
    for (SequencedMap<WorldKey, WorldItem> side : List.of(world.imports(), world.exports())) {
      for (WorldItem item : side.values()) {
        if (item instanceof WorldItem.OfInterface named) {
          check.checkInterface(named.id());
        }
      }
    }
    check.checkWorld(id);
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

  private void checkInterface(InterfaceId id) {
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
        if (resolve.get(named.id()).name().isEmpty()) {
          checkInterface(named.id());
        }
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

  private void checkType(TypeId id) {
    if (!seen.add(id)) {
      return;
    }
    TypeDef type = resolve.get(id);
    switch (type.kind()) {
      case TypeDef.Kind.Rec(List<TypeDef.Field> fields) -> {
        demandSome(fields, type, "record", "field");
        Names names = new Names("field");
        for (TypeDef.Field field : fields) {
          names.add(field.name(), field.span());
          checkType(field.type());
        }
      }
      case TypeDef.Kind.Variant(List<TypeDef.Case> cases) -> {
        demandSome(cases, type, "variant", "case");
        Names names = new Names("case");
        for (TypeDef.Case each : cases) {
          names.add(each.name(), each.span());
          each.type().ifPresent(this::checkType);
        }
      }
      case TypeDef.Kind.Enumeration(List<TypeDef.EnumCase> cases) -> {
        demandSome(cases, type, "enum", "case");
        Names names = new Names("case");
        cases.forEach(each -> names.add(each.name(), each.span()));
      }
      case TypeDef.Kind.Flags(List<TypeDef.Flag> flags) -> {
        demandSome(flags, type, "flags", "flag");
        Names names = new Names("flag");
        flags.forEach(each -> names.add(each.name(), each.span()));
        if (flags.size() > MAX_FLAGS) {
          errors.report(
              WitCode.TOO_MANY_FLAGS
                  .error(called("flags", type), flags.size())
                  .at(flags.get(MAX_FLAGS).span())
                  .note("a component can have " + MAX_FLAGS + " in one type")
                  .help("divide them among several `flags`"));
        }
      }
      case TypeDef.Kind.Tuple(List<Type> types) -> {
        demandSome(types, type, "tuple", "type");
        types.forEach(this::checkType);
      }
      case TypeDef.Kind.Opt(Type some) -> checkType(some);
      case TypeDef.Kind.Result(Optional<Type> ok, Optional<Type> err) -> {
        ok.ifPresent(this::checkType);
        err.ifPresent(this::checkType);
      }
      case TypeDef.Kind.ListOf(Type element) -> checkType(element);
      case TypeDef.Kind.FixedListOf(Type element, _) -> checkType(element);
      case TypeDef.Kind.MapOf(Type key, Type value) -> {
        checkType(key);
        checkType(value);
      }
      case TypeDef.Kind.Future(Optional<Type> payload) -> checkSent("future", type, payload);
      case TypeDef.Kind.Stream(Optional<Type> element) -> {
        checkSent("stream", type, element);
        if (element.map(this::isChar).orElse(false)) {
          errors.report(
              WitCode.INVALID_STREAM_ELEMENT
                  .error()
                  .at(type.span())
                  .note("how its characters are encoded is not specified yet")
                  .help("send `string` or `u32`"));
        }
      }
      case TypeDef.Kind.Alias(Type target) -> checkType(target);
      case TypeDef.Kind.Handle _, TypeDef.Kind.Resource _ -> {
        // Always there.
      }
    }
  }

  private boolean isChar(Type type) {
    return switch (type) {
      case Type.Primitive(var primitive) -> primitive == PrimitiveType.CHAR;
      case Type.Ref(TypeId id) ->
          resolve.get(id).kind() instanceof TypeDef.Kind.Alias(Type next) && isChar(next);
    };
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
    payload.ifPresent(this::checkType);
    if (payload.map(this::borrows).orElse(false)) {
      errors.report(
          WitCode.BORROW_SENT
              .error(keyword)
              .at(type.span())
              .note("a borrowed handle ends with the call it is passed to")
              .help("send the resource itself, which passes ownership"));
    }
  }

  private boolean borrows(Type type) {
    if (!(type instanceof Type.Ref(TypeId id))) {
      return false;
    }
    Boolean known = borrowing.get(id);
    if (known == null) {
      known =
          switch (resolve.get(id).kind()) {
            case TypeDef.Kind.Rec(var fields) -> fields.stream().anyMatch(f -> borrows(f.type()));
            case TypeDef.Kind.Variant(var cases) ->
                cases.stream().anyMatch(c -> c.type().map(this::borrows).orElse(false));
            case TypeDef.Kind.Tuple(var types) -> types.stream().anyMatch(this::borrows);
            case TypeDef.Kind.Opt(Type some) -> borrows(some);
            case TypeDef.Kind.Result(var ok, var err) ->
                ok.map(this::borrows).orElse(false) || err.map(this::borrows).orElse(false);
            case TypeDef.Kind.ListOf(Type element) -> borrows(element);
            case TypeDef.Kind.FixedListOf(Type element, _) -> borrows(element);
            case TypeDef.Kind.MapOf(Type key, Type value) -> borrows(key) || borrows(value);
            case TypeDef.Kind.Future(var payload) -> payload.map(this::borrows).orElse(false);
            case TypeDef.Kind.Stream(var element) -> element.map(this::borrows).orElse(false);
            case TypeDef.Kind.Alias(Type target) -> borrows(target);
            case TypeDef.Kind.Handle(_, boolean own) -> !own;
            case TypeDef.Kind.Enumeration _, TypeDef.Kind.Flags _, TypeDef.Kind.Resource _ -> false;
          };
      borrowing.put(id, known);
    }
    return known;
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

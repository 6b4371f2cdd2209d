package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import dev.witj.names.Labels;
import dev.witj.types.PrimitiveType;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.internal.Syntax.Identifier;
import dev.witj.wit.internal.Syntax.TypeExpression;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the names of one interface or world stand for, and the types that are written with them. */
final class ScopeTypes {
  private final PackageResolver context;
  private final Diagnostics errors;
  private final int file;
  private final Map<String, Name> names = new LinkedHashMap<>();
  private final Map<String, Identifier> taken = new HashMap<>();

  /** The item that is being resolved; what it mentions in vain is reported there. */
  private Identifier place = new Identifier("", Span.none());

  ScopeTypes(PackageResolver context, int file) {
    this.context = context;
    this.errors = context.errors;
    this.file = file;
  }

  /** What a name stands for here. */
  sealed interface Name {
    record OfType(TypeId id) implements Name {}

    record OfFunction(Span span) implements Name {}

    record Gated(Gate gate) implements Name {}

    /** An alias that its package did not have yet in this version: its target stands for it. */
    record Later(TypeExpression target) implements Name {}

    record Broken() implements Name {}
  }

  // Names

  /** All names, those of uses first. */
  Map<String, Name> names() {
    return names;
  }

  /** The definition that a name stands for, if it stands for one. */
  Optional<TypeId> definition(Identifier name) {
    return names.get(name.name()) instanceof Name.OfType(TypeId id)
        ? Optional.of(id)
        : Optional.empty();
  }

  /** Says what is resolved now. */
  void enter(Identifier item) {
    place = item;
  }

  /** Takes a name for a function. */
  void claim(Identifier name, Name as) {
    if (claim(name)) {
      names.putIfAbsent(name.name(), as);
    }
  }

  /** Takes a name; false, and an error, if it is taken. */
  boolean claim(Identifier name) {
    Identifier before = taken.putIfAbsent(Labels.key(name.name()), name);
    if (before != null) {
      new Duplicates(errors)
          .report(WitCode.DUPLICATE_NAME.error("item", name.name()), name, before);
    }
    return before == null;
  }

  // Types

  /** The type that an expression means. */
  Type type(TypeExpression expression, Stability stability) {
    return context.types.of(kind(expression, stability), stability, expression.span());
  }

  /** What kind of type an expression means. */
  TypeDef.Kind kind(TypeExpression expression, Stability stability) {
    TypeTable table = context.types;
    return switch (expression) {
      case Syntax.Primitive(var primitive, _) -> new TypeDef.Kind.Alias(Type.of(primitive));
      case Syntax.Named(Identifier name) -> new TypeDef.Kind.Alias(lookUp(name));
      case Syntax.ListOf(TypeExpression element, _) ->
          new TypeDef.Kind.ListOf(table.owned(type(element, stability)));
      case Syntax.FixedListOf(TypeExpression element, int length, _) ->
          new TypeDef.Kind.FixedListOf(table.owned(type(element, stability)), length);
      case Syntax.MapOf(TypeExpression key, TypeExpression value, Span span) -> {
        Type keyType = type(key, stability);
        Type valueType = type(value, stability);
        checkMapKey(keyType, span);
        yield new TypeDef.Kind.MapOf(table.owned(keyType), table.owned(valueType));
      }
      case Syntax.OptionOf(TypeExpression of, _) ->
          new TypeDef.Kind.Opt(table.owned(type(of, stability)));
      case Syntax.ResultOf(Optional<TypeExpression> ok, Optional<TypeExpression> err, _) -> {
        Optional<Type> okType = ok.map(of -> type(of, stability));
        Optional<Type> errType = err.map(of -> type(of, stability));
        yield new TypeDef.Kind.Result(okType.map(table::owned), errType.map(table::owned));
      }
      case Syntax.TupleOf(List<TypeExpression> types, _) -> {
        List<Type> elements = types.stream().map(of -> type(of, stability)).toList();
        yield new TypeDef.Kind.Tuple(elements.stream().map(table::owned).toList());
      }
      case Syntax.FutureOf(Optional<TypeExpression> payload, _) ->
          new TypeDef.Kind.Future(payload.map(of -> type(of, stability)).map(table::owned));
      case Syntax.StreamOf(Optional<TypeExpression> element, _) ->
          new TypeDef.Kind.Stream(element.map(of -> type(of, stability)).map(table::owned));
      case Syntax.HandleOf(Identifier name, boolean own, _) -> {
        Type target = lookUp(name);
        if (target instanceof Type.Ref(TypeId id) && context.state.types().isResource(target)) {
          yield new TypeDef.Kind.Handle(id, own);
        }
        if (!isBroken(name)) {
          errors.report(WitCode.NOT_A_RESOURCE.error(name.name()).at(name.span()));
        }
        yield new TypeDef.Kind.Alias(target);
      }
    };
  }

  private void checkMapKey(Type key, Span span) {
    boolean fine =
        context.state.types().behindAliases(key) instanceof Type.Primitive(var primitive)
            && primitive != PrimitiveType.F32
            && primitive != PrimitiveType.F64
            && primitive != PrimitiveType.ERROR_CONTEXT;
    if (!fine) {
      errors.report(WitCode.INVALID_MAP_KEY.error().at(span));
    }
  }

  /** The type a name stands for; any type where an error is or was reported. */
  private Type lookUp(Identifier name) {
    Name found = names.get(name.name());
    switch (found) {
      case Name.OfType(TypeId id) -> {
        return new Type.Ref(id);
      }
      case Name.OfFunction(Span span) ->
          errors.report(
              WitCode.NOT_A_TYPE.error(name.name()).at(name.span()).with(span, "defined here"));
      case Name.Gated(Gate gate) -> errors.report(gate.leftOutType(place, name));
      case Name.Later later -> {
        // Not there while it is followed, so that a circle ends.
        names.put(name.name(), new Name.Broken());
        Type target = type(later.target(), Stability.unknown());
        names.put(name.name(), later);
        return target;
      }
      case Name.Broken() -> {}
      case null -> reportUnknown(name);
    }
    return Type.of(PrimitiveType.BOOL);
  }

  private boolean isBroken(Identifier name) {
    return !(names.get(name.name()) instanceof Name.OfType);
  }

  private void reportUnknown(Identifier name) {
    names.put(name.name(), new Name.Broken());
    Diagnostic diagnostic = WitCode.TYPE_NOT_FOUND.error(name.name()).at(name.span());
    if (errors.isFull()) {
      errors.report(diagnostic);
      return;
    }
    Optional<String> elsewhere = Elsewhere.type(name.name());
    if (elsewhere.isPresent()) {
      errors.report(diagnostic.help(elsewhere.get()));
      return;
    }
    Set<String> known = new TreeSet<>();
    names.forEach(
        (candidate, of) -> {
          if (of instanceof Name.OfType) {
            known.add(candidate);
          }
        });
    for (PrimitiveType primitive : PrimitiveType.values()) {
      known.add(primitive.keyword());
    }
    Optional<String> help =
        Suggestions.didYouMean(name.name(), known).or(() -> context.howToUse(name.name(), file));
    errors.report(diagnostic.help(help));
  }
}

package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import dev.witj.names.Labels;
import dev.witj.types.PrimitiveType;
import dev.witj.wit.Docs;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.internal.Syntax.Identifier;
import dev.witj.wit.internal.Syntax.TypeExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Resolves what stands in the braces of one interface or world: uses, types and functions. */
final class ScopeResolver {
  private final PackageResolver context;
  private final ResolveBuilder builder;
  private final Diagnostics errors;
  private final int file;
  private final Map<String, Name> names = new LinkedHashMap<>();
  private final Map<String, Identifier> taken = new HashMap<>();

  /** The item that is being resolved; what it mentions in vain is reported there. */
  private Identifier place = new Identifier("", Span.none());

  ScopeResolver(PackageResolver context, int file) {
    this.context = context;
    this.builder = context.builder;
    this.errors = context.errors;
    this.file = file;
  }

  /** What a name stands for here. */
  private sealed interface Name {
    record OfType(TypeId id) implements Name {}

    record OfFunction(Span span) implements Name {}

    record Gated(Gate gate) implements Name {}

    /** An alias that its package did not have yet in this version: its target stands for it. */
    record Later(TypeExpression target) implements Name {}

    record Broken() implements Name {}
  }

  /** Fills an interface. */
  void resolve(List<Syntax.InterfaceMember> members, InterfaceId id) {
    InterfaceDraft draft = builder.get(id);
    List<Syntax.Use> uses = new ArrayList<>();
    List<Syntax.TypeDeclaration> types = new ArrayList<>();
    for (Syntax.InterfaceMember member : members) {
      switch (member) {
        case Syntax.Use use -> uses.add(use);
        case Syntax.TypeDeclaration type -> types.add(type);
        case Syntax.FunctionDeclaration _ -> {}
      }
    }
    draft.types().putAll(resolveTypes(uses, types, new TypeDef.Owner.OfInterface(id)));
    names.forEach(
        (name, of) -> {
          if (of instanceof Name.Gated(Gate gate)) {
            context.state.leftOut().addType(id, name, gate);
          }
        });
    for (Syntax.InterfaceMember member : members) {
      if (member instanceof Syntax.FunctionDeclaration of
          && context.gates.keeps(of.attributes(), of.name().span(), errors)) {
        claim(of.name(), new Name.OfFunction(of.name().span()));
      }
    }
    for (Syntax.InterfaceMember member : members) {
      switch (member) {
        case Syntax.FunctionDeclaration of -> {
          if (context.gates.keeps(of.attributes())) {
            Function function = function(of.docs(), of.attributes(), of.name(), of.signature());
            draft.functions().putIfAbsent(function.name(), function);
          }
        }
        case Syntax.TypeDeclaration type ->
            resourceFunctions(type)
                .forEach(function -> draft.functions().putIfAbsent(function.name(), function));
        case Syntax.Use _ -> {}
      }
    }
  }

  // Types

  /** Defines the types of this scope; returns them by name, those from uses first. */
  Map<String, TypeId> resolveTypes(
      List<Syntax.Use> uses, List<Syntax.TypeDeclaration> types, TypeDef.Owner owner) {
    for (Syntax.Use use : uses) {
      if (context.gates.keeps(use.attributes(), use.span(), errors)) {
        resolve(use, owner);
      }
    }
    Map<String, Syntax.TypeDeclaration> declared = new LinkedHashMap<>();
    for (Syntax.TypeDeclaration type : types) {
      if (!context.gates.keeps(type.attributes(), type.name().span(), errors)) {
        names.putIfAbsent(
            type.name().name(),
            context.gates.origin() == ParsedPackage.Origin.BUILTIN
                    && type.body() instanceof Syntax.AliasBody(TypeExpression target)
                ? new Name.Later(target)
                : new Name.Gated(Gate.of(type.attributes(), type.name().span())));
        checkGatedFunctions(type);
      } else if (claim(type.name())) {
        declared.put(type.name().name(), type);
      }
    }
    for (Syntax.TypeDeclaration type : sort(declared)) {
      place = type.name();
      Stability stability = type.attributes().stability();
      TypeId id =
          builder.add(
              new TypeDef(
                  Optional.of(type.name().name()),
                  kind(type, stability),
                  owner,
                  type.docs().docs(),
                  stability,
                  type.attributes().externalId(),
                  type.name().span()));
      names.put(type.name().name(), new Name.OfType(id));
    }
    Map<String, TypeId> result = new LinkedHashMap<>();
    names.forEach(
        (name, of) -> {
          if (of instanceof Name.OfType(TypeId id)) {
            result.put(name, id);
          }
        });
    return result;
  }

  private void resolve(Syntax.Use use, TypeDef.Owner owner) {
    InterfaceId from = context.lookUpInterface(use.from(), file);
    for (Syntax.UseName name : use.names()) {
      Identifier local = name.local();
      if (!claim(local)) {
        continue;
      }
      if (from == null) {
        names.put(local.name(), new Name.Broken());
        continue;
      }
      TypeId target = builder.get(from).types().get(name.name().name());
      if (target == null) {
        reportUnusable(name.name(), from);
        names.put(local.name(), new Name.Broken());
        continue;
      }
      TypeId id =
          builder.add(
              new TypeDef(
                  Optional.of(local.name()),
                  new TypeDef.Kind.Alias(new Type.Ref(target)),
                  owner,
                  Docs.none(),
                  use.attributes().stability(),
                  use.attributes().externalId(),
                  local.span()));
      names.put(local.name(), new Name.OfType(id));
    }
  }

  private void reportUnusable(Identifier name, InterfaceId from) {
    InterfaceDraft draft = builder.get(from);
    String owner = draft.name().orElse("");
    Optional<Gate> gate = context.state.leftOut().type(from, name.name());
    if (gate.isPresent()) {
      context.reportGated("type", name, name.span(), gate.get());
      return;
    }
    Function function = draft.functions().get(name.name());
    if (function != null) {
      errors.report(
          WitCode.FUNCTION_USED
              .error(name.name(), owner)
              .at(name.span())
              .with(function.span(), "defined here"));
      return;
    }
    context.reportUnknown(
        WitCode.USED_TYPE_NOT_FOUND.error(name.name(), owner).at(name.span()),
        name.name(),
        draft.packageId(),
        draft.types()::keySet);
  }

  /** A resource that is left out takes its functions with it, so they need its gate too. */
  private void checkGatedFunctions(Syntax.TypeDeclaration type) {
    if (!(type.body() instanceof Syntax.ResourceBody(List<Syntax.ResourceFunction> functions))) {
      return;
    }
    for (Syntax.ResourceFunction function : functions) {
      if (context.gates.origin() == ParsedPackage.Origin.USER
          && context.gates.keeps(function.attributes())) {
        context.reportGated(
            "resource",
            type.name(),
            function.name().span(),
            Gate.of(type.attributes(), type.name().span()));
      }
    }
  }

  private List<Syntax.TypeDeclaration> sort(Map<String, Syntax.TypeDeclaration> declared) {
    List<Syntax.TypeDeclaration> all = new ArrayList<>(declared.values());
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      indices.put(all.get(i).name().name(), i);
    }
    List<List<Integer>> needs = new ArrayList<>();
    List<List<Identifier>> mentions = new ArrayList<>();
    Set<String> seenThrough = new HashSet<>();
    for (Syntax.TypeDeclaration type : all) {
      List<Identifier> written = MentionedNames.of(type.body());
      List<Identifier> mentioned = new ArrayList<>(written.size());
      List<Integer> needed = new ArrayList<>(written.size());
      seenThrough.clear();
      for (Identifier mention : written) {
        for (Identifier met : seeThrough(mention, seenThrough)) {
          Integer index = indices.get(met.name());
          if (index != null) {
            mentioned.add(met);
            needed.add(index);
          }
        }
      }
      mentions.add(mentioned);
      needs.add(needed);
    }
    List<Integer> order = Toposort.order(needs);
    if (order.size() < all.size()) {
      Set<Integer> fine = new HashSet<>(order);
      boolean reported = false;
      for (int i = 0; i < all.size(); i++) {
        if (fine.contains(i)) {
          continue;
        }
        names.put(all.get(i).name().name(), new Name.Broken());
        for (int j = 0; j < needs.get(i).size() && !reported; j++) {
          if (!fine.contains(needs.get(i).get(j))) {
            reported = true;
            Identifier mention = mentions.get(i).get(j);
            errors.report(
                WitCode.TYPE_CYCLE
                    .error(mention.name())
                    .at(mention.span())
                    .with(all.get(needs.get(i).get(j)).name().span(), "defined here")
                    .help("WIT has no recursive types; a resource can refer to itself"));
          }
        }
      }
    }
    return order.stream().map(all::get).toList();
  }

  /** A mention, or what is mentioned by the alias that it leads to and that is not there yet. */
  private List<Identifier> seeThrough(Identifier mention, Set<String> seen) {
    return names.get(mention.name()) instanceof Name.Later(TypeExpression target)
            && seen.add(mention.name())
        ? MentionedNames.of(new Syntax.AliasBody(target)).stream()
            .flatMap(of -> seeThrough(of, seen).stream())
            .toList()
        : List.of(mention);
  }

  private TypeDef.Kind kind(Syntax.TypeDeclaration type, Stability stability) {
    return switch (type.body()) {
      case Syntax.AliasBody(TypeExpression of) -> kind(of, stability);
      case Syntax.ResourceBody _ -> new TypeDef.Kind.Resource();
      case Syntax.RecordBody(List<Syntax.Field> fields) -> {
        checkDistinct("field", fields, Syntax.Field::name);
        List<Type> fieldTypes = new ArrayList<>(fields.size());
        for (Syntax.Field field : fields) {
          place = field.name();
          fieldTypes.add(type(field.type(), stability));
        }
        List<TypeDef.Field> result = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
          Syntax.Field field = fields.get(i);
          result.add(
              new TypeDef.Field(
                  field.name().name(),
                  context.types.owned(fieldTypes.get(i)),
                  field.docs().docs(),
                  field.name().span()));
        }
        yield new TypeDef.Kind.Rec(result);
      }
      case Syntax.VariantBody(List<Syntax.VariantCase> cases) -> {
        checkDistinct("case", cases, Syntax.VariantCase::name);
        if (cases.isEmpty()) {
          errors.report(WitCode.EMPTY_VARIANT.error(type.name().name()).at(type.name().span()));
        }
        List<Optional<Type>> payloads = new ArrayList<>(cases.size());
        for (Syntax.VariantCase of : cases) {
          place = of.name();
          payloads.add(of.type().map(payload -> type(payload, stability)));
        }
        List<TypeDef.Case> result = new ArrayList<>(cases.size());
        for (int i = 0; i < cases.size(); i++) {
          Syntax.VariantCase of = cases.get(i);
          result.add(
              new TypeDef.Case(
                  of.name().name(),
                  payloads.get(i).map(context.types::owned),
                  of.docs().docs(),
                  of.name().span()));
        }
        yield new TypeDef.Kind.Variant(result);
      }
      case Syntax.EnumBody(List<Syntax.Label> cases) -> {
        checkDistinct("case", cases, Syntax.Label::name);
        if (cases.isEmpty()) {
          errors.report(WitCode.EMPTY_ENUM.error(type.name().name()).at(type.name().span()));
        }
        yield new TypeDef.Kind.Enumeration(
            cases.stream()
                .map(
                    of ->
                        new TypeDef.EnumCase(of.name().name(), of.docs().docs(), of.name().span()))
                .toList());
      }
      case Syntax.FlagsBody(List<Syntax.Label> flags) -> {
        checkDistinct("flag", flags, Syntax.Label::name);
        yield new TypeDef.Kind.Flags(
            flags.stream()
                .map(of -> new TypeDef.Flag(of.name().name(), of.docs().docs(), of.name().span()))
                .toList());
      }
    };
  }

  private Type type(TypeExpression expression, Stability stability) {
    return context.types.of(kind(expression, stability), stability, expression.span());
  }

  private TypeDef.Kind kind(TypeExpression expression, Stability stability) {
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

  // Functions

  /** A freestanding function. */
  Function function(
      Syntax.DocComment docs,
      Syntax.Attributes attributes,
      Identifier name,
      Syntax.Signature signature) {
    place = name;
    return function(
        docs,
        attributes,
        name,
        name.name(),
        new Function.Kind.Freestanding(),
        List.of(),
        signature);
  }

  /** The functions of a resource, under their full names; none if this is no resource. */
  List<Function> resourceFunctions(Syntax.TypeDeclaration type) {
    if (!(type.body() instanceof Syntax.ResourceBody(List<Syntax.ResourceFunction> functions))
        || !(names.get(type.name().name()) instanceof Name.OfType(TypeId resource))) {
      return List.of();
    }
    String owner = type.name().name();
    List<Function> result = new ArrayList<>();
    Map<String, Identifier> seen = new HashMap<>();
    Optional<Identifier> constructor = Optional.empty();
    for (Syntax.ResourceFunction of : functions) {
      Identifier name = of.name();
      if (!context.gates.keeps(of.attributes(), name.span(), errors)) {
        continue;
      }
      place = name;
      Stability stability = of.attributes().stability();
      if (of.kind() == Syntax.ResourceFunctionKind.CONSTRUCTOR) {
        if (constructor.isPresent()) {
          errors.report(
              WitCode.DUPLICATE_CONSTRUCTOR
                  .error(owner)
                  .at(name.span())
                  .with(constructor.get().span(), "first defined here"));
          continue;
        }
        constructor = Optional.of(name);
        result.add(constructor(of, owner, resource));
        continue;
      }
      Identifier before = seen.putIfAbsent(Labels.key(name.name()), name);
      if (before != null) {
        reportDuplicate(WitCode.DUPLICATE_FUNCTION.error(owner, name.name()), name, before);
        continue;
      }
      boolean isStatic = of.kind() == Syntax.ResourceFunctionKind.STATIC;
      List<Function.Param> self = new ArrayList<>();
      if (!isStatic) {
        Type borrow =
            context.types.of(new TypeDef.Kind.Handle(resource, false), stability, name.span());
        self.add(new Function.Param("self", borrow, name.span()));
      }
      result.add(
          function(
              of.docs(),
              of.attributes(),
              name,
              (isStatic ? "[static]" : "[method]") + owner + "." + name.name(),
              isStatic ? new Function.Kind.Static(resource) : new Function.Kind.Method(resource),
              self,
              of.signature()));
    }
    return result;
  }

  private Function constructor(Syntax.ResourceFunction of, String owner, TypeId resource) {
    Function function =
        function(
            of.docs(),
            of.attributes(),
            of.name(),
            "[constructor]" + owner,
            new Function.Kind.Constructor(resource),
            List.of(),
            of.signature());
    Type result = function.result().orElse(new Type.Ref(resource));
    of.signature().result().ifPresent(written -> checkConstructorResult(written, owner));
    return new Function(
        function.name(),
        function.kind(),
        false,
        function.params(),
        Optional.of(result),
        function.docs(),
        function.stability(),
        function.externalId(),
        function.span());
  }

  private void checkConstructorResult(TypeExpression written, String owner) {
    Span wrong;
    switch (written) {
      case Syntax.Named(Identifier name) when name.name().equals(owner) -> {
        return;
      }
      case Syntax.ResultOf(Optional<TypeExpression> ok, _, Span span) -> {
        if (ok.isPresent()
            && ok.get() instanceof Syntax.Named(Identifier name)
            && name.name().equals(owner)) {
          return;
        }
        wrong = ok.map(TypeExpression::span).orElse(span);
      }
      default -> wrong = written.span();
    }
    errors.report(
        WitCode.INVALID_CONSTRUCTOR_RESULT
            .error(owner, owner)
            .at(wrong)
            .help("write nothing, or `-> result<" + owner + ", …>` if it can fail"));
  }

  private Function function(
      Syntax.DocComment docs,
      Syntax.Attributes attributes,
      Identifier name,
      String fullName,
      Function.Kind kind,
      List<Function.Param> self,
      Syntax.Signature signature) {
    checkDistinct("parameter", signature.params(), Syntax.Parameter::name);
    if (!self.isEmpty()) {
      signature.params().stream()
          .map(Syntax.Parameter::name)
          .filter(param -> Labels.key(param.name()).equals("self"))
          .forEach(this::reportSelf);
    }
    List<Function.Param> params = new ArrayList<>(self.size() + signature.params().size());
    params.addAll(self);
    for (Syntax.Parameter param : signature.params()) {
      params.add(
          new Function.Param(
              param.name().name(),
              type(param.type(), attributes.stability()),
              param.name().span()));
    }
    return new Function(
        fullName,
        kind,
        signature.async(),
        params,
        signature.result().map(of -> type(of, attributes.stability())),
        docs.docs(),
        attributes.stability(),
        attributes.externalId(),
        name.span());
  }

  // Names

  /** Takes a name for a function. */
  private void claim(Identifier name, Name as) {
    if (claim(name)) {
      names.putIfAbsent(name.name(), as);
    }
  }

  /** Takes a name; false, and an error, if it is taken. */
  private boolean claim(Identifier name) {
    Identifier before = taken.putIfAbsent(Labels.key(name.name()), name);
    if (before != null) {
      reportDuplicate(WitCode.DUPLICATE_NAME.error("item", name.name()), name, before);
    }
    return before == null;
  }

  private <T> void checkDistinct(
      String what, List<T> all, java.util.function.Function<T, Identifier> nameOf) {
    if (all.size() < 2) {
      return;
    }
    Map<String, Identifier> seen = HashMap.newHashMap(all.size());
    for (T each : all) {
      Identifier name = nameOf.apply(each);
      Identifier before = seen.putIfAbsent(Labels.key(name.name()), name);
      if (before != null) {
        reportDuplicate(WitCode.DUPLICATE_NAME.error(what, name.name()), name, before);
      }
    }
  }

  private void reportSelf(Identifier param) {
    errors.report(
        WitCode.DUPLICATE_SELF
            .error()
            .at(param.span())
            .help("give this one another name, or make the function `static`"));
  }

  private void reportDuplicate(Diagnostic problem, Identifier name, Identifier before) {
    Diagnostic diagnostic = problem.at(name.span()).with(before.span(), "first defined here");
    errors.report(
        before.name().equals(name.name())
            ? diagnostic
            : diagnostic.note("names that differ only in case are the same name"));
  }
}

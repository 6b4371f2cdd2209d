package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
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
import dev.witj.wit.internal.ScopeTypes.Name;
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

/** Resolves what stands in the braces of one interface or world: uses, types and functions. */
final class ScopeResolver {
  private final PackageResolver context;
  private final ResolveBuilder builder;
  private final Diagnostics errors;
  private final int file;
  private final ScopeTypes types;
  private final Map<String, Name> names;
  private final FunctionResolver functions;
  private final Duplicates duplicates;

  ScopeResolver(PackageResolver context, int file) {
    this.context = context;
    this.builder = context.builder;
    this.errors = context.errors;
    this.file = file;
    this.types = new ScopeTypes(context, file);
    this.names = types.names();
    this.functions = new FunctionResolver(context, types);
    this.duplicates = new Duplicates(errors);
  }

  /** The functions of this scope. */
  FunctionResolver functions() {
    return functions;
  }

  /** Fills an interface. */
  void resolve(List<Syntax.InterfaceMember> members, InterfaceId id) {
    InterfaceDraft draft = builder.get(id);
    List<Syntax.Use> uses = new ArrayList<>();
    List<Syntax.TypeDeclaration> declared = new ArrayList<>();
    for (Syntax.InterfaceMember member : members) {
      switch (member) {
        case Syntax.Use use -> uses.add(use);
        case Syntax.TypeDeclaration type -> declared.add(type);
        case Syntax.FunctionDeclaration _ -> {}
      }
    }
    draft.types().putAll(resolveTypes(uses, declared, new TypeDef.Owner.OfInterface(id)));
    names.forEach(
        (name, of) -> {
          if (of instanceof Name.Gated(Gate gate)) {
            context.state.leftOut().addType(id, name, gate);
          }
        });
    for (Syntax.InterfaceMember member : members) {
      if (member instanceof Syntax.FunctionDeclaration of
          && context.gates.keeps(of.attributes(), of.name().span(), errors)) {
        types.claim(of.name(), new Name.OfFunction(of.name().span()));
      }
    }
    for (Syntax.InterfaceMember member : members) {
      switch (member) {
        case Syntax.FunctionDeclaration of -> {
          if (context.gates.keeps(of.attributes())) {
            Function function =
                functions.freestanding(of.docs(), of.attributes(), of.name(), of.signature());
            draft.functions().putIfAbsent(function.name(), function);
          }
        }
        case Syntax.TypeDeclaration type ->
            functions
                .ofResource(type)
                .forEach(function -> draft.functions().putIfAbsent(function.name(), function));
        case Syntax.Use _ -> {}
      }
    }
  }

  // Types

  /** Defines the types of this scope; returns them by name, those from uses first. */
  Map<String, TypeId> resolveTypes(
      List<Syntax.Use> uses, List<Syntax.TypeDeclaration> written, TypeDef.Owner owner) {
    for (Syntax.Use use : uses) {
      if (context.gates.keeps(use.attributes(), use.span(), errors)) {
        resolve(use, owner);
      }
    }
    Map<String, Syntax.TypeDeclaration> declared = new LinkedHashMap<>();
    for (Syntax.TypeDeclaration type : written) {
      if (!context.gates.keeps(type.attributes(), type.name().span(), errors)) {
        names.putIfAbsent(
            type.name().name(),
            context.gates.origin() == ParsedPackage.Origin.BUILTIN
                    && type.body() instanceof Syntax.AliasBody(TypeExpression target)
                ? new Name.Later(target)
                : new Name.Gated(Gate.of(type.attributes(), type.name().span())));
        checkGatedFunctions(type);
      } else if (types.claim(type.name())) {
        declared.put(type.name().name(), type);
      }
    }
    for (Syntax.TypeDeclaration type : sort(declared)) {
      types.enter(type.name());
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
      if (!types.claim(local)) {
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
      case Syntax.AliasBody(TypeExpression of) -> types.kind(of, stability);
      case Syntax.ResourceBody _ -> new TypeDef.Kind.Resource();
      case Syntax.RecordBody(List<Syntax.Field> fields) -> {
        duplicates.check("field", fields, Syntax.Field::name);
        List<Type> fieldTypes = new ArrayList<>(fields.size());
        for (Syntax.Field field : fields) {
          types.enter(field.name());
          fieldTypes.add(types.type(field.type(), stability));
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
        duplicates.check("case", cases, Syntax.VariantCase::name);
        if (cases.isEmpty()) {
          errors.report(WitCode.EMPTY_VARIANT.error(type.name().name()).at(type.name().span()));
        }
        List<Optional<Type>> payloads = new ArrayList<>(cases.size());
        for (Syntax.VariantCase of : cases) {
          types.enter(of.name());
          payloads.add(of.type().map(payload -> types.type(payload, stability)));
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
        duplicates.check("case", cases, Syntax.Label::name);
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
        duplicates.check("flag", flags, Syntax.Label::name);
        yield new TypeDef.Kind.Flags(
            flags.stream()
                .map(of -> new TypeDef.Flag(of.name().name(), of.docs().docs(), of.name().span()))
                .toList());
      }
    };
  }
}

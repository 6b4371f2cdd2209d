package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.names.Labels;
import dev.witj.wit.Docs;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.TypeDef;
import dev.witj.wit.WitCode;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import dev.witj.wit.internal.Syntax.Identifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves one world: its types, then its imports and exports; includes come when all is there. */
final class WorldResolver {
  private final PackageResolver context;
  private final ResolveBuilder builder;
  private final Diagnostics errors;
  private final int file;
  private final Syntax.WorldDeclaration world;
  private final WorldId id;
  private final WorldDraft draft;
  private final ScopeResolver scope;
  private final List<IncludedWorld> includes = new ArrayList<>();

  WorldResolver(PackageResolver context, int file, Syntax.WorldDeclaration world, WorldId id) {
    this.context = context;
    this.builder = context.builder;
    this.errors = context.errors;
    this.file = file;
    this.world = world;
    this.id = id;
    this.draft = builder.get(id);
    this.scope = new ScopeResolver(context, file);
  }

  /** An include whose world is known. */
  record IncludedWorld(Syntax.Include include, WorldId world) {}

  void resolve() {
    List<Syntax.Use> uses = new ArrayList<>();
    List<Syntax.TypeDeclaration> types = new ArrayList<>();
    for (Syntax.WorldMember member : world.members()) {
      switch (member) {
        case Syntax.Use use -> uses.add(use);
        case Syntax.TypeDeclaration type -> types.add(type);
        case Syntax.Import _, Syntax.Export _, Syntax.Include _ -> {}
      }
    }
    scope
        .resolveTypes(uses, types, new TypeDef.Owner.OfWorld(id))
        .forEach(
            (name, type) ->
                draft
                    .imports()
                    .put(
                        new WorldKey.Name(name),
                        new WorldItem.OfType(type, builder.get(type).span())));
    List<Function> resourceFunctions = new ArrayList<>();
    Direction imports = new Direction("import", draft.imports());
    Direction exports = new Direction("export", draft.exports());
    for (Syntax.WorldMember member : world.members()) {
      switch (member) {
        case Syntax.Use _ -> {}
        case Syntax.TypeDeclaration type ->
            resourceFunctions.addAll(scope.functions().ofResource(type));
        case Syntax.Import of -> imports.add(of.docs(), of.attributes(), of.item());
        case Syntax.Export of -> exports.add(of.docs(), of.attributes(), of.item());
        case Syntax.Include of -> {
          Span at = of.from().item().span();
          if (context.gates.keeps(of.attributes(), at, errors)) {
            WorldId included = context.lookUpWorld(of.from(), file);
            if (included != null) {
              includes.add(new IncludedWorld(of, included));
            }
          }
        }
      }
    }
    for (Function function : resourceFunctions) {
      draft.imports().put(new WorldKey.Name(function.name()), new WorldItem.OfFunction(function));
    }
  }

  /** Copies what is included and adds what is needed. */
  void expand() {
    WorldExpander expander = new WorldExpander(builder, context.state.budget(), id, errors);
    includes.forEach(expander::include);
    if (!errors.hasErrors()) {
      expander.elaborate();
    }
  }

  /** The imports or the exports. */
  private final class Direction {
    private final String word;
    private final Map<WorldKey, WorldItem> items;
    private final Map<InterfaceId, Span> interfaces = new HashMap<>();
    private final Map<String, Identifier> taken = new HashMap<>();

    Direction(String word, Map<WorldKey, WorldItem> items) {
      this.word = word;
      this.items = items;
    }

    void add(Syntax.DocComment docs, Syntax.Attributes attributes, Syntax.Extern item) {
      if (!context.gates.keeps(attributes, item.span(), errors)) {
        return;
      }
      switch (item) {
        case Syntax.FunctionExtern(Identifier name, Syntax.Signature signature) -> {
          Function function = scope.functions().freestanding(docs, attributes, name, signature);
          add(name, new WorldItem.OfFunction(function));
        }
        case Syntax.InlineExtern(Identifier name, List<Syntax.InterfaceMember> members) -> {
          InterfaceId inline =
              builder.add(
                  new InterfaceDraft(
                      Optional.empty(),
                      context.id,
                      docs.docs(),
                      attributes.stability(),
                      name.span()));
          new ScopeResolver(context, file).resolve(members, inline);
          add(name, item(inline, Docs.none(), attributes, name.span()));
        }
        case Syntax.NamedPathExtern(Identifier name, Syntax.UsePath path) -> {
          InterfaceId target = context.lookUpInterface(path, file);
          if (target != null) {
            add(name, item(target, docs.docs(), attributes, name.span()));
          }
        }
        case Syntax.PathExtern(Syntax.UsePath path) -> {
          InterfaceId target = context.lookUpInterface(path, file);
          Span before = target == null ? null : interfaces.putIfAbsent(target, path.span());
          if (before != null) {
            errors.report(
                WitCode.DUPLICATE_WORLD_INTERFACE
                    .error(world.name().name(), word, path.item().name())
                    .at(path.span())
                    .with(before, "first " + word + "ed here"));
          } else if (target != null) {
            items.put(new WorldKey.Id(target), item(target, docs.docs(), attributes, path.span()));
          }
        }
      }
    }

    private static WorldItem item(
        InterfaceId id, Docs docs, Syntax.Attributes attributes, Span span) {
      return new WorldItem.OfInterface(
          id, docs, attributes.stability(), attributes.externalId(), span);
    }

    private void add(Identifier name, WorldItem item) {
      WorldKey key = new WorldKey.Name(name.name());
      WorldItem before = items.get(key);
      Identifier similar = taken.putIfAbsent(Labels.key(name.name()), name);
      if (before != null) {
        errors.report(
            WitCode.WORLD_NAME_CONFLICT
                .error(word, name.name(), WorldExpander.describe(before))
                .at(name.span())
                .with(WorldExpander.span(before), "first defined here"));
      } else if (similar != null) {
        errors.report(
            WitCode.WORLD_NAMES_ALIKE
                .error(word, similar.name(), name.name())
                .at(name.span())
                .with(similar.span(), "first defined here")
                .note("names that differ only in case are the same name"));
      } else {
        items.put(key, item);
      }
    }
  }
}

package dev.witj.encode.internal.plan;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Suggestions;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.metadata.EmbeddedWorld;
import dev.witj.encode.internal.metadata.Encodings;
import dev.witj.encode.internal.metadata.SectionFilter;
import dev.witj.encode.internal.module.AdapterTrimmer;
import dev.witj.encode.internal.module.CoreOutline;
import dev.witj.encode.internal.module.ImportNames;
import dev.witj.encode.internal.names.CoreImport;
import dev.witj.encode.internal.names.ExportReader;
import dev.witj.encode.internal.names.ImportReader;
import dev.witj.encode.internal.names.ModuleNames;
import dev.witj.encode.internal.names.WorldIndex;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldTransform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the plan of a component: puts the worlds of all modules together, reads the names of each
 * module against that, and leaves out what nobody needs.
 *
 * @param mergeImports whether versions of one import on one semver track become one
 * @param legacyNames whether names without prefix are allowed
 * @param reallocByGrowing whether adapters get memory by growing that of the main module
 */
public record Planner(boolean mergeImports, boolean legacyNames, boolean reallocByGrowing) {
  /**
   * Allocators stay in case an interface needs one for what its functions return, a memory of the
   * adapter's own in case they return it there.
   */
  private static final Set<String> ALWAYS_KEPT =
      Set.of("cabi_realloc", "cabi_import_realloc", "memory");

  /** The name of the main module among the modules. */
  public static final String MAIN = "main";

  /** A core module that translates what the main one imports under a name. */
  public record Adapter(String name, ByteSlice binary) {}

  /** A module with the worlds that it says itself. */
  private record Member(
      String name, boolean main, CoreModule module, List<EmbeddedWorld.One> worlds) {
    Encodings encodings() {
      Encodings encodings = new Encodings();
      worlds.forEach(one -> encodings.add(one.resolve(), one.world(), one.encoding()));
      return encodings;
    }

    Set<String> exports() {
      Set<String> names = new LinkedHashSet<>();
      for (EmbeddedWorld.One one : worlds) {
        World world = one.resolve().get(one.world());
        world.exports().keySet().forEach(key -> names.add(one.resolve().name(key)));
      }
      return names;
    }
  }

  /**
   * The plan for a module and its adapters.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if worlds contradict each other, or a module
   *     does not fit its world
   */
  public ComponentPlan plan(ByteSlice main, List<Adapter> adapters) {
    CoreModule module = CoreModule.read(main);
    if (!EmbeddedWorld.isIn(module) && adapters.isEmpty()) {
      throw noWorld(main);
    }
    EmbeddedWorld world = EmbeddedWorld.read(module);
    List<Member> members = new ArrayList<>();
    members.add(new Member(MAIN, true, module, EmbeddedWorld.worlds(module)));
    Set<String> names = new HashSet<>();
    for (Adapter adapter : adapters) {
      if (!names.add(adapter.name())) {
        throw Diagnostic.error(
                EncodeCode.BAD_ADAPTER,
                "there are two adapters for the module name `" + adapter.name() + "`")
            .toException();
      }
      CoreModule binary = CoreModule.read(adapter.binary());
      List<EmbeddedWorld.One> own = EmbeddedWorld.worlds(binary);
      world = world.with(own);
      Member member = new Member(adapter.name(), false, binary, own);
      checkExportedOnce(members, member);
      members.add(member);
    }
    if (mergeImports) {
      world = world.in(WorldTransform.mergeImportsBySemver(world.resolve(), world.world()));
    }
    return new Reading(split(world.resolve(), world.world()), world.world(), members).plan();
  }

  /** An interface that stands several times on one side has other types each time. */
  private static Resolve split(Resolve resolve, WorldId id) {
    World world = resolve.get(id);
    return isRepeated(world.imports().values()) || isRepeated(world.exports().values())
        ? WorldTransform.splitInterfaces(resolve, id)
        : resolve;
  }

  private static boolean isRepeated(Collection<WorldItem> items) {
    Set<InterfaceId> seen = new HashSet<>();
    return items.stream()
        .anyMatch(item -> item instanceof WorldItem.OfInterface mention && !seen.add(mention.id()));
  }

  private static void checkExportedOnce(List<Member> members, Member another) {
    for (Member member : members) {
      for (String name : another.exports()) {
        if (member.exports().contains(name)) {
          throw Diagnostic.error(
                  EncodeCode.BAD_ADAPTER,
                  "both `%s` and the adapter `%s` are to give the export `%s`"
                      .formatted(member.module().binary().source().name(), another.name(), name))
              .help("leave the adapter out, or take one that does not export it")
              .toException();
        }
      }
    }
  }

  private static RuntimeException noWorld(ByteSlice module) {
    String name = module.source().name();
    return Diagnostic.error(
            EncodeCode.NO_WORLD, "`" + name + "` does not say which world it is for")
        .note("bindings put that into a custom section `component-type`")
        .help("say it with: wit-j component embed WIT " + name)
        .toException();
  }

  /** Reads the names of all modules against the world of all. */
  private final class Reading {
    private final WorldId world;
    private final WorldIndex index;
    private final List<Member> members;
    private final List<String> adapters;

    Reading(Resolve resolve, WorldId world, List<Member> members) {
      this.world = world;
      this.index = new WorldIndex(resolve, world);
      this.members = members;
      this.adapters = members.stream().filter(m -> !m.main()).map(Member::name).toList();
    }

    ComponentPlan plan() {
      Member first = members.getFirst();
      ByteSlice binary = ImportNames.distinct(withoutWorld(first.module()));
      CoreOutline outline = CoreOutline.of(binary);
      NumType pointer = outline.pointer();
      PlannedModule main = read(first, binary, outline, pointer);
      List<PlannedModule> used = new ArrayList<>();
      for (Member member : members.subList(1, members.size())) {
        Set<String> wanted =
            main.names().imports().getOrDefault(member.name(), new LinkedHashMap<>()).keySet();
        if (!wanted.isEmpty() || !member.exports().isEmpty()) {
          used.add(adapter(member, main, wanted, pointer));
        }
      }
      return new ComponentPlan(index, world, main, used);
    }

    private PlannedModule adapter(
        Member member, PlannedModule main, Set<String> wanted, NumType pointer) {
      ByteSlice binary = withoutWorld(member.module());
      CoreOutline whole = CoreOutline.of(binary);
      Set<String> exports = new LinkedHashSet<>(ALWAYS_KEPT);
      for (String item : wanted) {
        String name = ImportNames.original(item);
        checkGiven(member, name, whole, main);
        exports.add(name);
      }
      exports.addAll(forWorld(member, whole, pointer));
      Optional<String> realloc =
          reallocByGrowing ? Optional.empty() : main.names().adapterRealloc();
      ByteSlice trimmed = AdapterTrimmer.trim(binary, exports, realloc);
      return read(member, trimmed, CoreOutline.of(trimmed), pointer);
    }

    private void checkGiven(Member member, String name, CoreOutline adapter, PlannedModule main) {
      Optional<FuncType> given = adapter.exportedFunction(name);
      if (given.isEmpty()) {
        Diagnostic problem =
            Diagnostic.error(
                EncodeCode.BAD_ADAPTER,
                "`%s` imports `%s` from `%s`, which the adapter `%s` does not export"
                    .formatted(
                        main.binary().source().name(),
                        name,
                        member.name(),
                        member.module().binary().source().name()));
        throw Suggestions.closest(name, adapter.exports().keySet())
            .map(near -> problem.help("it exports `" + near + "`"))
            .orElse(problem)
            .toException();
      }
      for (CoreOutline.Item item : main.names().outline().imports()) {
        if (item.module().equals(member.name())
            && ImportNames.original(item.name()).equals(name)
            && !item.function().equals(given)) {
          throw Diagnostic.error(
                  EncodeCode.SIGNATURE_MISMATCH,
                  "the adapter `%s` has another type for `%s` than `%s` imports"
                      .formatted(
                          member.module().binary().source().name(),
                          name,
                          main.binary().source().name()))
              .note("imported as " + item.function().map(FuncType::toString).orElse("no function"))
              .note("the adapter's is " + given.get())
              .toException();
        }
      }
    }

    /** What of an adapter is for its world. */
    private Set<String> forWorld(Member member, CoreOutline adapter, NumType pointer) {
      if (member.exports().isEmpty()) {
        return Set.of();
      }
      ImportReader.Context context =
          new ImportReader.Context(
              member.module().binary().source().name(), false, adapters, legacyNames);
      return new ExportReader(index, new Flat(index.resolve(), pointer), context, member.exports())
          .read(adapter)
          .keySet();
    }

    private PlannedModule read(
        Member member, ByteSlice binary, CoreOutline outline, NumType pointer) {
      ImportReader.Context context =
          new ImportReader.Context(binary.source().name(), member.main(), adapters, legacyNames);
      ModuleNames names =
          ModuleNames.read(
              outline, index, new Flat(index.resolve(), pointer), context, member.exports());
      PlannedModule planned =
          new PlannedModule(
              member.name(), member.main(), binary, names, member.encodings(), member.exports());
      names
          .imports()
          .values()
          .forEach(items -> items.values().forEach(item -> checkSaid(planned, item)));
      return planned;
    }

    /** What only the world of another module has, this module knows nothing of. */
    private static void checkSaid(PlannedModule module, CoreImport wanted) {
      if (wanted instanceof CoreImport.Lowered(var owner, var function, _)
          && module.encodings().ofImport(owner.name().orElse(function.name())).isEmpty()) {
        throw Diagnostic.error(
                EncodeCode.UNKNOWN_IMPORT,
                "`%s` imports `%s`%s, which only the world of another module has"
                    .formatted(
                        module.binary().source().name(),
                        function.name(),
                        owner.name().map(name -> " from `" + name + "`").orElse("")))
            .note("so nothing says how its strings are encoded")
            .help("embed a world with that import into the module")
            .toException();
      }
    }

    private static ByteSlice withoutWorld(CoreModule module) {
      return SectionFilter.without(module, EmbeddedWorld::isWorld);
    }
  }
}

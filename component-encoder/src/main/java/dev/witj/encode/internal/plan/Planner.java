package dev.witj.encode.internal.plan;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Suggestions;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.link.Linker;
import dev.witj.encode.internal.metadata.EmbeddedWorld;
import dev.witj.encode.internal.metadata.Encodings;
import dev.witj.encode.internal.metadata.SectionFilter;
import dev.witj.encode.internal.module.AdapterTrimmer;
import dev.witj.encode.internal.module.CoreOutline;
import dev.witj.encode.internal.module.FixupModule;
import dev.witj.encode.internal.module.ImportNames;
import dev.witj.encode.internal.names.CoreImport;
import dev.witj.encode.internal.names.ExportReader;
import dev.witj.encode.internal.names.ImportReader;
import dev.witj.encode.internal.names.ModuleNames;
import dev.witj.encode.internal.names.WorldIndex;
import dev.witj.wit.Expressibility;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldTransform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * A dynamic library.
   *
   * @param openable whether it can be opened while the program runs
   */
  public record Library(String name, ByteSlice binary, boolean openable) {}

  /** A module with the worlds that it says itself. */
  private record Member(
      String name,
      PlannedModule.Role role,
      CoreModule module,
      List<EmbeddedWorld.One> worlds,
      Map<ImportReader.Key, CoreImport> linked) {
    Member(
        String name, PlannedModule.Role role, CoreModule module, List<EmbeddedWorld.One> worlds) {
      this(name, role, module, worlds, Map.of());
    }

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
   * @throws dev.witj.diagnostics.DiagnosticException if worlds contradict each other, no component
   *     can express them together, or a module does not fit its world
   */
  public ComponentPlan plan(ByteSlice main, List<Adapter> adapters) {
    CoreModule module = CoreModule.read(main);
    if (!EmbeddedWorld.isIn(module) && adapters.isEmpty()) {
      throw noWorld(main);
    }
    List<Member> members = new ArrayList<>();
    members.add(new Member(MAIN, PlannedModule.Role.MAIN, module, EmbeddedWorld.worlds(module)));
    addAdapters(adapters, members);
    return plan(members, Optional.empty());
  }

  /**
   * The plan for dynamic libraries and adapters.
   *
   * @param stackSize in bytes
   * @param stubs whether functions that are missing trap when they are called
   * @throws dev.witj.diagnostics.DiagnosticException if worlds contradict each other, no component
   *     can express them together, a library does not fit its world, or libraries lack something
   */
  public ComponentPlan plan(
      List<Library> libraries, int stackSize, boolean stubs, List<Adapter> adapters) {
    Map<String, List<EmbeddedWorld.One>> worlds = new HashMap<>();
    List<Linker.Input> inputs = new ArrayList<>();
    for (Library library : libraries) {
      CoreModule module = CoreModule.read(library.binary());
      List<EmbeddedWorld.One> own = EmbeddedWorld.worlds(module);
      worlds.put(library.name(), own);
      inputs.add(
          new Linker.Input(
              library.name(),
              ImportNames.distinct(withoutWorld(module)),
              library.openable(),
              own.stream().anyMatch(one -> !one.resolve().get(one.world()).exports().isEmpty())));
    }
    Set<String> served = adapters.stream().map(Adapter::name).collect(Collectors.toSet());
    Linker.Linked linked = new Linker(stackSize, stubs, served).link(inputs);
    if (adapters.isEmpty() && worlds.values().stream().allMatch(List::isEmpty)) {
      throw noWorld(libraries);
    }
    List<Member> members = new ArrayList<>();
    members.add(
        new Member(MAIN, PlannedModule.Role.MAIN, CoreModule.read(linked.hub()), List.of()));
    addAdapters(adapters, members);
    for (Linker.Placed library : linked.libraries()) {
      Member member =
          new Member(
              library.name(),
              PlannedModule.Role.LIBRARY,
              library.outline().module(),
              worlds.getOrDefault(library.name(), List.of()),
              library.imports());
      checkExportedOnce(members, member);
      members.add(member);
    }
    return plan(members, Optional.of(linked.fixup()));
  }

  private static void addAdapters(List<Adapter> adapters, List<Member> members) {
    Set<String> names = new HashSet<>();
    for (Adapter adapter : adapters) {
      if (!names.add(adapter.name())) {
        throw EncodeCode.BAD_ADAPTER.error(adapter.name()).toException();
      }
      CoreModule binary = CoreModule.read(adapter.binary());
      Member member =
          new Member(
              adapter.name(), PlannedModule.Role.ADAPTER, binary, EmbeddedWorld.worlds(binary));
      checkExportedOnce(members, member);
      members.add(member);
    }
  }

  private ComponentPlan plan(List<Member> members, Optional<FixupModule.Addition> linking) {
    EmbeddedWorld world = EmbeddedWorld.empty();
    for (Member member : members) {
      world = world.with(member.worlds());
    }
    if (mergeImports) {
      world = world.in(WorldTransform.mergeImportsBySemver(world.resolve(), world.world()));
    }
    // Each world may be fine, and have a name too much like one of another.
    Expressibility.require(world.resolve(), world.world());
    return new Reading(split(world.resolve(), world.world()), world.world(), members, linking)
        .plan();
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
          throw EncodeCode.EXPORTED_TWICE
              .error(
                  member.module().binary().source().name(),
                  another.role() == PlannedModule.Role.ADAPTER ? "adapter" : "library",
                  another.name(),
                  name)
              .help("leave one of them out, or take one that does not export it")
              .toException();
        }
      }
    }
  }

  private static RuntimeException noWorld(ByteSlice module) {
    String name = module.source().name();
    return EncodeCode.NO_WORLD
        .error(name)
        .note("bindings put that into a custom section `component-type`")
        .help("say it with: wit-j component embed WIT " + name)
        .toException();
  }

  private static RuntimeException noWorld(List<Library> libraries) {
    return EncodeCode.NO_WORLD_IN_LIBRARIES
        .error()
        .note("bindings put that into a custom section `component-type`")
        .help(
            libraries.isEmpty()
                ? "give the libraries: wit-j component link [NAME=]FILE..."
                : "say it with: wit-j component embed WIT "
                    + libraries.getFirst().binary().source().name())
        .toException();
  }

  private static ByteSlice withoutWorld(CoreModule module) {
    return SectionFilter.without(module, EmbeddedWorld::isWorld);
  }

  /** Reads the names of all modules against the world of all. */
  private final class Reading {
    private final WorldId world;
    private final WorldIndex index;
    private final List<Member> members;
    private final Optional<FixupModule.Addition> linking;

    /** What the main module can import from. */
    private final List<String> others;

    Reading(
        Resolve resolve,
        WorldId world,
        List<Member> members,
        Optional<FixupModule.Addition> linking) {
      this.world = world;
      this.index = new WorldIndex(resolve, world);
      this.members = members;
      this.linking = linking;
      this.others = members.subList(1, members.size()).stream().map(Member::name).toList();
    }

    ComponentPlan plan() {
      Member first = members.getFirst();
      ByteSlice binary = ImportNames.distinct(withoutWorld(first.module()));
      CoreOutline outline = CoreOutline.of(binary);
      AddressType addresses = outline.addresses();
      PlannedModule main = read(first, binary, outline, addresses);
      List<PlannedModule> used = new ArrayList<>();
      for (Member member : members.subList(1, members.size())) {
        if (member.role() == PlannedModule.Role.LIBRARY) {
          ByteSlice library = member.module().binary();
          used.add(read(member, library, CoreOutline.of(library), addresses));
          continue;
        }
        Set<String> wanted =
            main.names().imports().getOrDefault(member.name(), new LinkedHashMap<>()).keySet();
        if (!wanted.isEmpty() || !member.exports().isEmpty()) {
          used.add(adapter(member, main, wanted, addresses));
        }
      }
      checkThreadWords(Stream.concat(Stream.of(main), used.stream()).toList());
      return new ComponentPlan(index.resolve(), world, main, used, linking);
    }

    private PlannedModule adapter(
        Member member, PlannedModule main, Set<String> wanted, AddressType addresses) {
      ByteSlice binary = withoutWorld(member.module());
      CoreOutline whole = CoreOutline.of(binary);
      Set<String> exports = new LinkedHashSet<>(ALWAYS_KEPT);
      for (String item : wanted) {
        String name = ImportNames.original(item);
        checkGiven(member, name, whole, main);
        exports.add(name);
      }
      exports.addAll(forWorld(member, whole, addresses));
      Optional<String> realloc =
          reallocByGrowing ? Optional.empty() : main.names().adapterRealloc();
      ByteSlice trimmed = AdapterTrimmer.trim(binary, exports, realloc);
      return read(member, trimmed, CoreOutline.of(trimmed), addresses);
    }

    private void checkGiven(Member member, String name, CoreOutline adapter, PlannedModule main) {
      Optional<FuncType> given = adapter.exportedFunction(name);
      if (given.isEmpty()) {
        Diagnostic problem =
            EncodeCode.ADAPTER_LACKS_EXPORT.error(
                main.binary().source().name(),
                name,
                member.name(),
                member.module().binary().source().name());
        throw Suggestions.closest(name, adapter.exports().keySet())
            .map(near -> problem.help("it exports `" + near + "`"))
            .orElse(problem)
            .toException();
      }
      for (CoreOutline.Item item : main.names().outline().imports()) {
        if (item.module().equals(member.name())
            && ImportNames.original(item.name()).equals(name)
            && !item.function().equals(given)) {
          throw EncodeCode.ADAPTER_TYPE_MISMATCH
              .error(member.module().binary().source().name(), name, main.binary().source().name())
              .note("imported as " + item.function().map(FuncType::toString).orElse("no function"))
              .note("the adapter's is " + given.get())
              .toException();
        }
      }
    }

    /** What of an adapter is for its world. */
    private Set<String> forWorld(Member member, CoreOutline adapter, AddressType addresses) {
      if (member.exports().isEmpty()) {
        return Set.of();
      }
      ImportReader.Context context = context(member, member.module().binary().source().name());
      return new ExportReader(
              index, new Flat(index.resolve(), addresses), context, member.exports())
          .read(adapter)
          .keySet();
    }

    private ImportReader.Context context(Member member, String name) {
      return new ImportReader.Context(
          name, member.role() == PlannedModule.Role.MAIN, others, legacyNames, member.linked());
    }

    private PlannedModule read(
        Member member, ByteSlice binary, CoreOutline outline, AddressType addresses) {
      ImportReader.Context context = context(member, binary.source().name());
      ModuleNames names =
          ModuleNames.read(
              outline, index, new Flat(index.resolve(), addresses), context, member.exports());
      PlannedModule planned =
          new PlannedModule(
              member.name(), member.role(), binary, names, member.encodings(), member.exports());
      names
          .imports()
          .values()
          .forEach(items -> items.values().forEach(item -> checkSaid(planned, item)));
      return planned;
    }

    /** The words that a thread keeps are of one size in a component. */
    private static void checkThreadWords(List<PlannedModule> modules) {
      Map<NumType, String> users = new LinkedHashMap<>();
      for (PlannedModule module : modules) {
        module
            .names()
            .imports()
            .values()
            .forEach(
                items ->
                    items.forEach(
                        (name, item) ->
                            item.threadWord()
                                .ifPresent(
                                    size ->
                                        users.putIfAbsent(
                                            size,
                                            "`%s` imports `%s` for words of %s"
                                                .formatted(
                                                    module.binary().source().name(),
                                                    ImportNames.original(name),
                                                    size)))));
      }
      if (users.size() > 1) {
        Diagnostic problem = EncodeCode.ADDRESS_SIZE_MISMATCH.error();
        for (String user : users.values()) {
          problem = problem.note(user);
        }
        throw problem.help("build all for addresses of one size").toException();
      }
    }

    /** What only the world of another module has, this module knows nothing of. */
    private static void checkSaid(PlannedModule module, CoreImport wanted) {
      if (wanted instanceof CoreImport.Lowered(var owner, var function, _)
          && module.encodings().ofImport(owner.name().orElse(function.name())).isEmpty()) {
        String importer = module.binary().source().name();
        throw owner
            .name()
            .map(from -> EncodeCode.UNSAID_IMPORT.error(importer, function.name(), from))
            .orElseGet(() -> EncodeCode.UNSAID_WORLD_IMPORT.error(importer, function.name()))
            .note("so nothing says how its strings are encoded")
            .help("embed a world with that import into the module")
            .toException();
      }
    }
  }
}

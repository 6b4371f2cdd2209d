package dev.witj.encode.internal.metadata;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.CanonicalOption.StringEncoding;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Span;
import dev.witj.encode.DecodedWit;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.WitDecoder;
import dev.witj.encode.internal.Producers;
import dev.witj.encode.internal.types.PackageEncoder;
import dev.witj.wit.Arena;
import dev.witj.wit.Docs;
import dev.witj.wit.Package;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageName;
import dev.witj.wit.Resolve;
import dev.witj.wit.Stability;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldTransform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The world that a core module is for: the worlds of all its sections together.
 *
 * @param resolve all packages
 * @param world the world {@code root:root/root}, which has the items of all
 * @param encodings how strings are encoded
 */
public record EmbeddedWorld(Resolve resolve, WorldId world, Encodings encodings) {
  /** How the names of sections begin that hold a world. */
  public static final String SECTION = "component-type";

  private static final String ENCODING = "wit-component-encoding";
  private static final int VERSION = 4;
  private static final PackageName HOME = new PackageName("root", "root", Optional.empty());
  private static final String NAME = "root";

  /** A world without items. */
  public static EmbeddedWorld empty() {
    SequencedMap<String, WorldId> worlds = new LinkedHashMap<>();
    WorldId id = new WorldId(0);
    worlds.put(NAME, id);
    Package home = new Package(HOME, Docs.none(), new LinkedHashMap<>(), worlds);
    World world =
        new World(
            NAME,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new PackageId(0),
            Docs.none(),
            Stability.unknown(),
            Span.none());
    Resolve resolve =
        new Resolve(
            new Arena<>(List.of(home)),
            new Arena<>(List.of(world)),
            new Arena<>(List.of()),
            new Arena<>(List.of()));
    return new EmbeddedWorld(resolve, id, new Encodings());
  }

  /** The same with another resolve, which has the same world. */
  public EmbeddedWorld in(Resolve other) {
    return new EmbeddedWorld(other, find(other, HOME, NAME), encodings);
  }

  private static WorldId find(Resolve resolve, PackageName of, String name) {
    PackageId id = resolve.find(of).orElseThrow();
    return Objects.requireNonNull(resolve.get(id).worlds().get(name));
  }

  /**
   * This world with the items of another.
   *
   * @throws DiagnosticException if they have different things under one name
   */
  public EmbeddedWorld with(Resolve other, WorldId from) {
    World world = other.get(from);
    PackageName of = other.get(world.packageId()).name();
    if (of.equals(HOME) && world.name().equals(NAME)) {
      return with(renamed(other, from), from);
    }
    Resolve both = resolve.merge(other);
    WorldId there = find(both, of, world.name());
    return in(WorldTransform.mergeWorlds(both, there, find(both, HOME, NAME)));
  }

  /** A world that has the name of this one gets another. */
  private static Resolve renamed(Resolve resolve, WorldId id) {
    String name = NAME + "-embedded";
    World world = resolve.get(id);
    Package home = resolve.get(world.packageId());
    SequencedMap<String, WorldId> names = new LinkedHashMap<>(home.worlds());
    names.remove(world.name());
    names.put(name, id);
    List<Package> packages = new ArrayList<>(resolve.packages().entries());
    packages.set(
        world.packageId().index(), new Package(home.name(), home.docs(), home.interfaces(), names));
    List<World> worlds = new ArrayList<>(resolve.worlds().entries());
    worlds.set(
        id.index(),
        new World(
            name,
            world.imports(),
            world.exports(),
            world.packageId(),
            world.docs(),
            world.stability(),
            world.span()));
    return new Resolve(
        new Arena<>(packages), new Arena<>(worlds), resolve.interfaces(), resolve.types());
  }

  // Reading.

  /** Whether a module says which world it is for. */
  public static boolean isIn(CoreModule module) {
    return module.sections().stream().anyMatch(EmbeddedWorld::isWorld);
  }

  /** Whether a section holds a world. */
  public static boolean isWorld(Section section) {
    return section.id() == SectionId.CUSTOM && section.customName().startsWith(SECTION);
  }

  /**
   * The world of one section.
   *
   * @param resolve all packages
   * @param world the world
   * @param encoding how strings are encoded
   */
  public record One(Resolve resolve, WorldId world, StringEncoding encoding) {}

  /**
   * Reads the worlds of a module, one for each section; there may be none.
   *
   * @throws DiagnosticException if a section cannot be read
   */
  public static List<One> worlds(CoreModule module) {
    return module.sections().stream()
        .filter(EmbeddedWorld::isWorld)
        .map(EmbeddedWorld::read)
        .toList();
  }

  private static One read(Section section) {
    ByteSlice data = section.customData();
    DecodedWit decoded = WitDecoder.decode(data);
    if (!(decoded instanceof DecodedWit.OfPackage(var of, var main))
        || of.get(main).worlds().size() != 1) {
      throw malformed(section, data, "it does not hold one world");
    }
    return new One(of, of.get(main).worlds().values().iterator().next(), encoding(section, data));
  }

  /**
   * The world of a module: that of all its sections together.
   *
   * @throws DiagnosticException if a section cannot be read, or worlds contradict each other
   */
  public static EmbeddedWorld read(CoreModule module) {
    return empty().with(worlds(module));
  }

  /**
   * This world with the items of others.
   *
   * @throws DiagnosticException if they have different things under one name
   */
  public EmbeddedWorld with(List<One> worlds) {
    EmbeddedWorld all = this;
    for (One one : worlds) {
      all = all.with(one.resolve(), one.world());
      all.encodings.add(one.resolve(), one.world(), one.encoding());
    }
    return all;
  }

  private static StringEncoding encoding(Section section, ByteSlice data) {
    for (ComponentElement element : ComponentModel.read(data).elements().toList()) {
      if (element instanceof ComponentElement.Custom(var name, var content)
          && name.equals(ENCODING)) {
        byte[] bytes = content.toByteArray();
        if (bytes.length != 2 || bytes[0] != VERSION || bytes[1] < 0 || bytes[1] > 2) {
          throw malformed(section, data, "its version or string encoding is not known");
        }
        return StringEncoding.values()[bytes[1]];
      }
    }
    throw malformed(section, data, "it does not name the encoding of strings");
  }

  private static DiagnosticException malformed(Section section, ByteSlice data, String why) {
    return EncodeCode.MALFORMED_METADATA
        .error(section.customName(), why)
        .at(data.span())
        .toException();
  }

  // Writing.

  /**
   * The section that says that a module is for a world.
   *
   * @param name the name of the section, which must be another than those the module has
   */
  public static ModuleSection.Custom section(
      String name, Resolve resolve, WorldId world, StringEncoding encoding) {
    ComponentBuilder out = new ComponentBuilder();
    out.add(
        new ComponentElement.Custom(
            ENCODING, ByteSlice.of(new byte[] {VERSION, (byte) encoding.ordinal()})));
    PackageEncoder.addWorld(out, resolve, resolve.get(world).name(), world);
    out.add(Producers.section());
    return new ModuleSection.Custom(name, ByteSlice.of(out.toByteArray()));
  }
}

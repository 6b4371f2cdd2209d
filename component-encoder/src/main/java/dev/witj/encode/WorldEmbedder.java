package dev.witj.encode;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.component.CanonicalOption.StringEncoding;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.ModuleSection;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.encode.internal.metadata.EmbeddedWorld;
import dev.witj.wit.Expressibility;
import dev.witj.wit.Resolve;
import dev.witj.wit.WorldId;
import java.util.Optional;

/**
 * Lets a core module say which world it is for, in a custom section that {@link ComponentEncoder}
 * reads. A module that says so already is for both worlds then.
 */
public final class WorldEmbedder {
  private final Resolve resolve;
  private final WorldId world;
  private final StringEncoding encoding;

  private WorldEmbedder(Resolve resolve, WorldId world, StringEncoding encoding) {
    this.resolve = resolve;
    this.world = world;
    this.encoding = encoding;
  }

  /**
   * An embedder of a world, for modules whose strings are UTF-8.
   *
   * @throws DiagnosticException naming all of the world that {@linkplain Expressibility no
   *     component} can express
   */
  public static WorldEmbedder of(Resolve resolve, WorldId world) {
    Expressibility.require(resolve, world);
    return new WorldEmbedder(resolve, world, StringEncoding.UTF8);
  }

  /** The same for modules whose strings have another encoding. */
  public WorldEmbedder withEncoding(StringEncoding other) {
    return new WorldEmbedder(resolve, world, other);
  }

  /**
   * Adds the section to a module.
   *
   * @return the binary of the module with the section at its end
   * @throws DiagnosticException if it is no core module, or it is for a world already that
   *     contradicts this one or that no component can express together with it
   */
  public byte[] embed(ByteSlice module) {
    if (BinaryKind.of(module).equals(Optional.of(BinaryKind.COMPONENT))) {
      throw EncodeCode.NOT_A_MODULE.error(module.source().name()).toException();
    }
    CoreModule core = CoreModule.read(module);
    if (EmbeddedWorld.isIn(core)) {
      EmbeddedWorld both = EmbeddedWorld.read(core).with(resolve, world);
      Expressibility.require(both.resolve(), both.world());
    }
    ByteWriter out = new ByteWriter(module.size() + 1024);
    out.writeSlice(module);
    custom().write(out);
    return out.toByteArray();
  }

  /** What the section holds: a component that only says the world. */
  public byte[] section() {
    return custom().data().toByteArray();
  }

  private ModuleSection.Custom custom() {
    return EmbeddedWorld.section(EmbeddedWorld.SECTION, resolve, world, encoding);
  }
}

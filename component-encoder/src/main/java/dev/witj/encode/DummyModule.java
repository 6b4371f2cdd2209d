package dev.witj.encode;

import dev.witj.binary.ByteSlice;
import dev.witj.encode.internal.dummy.DummyWriter;
import dev.witj.wit.Expressibility;
import dev.witj.wit.Resolve;
import dev.witj.wit.WorldId;
import java.util.Optional;

/**
 * Makes core modules that have everything a world asks of them and do nothing: each function traps.
 * What they look like is what bindings have to make.
 */
public final class DummyModule {
  private DummyModule() {}

  /** The names of core functions. */
  public enum Names {
    /** Those that tools have grown; they can say everything. */
    LEGACY,
    /** Those with the prefix {@code cm32p2}; they cannot say what is asynchronous. */
    STANDARD32
  }

  /** How asynchronous functions are imported and exported. */
  public enum Async {
    /** With a function that is called on events. */
    CALLBACK,
    /** As functions that block as they like. */
    STACKFUL
  }

  /**
   * A module for a world.
   *
   * @param async how asynchronous functions are imported and exported; nothing for as others are
   * @return its binary, which does not say yet which world it is for; see {@link WorldEmbedder}
   * @throws dev.witj.diagnostics.DiagnosticException naming all of the world that {@linkplain
   *     Expressibility no component} can express, or if the names cannot say what is asked for
   */
  public static byte[] of(Resolve resolve, WorldId world, Names names, Optional<Async> async) {
    Expressibility.require(resolve, world);
    if (names == Names.STANDARD32 && async.isPresent()) {
      throw EncodeCode.NAMES_NOT_SUPPORTED
          .error()
          .help("take the older names: --dummy-names legacy")
          .toException();
    }
    ByteSlice module = DummyWriter.write(resolve, world, names, async);
    return module.toByteArray();
  }
}

package dev.witj.wasi.internal;

import dev.witj.runtime.Tuple2;
import dev.witj.wasi.filesystem.Types;
import java.util.List;
import java.util.Optional;

/** The free functions of {@code wasi:filesystem}. */
final class HostFiles {
  static final Types TYPES = err -> Optional.of(FileErrors.code(((HostError) err).reason()));

  private HostFiles() {}

  static List<Tuple2<Types.Descriptor, String>> preopened(Session session) {
    return List.of();
  }
}

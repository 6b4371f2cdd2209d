package dev.witj.wasi.internal;

import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.filesystem.Types;
import java.util.ArrayList;
import java.util.List;

/** The free functions of {@code wasi:filesystem}. */
final class HostFiles {
  static final Types TYPES = err -> ((HostError) err).fileReason().map(FileTypes::code);

  private HostFiles() {}

  /** New descriptors of all folders that are given, which were opened when they were given. */
  static List<Tuple2<Types.Descriptor, String>> preopened(Session session) {
    List<Tuple2<Types.Descriptor, String>> all = new ArrayList<>();
    for (Settings.GivenFolder given : session.settings().folders()) {
      all.add(
          new Tuple2<>(
              new HostDescriptor(session, FileHandle.preopened(session, given)), given.guest()));
    }
    return all;
  }
}

package dev.witj.wasi.internal;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.filesystem.Types;
import dev.witj.wasi.fs.Folder;
import java.io.IOException;
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
      if (!session.takeFile()) {
        throw new TrapException(
            TrapCode.LIMIT_EXCEEDED, "the guest holds more files open than it may");
      }
      try {
        Folder folder = given.folder().duplicate();
        all.add(new Tuple2<>(HostDescriptor.of(session, folder), given.guest()));
      } catch (IOException e) {
        session.giveFile();
        throw new TrapException(
            TrapCode.HOST_FAILURE,
            "the folder that the guest calls `" + given.guest() + "` cannot be opened once more",
            e);
      }
    }
    return all;
  }
}

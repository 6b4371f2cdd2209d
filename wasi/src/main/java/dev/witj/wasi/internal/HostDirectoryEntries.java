package dev.witj.wasi.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.filesystem.Types;
import dev.witj.wasi.fs.Folder;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What was in a folder when the guest asked. */
final class HostDirectoryEntries extends HostResource implements Types.DirectoryEntryStream {
  private final Iterator<Folder.Entry> entries;

  HostDirectoryEntries(Session session, List<Folder.Entry> entries) {
    super(session);
    this.entries = entries.iterator();
  }

  @Override
  public Result<Optional<Types.DirectoryEntry>, Types.ErrorCode> readDirectoryEntry() {
    if (!entries.hasNext()) {
      return Result.ok(Optional.empty());
    }
    Folder.Entry entry = entries.next();
    return Result.ok(
        Optional.of(new Types.DirectoryEntry(FileTypes.type(entry.kind()), entry.name())));
  }

  @Override
  String witName() {
    return "directory-entry-stream";
  }
}

package dev.witj.wasi.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.filesystem.Types;
import dev.witj.wasi.fs.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The names in a folder, read as the guest asks for them; it counts as an open file. */
final class HostDirectoryEntries extends HostResource implements Types.DirectoryEntryStream {
  private final Listing listing;

  HostDirectoryEntries(Session session, Listing listing) {
    super(session);
    this.listing = listing;
  }

  @Override
  public Result<Optional<Types.DirectoryEntry>, Types.ErrorCode> readDirectoryEntry() {
    return FileTypes.result(
        () ->
            listing
                .next()
                .map(
                    entry -> new Types.DirectoryEntry(FileTypes.type(entry.kind()), entry.name())));
  }

  @Override
  protected String witName() {
    return "directory-entry-stream";
  }

  @Override
  protected void release() {
    session().gone(listing);
    try {
      listing.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

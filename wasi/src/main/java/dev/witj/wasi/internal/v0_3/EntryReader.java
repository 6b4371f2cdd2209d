package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.filesystem.v0_3.Types.DirectoryEntry;
import dev.witj.wasi.filesystem.v0_3.Types.ErrorCode;
import dev.witj.wasi.fs.Listing;
import dev.witj.wasi.internal.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The names in a folder, read as the guest asks for them; it counts as an open file. */
final class EntryReader implements StreamReader<DirectoryEntry> {
  private static final int AT_ONCE = 256;

  private final Session session;
  private final Listing listing;
  private final CompletableFuture<Result<@Nullable Void, ErrorCode>> outcome =
      new CompletableFuture<>();
  private boolean ended;

  EntryReader(Session session, Listing listing) {
    this.session = session;
    this.listing = session.opened(listing);
  }

  /** How it ended. */
  CompletableFuture<Result<@Nullable Void, ErrorCode>> outcome() {
    return outcome;
  }

  @Override
  public synchronized List<DirectoryEntry> read(int max) {
    List<DirectoryEntry> entries = new ArrayList<>();
    try {
      while (!ended && entries.size() < Math.min(max, AT_ONCE)) {
        Optional<Listing.Entry> next = listing.next();
        if (next.isEmpty()) {
          end(Result.ok());
        } else {
          Listing.Entry entry = next.get();
          entries.add(new DirectoryEntry(FileTypes03.type(entry.kind()), entry.name()));
        }
      }
    } catch (IOException e) {
      end(Result.err(FileTypes03.code(e)));
    }
    return entries;
  }

  @Override
  public synchronized void close() {
    end(Result.ok());
  }

  private void end(Result<@Nullable Void, ErrorCode> how) {
    if (ended) {
      return;
    }
    ended = true;
    session.gone(listing);
    try {
      listing.close();
    } catch (IOException e) {
      // All that it had to say was said.
    } finally {
      outcome.complete(how);
    }
  }
}

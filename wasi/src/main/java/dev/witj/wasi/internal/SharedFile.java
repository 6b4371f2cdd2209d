package dev.witj.wasi.internal;

import dev.witj.wasi.fs.OpenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file that lives as long as its descriptor or a stream of it does. */
public final class SharedFile {
  private final Session session;
  private final OpenFile file;
  private final AtomicInteger users = new AtomicInteger(1);

  /** Its first user is there already. */
  SharedFile(Session session, OpenFile file) {
    this.session = session;
    this.file = session.opened(file);
  }

  /** The file. */
  public OpenFile file() {
    return file;
  }

  /** One more user. */
  public SharedFile share() {
    users.incrementAndGet();
    return this;
  }

  /** One user less. */
  public void leave() {
    if (users.decrementAndGet() > 0) {
      return;
    }
    session.gone(file);
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

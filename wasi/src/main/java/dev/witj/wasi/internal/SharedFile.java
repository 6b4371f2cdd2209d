package dev.witj.wasi.internal;

import dev.witj.wasi.fs.OpenFile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An open file that lives as long as its descriptor or a stream of it does. */
final class SharedFile {
  private final Session session;
  private final OpenFile file;
  private int users = 1;

  /** Its first user is there already. */
  SharedFile(Session session, OpenFile file) {
    this.session = session;
    this.file = file;
  }

  OpenFile file() {
    return file;
  }

  /** One more user. */
  SharedFile share() {
    users++;
    return this;
  }

  /** One user less. */
  void leave() {
    users--;
    if (users > 0) {
      return;
    }
    session.giveFile();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

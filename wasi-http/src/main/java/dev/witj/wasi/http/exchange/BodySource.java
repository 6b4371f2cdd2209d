package dev.witj.wasi.http.exchange;

import dev.witj.wasi.internal.io.ByteSource;
import java.util.List;

/** A body that comes in. What fails is an {@link HttpFailure}. */
public interface BodySource extends ByteSource {
  /** The fields behind the body, once it was read to its end; none before. */
  List<Field> trailers();

  /** No body. */
  static BodySource empty() {
    return of(new byte[0]);
  }

  /** A body that is there already. */
  static BodySource of(byte[] bytes) {
    return new MemoryBody(bytes);
  }
}

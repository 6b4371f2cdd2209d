package dev.witj.wasi.internal.drafts;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Atomics;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Batch;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Store;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Store.Error;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Store.KeyResponse;
import dev.witj.wasi.store.KeyValueStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** {@code wasi:keyvalue} 0.2.0-draft2. */
record KeyValueDraft2(Session session, AtomicLong seen) implements Store, Atomics, Batch {
  /** How many bytes of keys and values those may hold together that are to be swapped. */
  private static final long MAX_SEEN = 64L << 20;

  KeyValueDraft2(Session session) {
    this(session, new AtomicLong());
  }

  @Override
  public Result<Store.Bucket, Error> open(String identifier) {
    Optional<KeyValueStore> store = KeyValues.find(session, identifier);
    return store.isPresent()
        ? Result.ok(new Bucket(session, store.get()))
        : Result.err(new Error.AccessDenied());
  }

  private static <T> Result<T, Error> attempt(KeyValues.Action<T> action) {
    return KeyValues.attempt(action, Error.Other::new);
  }

  private static Result<@Nullable Void, Error> done(KeyValues.Change change) {
    return KeyValues.done(change, Error.Other::new);
  }

  private static KeyValueStore of(Store.Bucket bucket) {
    return ((Bucket) bucket).store;
  }

  private static final class Bucket extends KeyValues.Bucket<Error> implements Store.Bucket {
    Bucket(Session session, KeyValueStore store) {
      super(session, store, Error.Other::new);
    }

    @Override
    public Result<KeyResponse, Error> listKeys(Optional<String> cursor) {
      return attempt(
          () -> {
            KeyValues.Page page = KeyValues.keys(store, cursor);
            return new KeyResponse(
                page.keys(), page.more() ? Optional.of(page.keys().getLast()) : Optional.empty());
          });
    }
  }

  /** What is under a key now, for whoever wants to put something else there. */
  private Cas look(KeyValueStore store, String key) throws IOException {
    Optional<byte[]> value = store.get(key);
    long bytes = 2L * key.length() + value.map(each -> each.length).orElse(0);
    if (seen.get() + bytes > MAX_SEEN) {
      throw new IOException("what is to be swapped is more than " + MAX_SEEN + " bytes in all");
    }
    return new Cas(session, store, key, value, seen, bytes);
  }

  /** What somebody believes to be under a key. */
  private static final class Cas extends HostResource implements Atomics.Cas {
    private final KeyValueStore store;
    private final String key;
    private final Optional<byte[]> before;
    private final AtomicLong seen;
    private final long bytes;

    Cas(
        Session session,
        KeyValueStore store,
        String key,
        Optional<byte[]> before,
        AtomicLong seen,
        long bytes) {
      super(session);
      this.store = store;
      this.key = key;
      this.before = before;
      this.seen = seen;
      this.bytes = bytes;
      seen.addAndGet(bytes);
    }

    @Override
    protected void release() {
      seen.addAndGet(-bytes);
    }

    @Override
    public Result<Optional<byte[]>, Error> current() {
      return Result.ok(before);
    }

    @Override
    protected String witName() {
      return "cas";
    }
  }

  @Override
  public Atomics.Cas.Factory cas() {
    return (bucket, key) -> attempt(() -> look(of(bucket), key));
  }

  @Override
  public Result<@Nullable Void, CasError> swap(Atomics.Cas cas, byte[] value) {
    Cas mine = (Cas) cas;
    mine.close();
    try {
      return mine.store.replace(mine.key, mine.before, value)
          ? Result.ok()
          : Result.err(new CasError.CasFailed(look(mine.store, mine.key)));
    } catch (IOException e) {
      return Result.err(new CasError.StoreError(new Error.Other(String.valueOf(e.getMessage()))));
    }
  }

  @Override
  public Result<Long, Error> increment(Store.Bucket bucket, String key, long delta) {
    return attempt(
        () ->
            Long.parseLong(
                KeyValues.change(
                    of(bucket),
                    key,
                    before -> String.valueOf(Math.addExact(Long.parseLong(before), delta)))));
  }

  @Override
  public Result<List<Tuple2<String, Optional<byte[]>>>, Error> getMany(
      Store.Bucket bucket, List<String> keys) {
    return attempt(
        () -> {
          List<Optional<byte[]>> values = KeyValues.getMany(of(bucket), keys);
          List<Tuple2<String, Optional<byte[]>>> found = new ArrayList<>();
          for (int i = 0; i < values.size(); i++) {
            found.add(new Tuple2<>(keys.get(i), values.get(i)));
          }
          return found;
        });
  }

  @Override
  public Result<@Nullable Void, Error> setMany(
      Store.Bucket bucket, List<Tuple2<String, byte[]>> keyValues) {
    return done(() -> KeyValues.setMany(of(bucket), keyValues));
  }

  @Override
  public Result<@Nullable Void, Error> deleteMany(Store.Bucket bucket, List<String> keys) {
    return done(() -> KeyValues.deleteMany(of(bucket), keys));
  }
}

package dev.witj.wasi.internal.drafts;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.keyvalue.v0_2_0_draft.Atomics;
import dev.witj.wasi.keyvalue.v0_2_0_draft.Batch;
import dev.witj.wasi.keyvalue.v0_2_0_draft.Store;
import dev.witj.wasi.keyvalue.v0_2_0_draft.Store.Error;
import dev.witj.wasi.keyvalue.v0_2_0_draft.Store.KeyResponse;
import dev.witj.wasi.store.KeyValueStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code wasi:keyvalue} 0.2.0-draft. */
record KeyValueDraft(Session session, Cursors cursors) implements Store, Atomics, Batch {
  KeyValueDraft(Session session) {
    this(session, new Cursors());
  }

  /**
   * The keys behind the numbers that this draft has for places in a list, of all buckets together.
   */
  static final class Cursors {
    /** How many lists of keys can be gone on with. */
    private static final int MAX = 100;

    private record Place(Bucket bucket, String key) {}

    private final Map<Long, Place> places = new HashMap<>();
    private long last;

    private long add(Bucket bucket, String key) {
      places.put(++last, new Place(bucket, key));
      places.remove(last - MAX);
      return last;
    }

    private Optional<String> find(Bucket bucket, long number) {
      Place place = places.get(number);
      return place != null && place.bucket() == bucket
          ? Optional.of(place.key())
          : Optional.empty();
    }
  }

  @Override
  public Result<Store.Bucket, Error> open(String identifier) {
    Optional<KeyValueStore> store = KeyValues.find(session, identifier);
    return store.isPresent()
        ? Result.ok(new Bucket(session, store.get(), cursors))
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
    private final Cursors cursors;

    Bucket(Session session, KeyValueStore store, Cursors cursors) {
      super(session, store, Error.Other::new);
      this.cursors = cursors;
    }

    @Override
    public Result<KeyResponse, Error> listKeys(Optional<Long> cursor) {
      return attempt(
          () -> {
            Optional<String> after = Optional.empty();
            if (cursor.isPresent()) {
              after = cursors.find(this, cursor.get());
              if (after.isEmpty()) {
                throw new IOException("this cursor was not given, or long ago");
              }
            }
            KeyValues.Page page = KeyValues.keys(store, after);
            if (!page.more()) {
              return new KeyResponse(page.keys(), Optional.empty());
            }
            return new KeyResponse(
                page.keys(), Optional.of(cursors.add(this, page.keys().getLast())));
          });
    }
  }

  @Override
  public Result<Long, Error> increment(Store.Bucket bucket, String key, long delta) {
    return attempt(
        () ->
            Long.parseUnsignedLong(
                KeyValues.change(
                    of(bucket),
                    key,
                    before -> {
                      long sum = Long.parseUnsignedLong(before) + delta;
                      if (Long.compareUnsigned(sum, delta) < 0) {
                        throw new ArithmeticException();
                      }
                      return Long.toUnsignedString(sum);
                    })));
  }

  @Override
  public Result<List<Optional<Tuple2<String, byte[]>>>, Error> getMany(
      Store.Bucket bucket, List<String> keys) {
    return attempt(
        () -> {
          List<Optional<byte[]>> values = KeyValues.getMany(of(bucket), keys);
          List<Optional<Tuple2<String, byte[]>>> found = new ArrayList<>();
          for (int i = 0; i < values.size(); i++) {
            String key = keys.get(i);
            found.add(values.get(i).map(value -> new Tuple2<>(key, value)));
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

package dev.witj.wasi.internal.drafts;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.net.Refusal;
import dev.witj.wasi.store.KeyValueStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What both drafts of {@code wasi:keyvalue} do alike. */
final class KeyValues {
  /** What guests call the store that has no name. */
  private static final String DEFAULT = "default";

  private static final int MAX_KEY = 64 << 10;
  private static final int PAGE = 1000;
  private static final int PAGE_CHARS = 1 << 20;

  /** What one call may hold of the host's memory. */
  private static final long MAX_BATCH = 64L << 20;

  private KeyValues() {}

  /** What a guest asks of a store; the message of an exception goes to the guest. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** Does it, with the error in the words of one draft. */
  static <T, E> Result<T, E> attempt(Action<T> action, Function<String, E> other) {
    try {
      return Result.ok(action.run());
    } catch (IOException e) {
      return Result.err(other.apply(String.valueOf(e.getMessage())));
    }
  }

  /** What a guest does to a store; the message of an exception goes to the guest. */
  interface Change {
    void make() throws IOException;
  }

  /** Does it, with the error in the words of one draft. */
  static <E> Result<@Nullable Void, E> done(Change change, Function<String, E> other) {
    try {
      change.make();
      return Result.ok();
    } catch (IOException e) {
      return Result.err(other.apply(String.valueOf(e.getMessage())));
    }
  }

  /** The store of a name, if the guest was given it; the host is told if not. */
  static Optional<KeyValueStore> find(Session session, String identifier) {
    String name = identifier.isEmpty() ? DEFAULT : identifier;
    KeyValueStore store = session.settings().extras().stores().get(name);
    if (store == null) {
      session
          .settings()
          .refusals()
          .accept(new Refusal("to open the key-value store " + name, "keyvalue", name));
    }
    return Optional.ofNullable(store);
  }

  /**
   * A bucket of either draft.
   *
   * @param <E> its errors
   */
  abstract static class Bucket<E> extends HostResource {
    final KeyValueStore store;
    private final Function<String, E> other;

    Bucket(Session session, KeyValueStore store, Function<String, E> other) {
      super(session);
      this.store = store;
      this.other = other;
    }

    /** The value under a key. */
    public Result<Optional<byte[]>, E> get(String key) {
      return attempt(() -> store.get(key), other);
    }

    /** Puts a value under a key. */
    public Result<@Nullable Void, E> set(String key, byte[] value) {
      return done(() -> KeyValues.set(store, key, value), other);
    }

    /** Removes a key. */
    public Result<@Nullable Void, E> delete(String key) {
      return done(() -> store.delete(key), other);
    }

    /** Whether there is a value under a key. */
    public Result<Boolean, E> exists(String key) {
      return attempt(() -> store.get(key).isPresent(), other);
    }

    @Override
    protected String witName() {
      return "bucket";
    }
  }

  private static void set(KeyValueStore store, String key, byte[] value) throws IOException {
    if (key.length() > MAX_KEY) {
      throw new IOException("a key has at most " + MAX_KEY + " characters");
    }
    store.set(key, value);
  }

  /** Puts values under keys, one after the other. */
  static void setMany(KeyValueStore store, List<Tuple2<String, byte[]>> values) throws IOException {
    for (Tuple2<String, byte[]> each : values) {
      set(store, each.v0(), each.v1());
    }
  }

  /** Removes keys, one after the other. */
  static void deleteMany(KeyValueStore store, List<String> keys) throws IOException {
    for (String each : keys) {
      store.delete(each);
    }
  }

  /** The values under many keys, in order. */
  static List<Optional<byte[]>> getMany(KeyValueStore store, List<String> keys) throws IOException {
    List<Optional<byte[]>> values = new ArrayList<>();
    long bytes = 0;
    for (String key : keys) {
      Optional<byte[]> value = store.get(key);
      bytes += value.map(each -> each.length).orElse(0);
      if (bytes > MAX_BATCH) {
        throw new IOException("these are more than " + MAX_BATCH + " bytes of values at once");
      }
      values.add(value);
    }
    return values;
  }

  /**
   * Some keys.
   *
   * @param more whether others come after them
   */
  record Page(List<String> keys, boolean more) {}

  static Page keys(KeyValueStore store, Optional<String> after) throws IOException {
    List<String> found = store.keys(after, PAGE + 1);
    int count = 0;
    long chars = 0;
    while (count < Math.min(found.size(), PAGE) && (count == 0 || chars <= PAGE_CHARS)) {
      chars += found.get(count).length();
      count++;
    }
    return new Page(found.subList(0, count), count < found.size());
  }

  /** Changes a number that is written in decimal, as other hosts write it, by nobody else's. */
  static String change(KeyValueStore store, String key, UnaryOperator<String> next)
      throws IOException {
    while (true) {
      Optional<byte[]> before = store.get(key);
      String number = before.map(each -> new String(each, StandardCharsets.UTF_8)).orElse("0");
      String after;
      try {
        after = next.apply(number);
      } catch (NumberFormatException e) {
        throw new IOException("the value is no whole number in decimal", e);
      } catch (ArithmeticException e) {
        throw new IOException("the number would be too large", e);
      }
      if (store.replace(key, before, after.getBytes(StandardCharsets.UTF_8))) {
        return after;
      }
    }
  }
}

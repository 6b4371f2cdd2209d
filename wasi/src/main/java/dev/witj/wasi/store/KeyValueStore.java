package dev.witj.wasi.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Values under keys that guests share who were given it. Thread-safe; what was set is seen by
 * whoever asks next. Nobody may change the arrays that are passed in or given back.
 *
 * <p>There is one in memory and one in a file; others can be put in their place.
 */
public interface KeyValueStore extends AutoCloseable {
  /** How many bytes of keys and values a store in memory takes, unless it is told. */
  long MEMORY = 64L << 20;

  /** How many bytes of keys and values a store in a file takes, unless it is told. */
  long FILE = 1L << 30;

  /** A store that is empty, and gone when it is closed. */
  static KeyValueStore inMemory() {
    return inMemory(MEMORY);
  }

  /**
   * A store that is empty, and gone when it is closed.
   *
   * @param maxBytes how many bytes of keys and values it takes in all, and 100 for each key
   */
  static KeyValueStore inMemory(long maxBytes) {
    return MapStore.inMemory(maxBytes);
  }

  /** See {@link #open(Path, long)}. */
  static KeyValueStore open(Path file) {
    return open(file, FILE);
  }

  /**
   * A store that lives in a file, which is made if it is not there. One process at a time has it
   * open. What is set is on the disk a second later, and once this is closed; what it was put in
   * the place of stays in the file for a second, and while that makes the file more than twice as
   * long as what the store may take, nothing more is set.
   *
   * @param maxBytes how many bytes of keys and values it takes in all, and 100 for each key
   * @throws dev.witj.diagnostics.DiagnosticException if the file cannot be opened, is another's, or
   *     holds something else
   */
  static KeyValueStore open(Path file, long maxBytes) {
    return MapStore.open(file, maxBytes);
  }

  /**
   * The value under a key, if there is one.
   *
   * @throws IOException with a text for the guest
   */
  Optional<byte[]> get(String key) throws IOException;

  /**
   * Puts a value under a key, in the place of the one before.
   *
   * @throws IOException with a text for the guest
   */
  void set(String key, byte[] value) throws IOException;

  /**
   * Puts a value under a key if what is there now is what somebody believes.
   *
   * @param before the value that is there, empty for none
   * @return whether it was
   * @throws IOException with a text for the guest
   */
  boolean replace(String key, Optional<byte[]> before, byte[] value) throws IOException;

  /**
   * Removes a key, if it is there.
   *
   * @throws IOException with a text for the guest
   */
  void delete(String key) throws IOException;

  /**
   * Some keys, in an order that stays the same.
   *
   * @param after the key before the first one, none to begin
   * @param max how many at most
   * @return fewer than {@code max} at the end only
   * @throws IOException with a text for the guest
   */
  List<String> keys(Optional<String> after, int max) throws IOException;

  /**
   * Ends it; all that was set is kept. Guests get errors from now on.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if what was set last cannot be kept
   */
  @Override
  void close();
}

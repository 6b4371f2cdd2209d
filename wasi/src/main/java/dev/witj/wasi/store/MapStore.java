package dev.witj.wasi.store;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.wasi.WasiCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * A store in H2's MVStore, which is a file or nothing but memory.
 *
 * <p>Guests are interrupted when their time is over or nobody waits for them any more, and Java
 * closes a file for everybody when a thread is interrupted that is at it. So nothing is done to a
 * file on a thread that others know of.
 */
final class MapStore implements KeyValueStore {
  private static final String MAP = "values";

  /** What an entry takes of memory beside its key and value. */
  private static final int ENTRY = 100;

  /** What a file may have besides twice what the store takes. */
  private static final long FILE_ROOM = 16L << 20;

  /**
   * How long what was replaced stays in the file. Without any such time the library may write over
   * what a file still refers to when it is closed; with its usual 45 seconds a guest that sets in a
   * loop fills the disk.
   */
  private static final int RETENTION_MILLIS = 1000;

  /** Where a store in a file works. */
  private static final Executor APART = task -> Thread.ofVirtual().name("key-value").start(task);

  private final MVStore store;
  private final Executor worker;
  private final String name;
  private final MVMap<String, byte[]> map;
  private final long maxBytes;

  /** Of all entries; changed with the lock of this. */
  private long bytes;

  private MapStore(MVStore store, String name, Executor worker, long maxBytes) {
    this.store = store;
    this.name = name;
    this.worker = worker;
    this.maxBytes = maxBytes;
    // These two types alone: nothing that stands in a file makes an object of a class it names.
    MVMap.Builder<String, byte[]> types =
        new MVMap.Builder<String, byte[]>()
            .keyType(StringDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE);
    this.map = store.openMap(MAP, types);
    for (Map.Entry<String, byte[]> each : map.entrySet()) {
      bytes += size(each.getKey(), each.getValue());
    }
  }

  static MapStore inMemory(long maxBytes) {
    return new MapStore(new MVStore.Builder().open(), "in memory", Runnable::run, maxBytes);
  }

  static MapStore open(Path file, long maxBytes) {
    try {
      return CompletableFuture.supplyAsync(() -> openHere(file, maxBytes), APART).join();
    } catch (CompletionException e) {
      throw problem(file, e.getCause()).toException();
    }
  }

  private static MapStore openHere(Path file, long maxBytes) {
    MVStore opened = null;
    try {
      opened = new MVStore.Builder().fileName(file.toString()).open();
      opened.setRetentionTime(RETENTION_MILLIS);
      return new MapStore(opened, file.toString(), APART, maxBytes);
    } catch (RuntimeException e) {
      // What stands in the file decides what the library throws.
      if (opened != null) {
        opened.closeImmediately();
      }
      throw e;
    }
  }

  private static Diagnostic problem(Path file, @Nullable Throwable e) {
    int code = e instanceof MVStoreException known ? known.getErrorCode() : 0;
    return switch (code) {
      case DataUtils.ERROR_FILE_LOCKED ->
          WasiCode.STORE_IN_USE
              .error(file)
              .help("one process at a time can use a key-value store; end the other one");
      case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
          WasiCode.NOT_A_STORE
              .error(file)
              .help("name a file that was made as one, or one that is not there yet");
      default ->
          WasiCode.NO_STORE
              .error(file)
              .help("name a file that was made as one, or one that can be made");
    };
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    return attempt(() -> Optional.ofNullable(map.get(key)));
  }

  @Override
  public void set(String key, byte[] value) throws IOException {
    boolean _ =
        attempt(
            () -> {
              put(key, value);
              return true;
            });
  }

  private synchronized void put(String key, byte[] value) throws IOException {
    byte[] before = map.get(key);
    long after = bytes + size(key, value) - (before == null ? 0 : size(key, before));
    if (after > maxBytes) {
      throw new IOException("the store is full: it takes " + maxBytes + " bytes");
    }
    if (isFileFull()) {
      throw new IOException("the store's file is full of what was replaced a moment ago");
    }
    map.put(key, value);
    bytes = after;
  }

  /** Whether more of the file is in use than the store may take, twice. */
  private boolean isFileFull() {
    FileStore<?> file = store.getFileStore();
    if (file == null || !isFull(file)) {
      return false;
    }
    // Else that is done when something is written, which nothing is while this is full.
    file.dropUnusedChunks();
    return isFull(file);
  }

  private boolean isFull(FileStore<?> file) {
    long most = 2 * Math.min(maxBytes, Long.MAX_VALUE / 4) + FILE_ROOM;
    return file.size() > most && file.size() / 100 * file.getFillRate() > most;
  }

  @Override
  public boolean replace(String key, Optional<byte[]> before, byte[] value) throws IOException {
    return attempt(
        () -> {
          synchronized (this) {
            boolean same = Arrays.equals(map.get(key), before.orElse(null));
            if (same) {
              put(key, value);
            }
            return same;
          }
        });
  }

  @Override
  public void delete(String key) throws IOException {
    boolean _ =
        attempt(
            () -> {
              synchronized (this) {
                byte[] before = map.remove(key);
                bytes -= before == null ? 0 : size(key, before);
                return before != null;
              }
            });
  }

  @Override
  public List<String> keys(Optional<String> after, int max) throws IOException {
    return attempt(
        () -> {
          String first = after.isPresent() ? map.higherKey(after.get()) : map.firstKey();
          List<String> keys = new ArrayList<>();
          if (first != null) {
            Iterator<String> all = map.keyIterator(first);
            while (keys.size() < max && all.hasNext()) {
              keys.add(all.next());
            }
          }
          return keys;
        });
  }

  @Override
  public void close() {
    try {
      CompletableFuture.runAsync(store::close, worker).join();
    } catch (CompletionException e) {
      throw WasiCode.STORE_NOT_WRITTEN.error(name).toException();
    }
  }

  private static long size(String key, byte[] value) {
    return ENTRY + key.getBytes(StandardCharsets.UTF_8).length + (long) value.length;
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private <T> T attempt(Action<T> action) throws IOException {
    try {
      return CompletableFuture.supplyAsync(
              () -> {
                try {
                  return action.run();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              worker)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException forGuest) {
        throw forGuest.getCause();
      }
      throw new IOException("the store failed", e);
    }
  }
}

package dev.witj.wasi.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.wasi.WasiCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Values that live in a file. */
final class KeyValueStoreTest {
  @TempDir private Path folder;

  private static Diagnostic refused(Path file) {
    DiagnosticException e =
        assertThrows(DiagnosticException.class, () -> KeyValueStore.open(file).close());
    return e.diagnostics().getFirst();
  }

  @Test
  void keepsValuesInAFile() throws IOException {
    Path file = folder.resolve("values");
    try (KeyValueStore store = KeyValueStore.open(file)) {
      store.set("b", new byte[] {1, 2});
      store.set("a", new byte[100_000]);
      store.set("c", new byte[0]);
      store.delete("c");
    }
    try (KeyValueStore store = KeyValueStore.open(file)) {
      assertArrayEquals(new byte[] {1, 2}, store.get("b").orElseThrow());
      assertEquals(100_000, store.get("a").orElseThrow().length);
      assertEquals(List.of("a", "b"), store.keys(Optional.empty(), 10));
      assertEquals(List.of("b"), store.keys(Optional.of("a"), 10));
      assertEquals(List.of("b"), store.keys(Optional.of("aa"), 10));
      assertEquals(List.of(), store.keys(Optional.of("b"), 10));
    }
  }

  @Test
  void knowsHowFullAFileIs() throws IOException {
    Path file = folder.resolve("values");
    try (KeyValueStore store = KeyValueStore.open(file, 300)) {
      store.set("a", new byte[60]);
    }
    try (KeyValueStore store = KeyValueStore.open(file, 300)) {
      assertThrows(IOException.class, () -> store.set("b", new byte[39]));
      assertThrows(IOException.class, () -> store.replace("b", Optional.empty(), new byte[39]));
      assertEquals(Optional.empty(), store.get("b"));
      store.set("b", new byte[38]);
    }
  }

  /** What is replaced stays in the file for a moment: the disk is not the guest's to fill. */
  @Test
  @Timeout(60)
  void boundsTheFileOfAGuestThatReplacesInALoop() throws Exception {
    Path file = folder.resolve("values");
    byte[] random = new byte[1 << 20];
    new Random(1).nextBytes(random);
    for (int i = 0; i < 60; i++) {
      random[0] = (byte) i;
      // What was set is in the file when it is closed.
      try (KeyValueStore store = KeyValueStore.open(file, 2 << 20)) {
        store.set("key", random);
      } catch (IOException refused) {
        assertEquals(
            "the store's file is full of what was replaced a moment ago", refused.getMessage());
      }
    }
    assertTrue(Files.size(file) < 30 << 20, () -> file.toFile().length() + " bytes");
    try (KeyValueStore store = KeyValueStore.open(file, 2 << 20)) {
      assertEquals(random.length, store.get("key").orElseThrow().length);
      while (!isTaken(store, new byte[] {1})) {
        Thread.sleep(20);
      }
      assertArrayEquals(new byte[] {1}, store.get("key").orElseThrow());
    }
  }

  private static boolean isTaken(KeyValueStore store, byte[] value) {
    try {
      store.set("key", value);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Small entries cost more than their keys and values. */
  @Test
  void countsWhatAnEntryTakesItself() throws IOException {
    try (KeyValueStore store = KeyValueStore.inMemory(1 << 20)) {
      int entries = 0;
      try {
        while (entries < 20_000) {
          store.set("%s".formatted(entries), new byte[0]);
          entries++;
        }
      } catch (IOException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("full"), e::getMessage);
      }
      assertTrue(entries > 9_000 && entries < 11_000, "" + entries);
      store.delete("0");
      store.set("a", new byte[0]);
    }
  }

  /** A guest whose time is over is interrupted, and must not take the file from the others. */
  @Test
  void staysOpenWhenThreadsAreInterruptedThatUseIt() throws IOException {
    Path file = folder.resolve("values");
    Thread.currentThread().interrupt();
    try (KeyValueStore store = KeyValueStore.open(file)) {
      // More than is kept until it is written.
      for (int i = 0; i < 20; i++) {
        store.set("key" + i, new byte[1 << 20]);
      }
      assertTrue(Thread.interrupted());
      Thread.currentThread().interrupt();
      for (int i = 0; i < 20; i++) {
        assertEquals(1 << 20, store.get("key" + i).orElseThrow().length);
      }
    }
    assertTrue(Thread.interrupted());
    try (KeyValueStore store = KeyValueStore.open(file)) {
      assertEquals(20, store.keys(Optional.empty(), 100).size());
    }
  }

  @Test
  void leavesFilesAloneThatHoldSomethingElse() throws IOException {
    Path file = folder.resolve("letter.txt");
    Files.writeString(file, "Dear Ada,\n".repeat(2000));
    byte[] before = Files.readAllBytes(file);
    assertEquals(WasiCode.NOT_A_STORE, refused(file).code());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void saysWhyAFileCannotBeOpened() throws IOException {
    assertEquals(WasiCode.NO_STORE, refused(folder).code());
    assertEquals(WasiCode.NO_STORE, refused(folder.resolve("none/values")).code());
    Path file = folder.resolve("values");
    try (KeyValueStore _ = KeyValueStore.open(file)) {
      assertEquals(WasiCode.STORE_IN_USE, refused(file).code());
    }
  }

  @Test
  void holdsWhatIsLeftOfABrokenFile() throws IOException {
    Path file = folder.resolve("values");
    try (KeyValueStore store = KeyValueStore.open(file)) {
      for (int i = 0; i < 200; i++) {
        store.set("key" + i, new byte[1000]);
      }
    }
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 40)) {
      byte[] broken = whole.clone();
      for (int i = at; i < Math.min(at + 64, broken.length); i++) {
        broken[i] ^= 0x5a;
      }
      Files.write(file, broken);
      // Whatever it finds, it is a store or says that it is none.
      try (KeyValueStore store = KeyValueStore.open(file)) {
        assertTrue(store.keys(Optional.empty(), 1000).size() <= 200);
      } catch (DiagnosticException | IOException e) {
        assertTrue(String.valueOf(e.getMessage()).length() > 5);
      }
    }
  }
}

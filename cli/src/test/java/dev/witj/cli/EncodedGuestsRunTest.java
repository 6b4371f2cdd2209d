package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Components that are made of the guests' core modules, with public adapters where they need one,
 * do what the components beside them do.
 */
final class EncodedGuestsRunTest {
  private static final String ADAPTER =
      "wasi_snapshot_preview1=%guests/adapters/wasi_snapshot_preview1.command-jco1.35.wasm";

  @TempDir private Path temporary = Path.of("");

  /** A core module, and the arguments with which it is run. */
  private record Guest(String core, List<String> arguments) {
    static Guest command(String core, String... arguments) {
      return new Guest(core, List.of(arguments));
    }

    String component() {
      return core.replace(".core.wasm", ".wasm");
    }
  }

  private static final List<Guest> GUESTS =
      List.of(
          Guest.command("c/c-hello.core.wasm", "a", "b"),
          Guest.command("c/c-hello.core.wasm", "--exit", "7"),
          Guest.command("java/teavm-hello.core.wasm", "a", "b"),
          Guest.command("engine/simd.core.wasm"));

  @TestFactory
  Stream<DynamicTest> runsAsTheComponentBesideIt() {
    Path guests = Corpus.guests();
    return GUESTS.stream()
        .map(
            guest ->
                dynamicTest(
                    guest.core() + " " + String.join(" ", guest.arguments()),
                    () -> check(guests, guest)));
  }

  private void check(Path guests, Guest guest) throws IOException {
    // The guest is told the name of its file.
    Path made =
        Files.createTempDirectory(temporary, "made")
            .resolve(String.valueOf(Path.of(guest.component()).getFileName()));
    List<String> encode =
        new ArrayList<>(List.of("component", "new", guests.resolve(guest.core()).toString(), "-o"));
    encode.add(made.toString());
    encode.addAll(List.of("--adapt", ADAPTER.replace("%guests", guests.toString())));
    Session encoded = Session.run(encode.toArray(String[]::new));
    assertEquals(0, encoded.code(), encoded.err());
    Session expected = run(guest, guests.resolve(guest.component()));
    Session actual = run(guest, made);
    assertEquals(expected.code(), actual.code(), actual.err());
    assertEquals(expected.out(), actual.out());
  }

  private static Session run(Guest guest, Path component) {
    List<String> words = new ArrayList<>(List.of("run"));
    words.add(component.toString());
    words.addAll(guest.arguments());
    return Session.run(words.toArray(String[]::new));
  }
}

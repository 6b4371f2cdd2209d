package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.witj.runtime.Component;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.net.NetworkRights;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that runs while a test does to it what an operation says. */
final class ProgramTrial implements AutoCloseable {
  private final PipedOutputStream in = new PipedOutputStream();
  private final Output out = new Output();
  private final Output err = new Output();
  private final Map<String, Socket> sockets = new HashMap<>();
  private final CompletableFuture<Integer> code;

  private ProgramTrial(Component component, Wasi.Builder given) throws IOException {
    Wasi wasi = given.stdin(new PipedInputStream(in)).stdout(out).stderr(err).build();
    code = CompletableFuture.supplyAsync(() -> run(component, wasi), Thread::startVirtualThread);
  }

  private static int run(Component component, Wasi wasi) {
    Linker linker = Linker.create(component.engine());
    wasi.addTo(linker);
    WasiHttp.addTo(linker, wasi);
    try (Store store = Store.create(component.engine())) {
      return Wasi.run(store, linker.pre(component));
    }
  }

  /**
   * Starts a program.
   *
   * @param operation what it gets
   * @param root where a copy of its folder may lie
   */
  static ProgramTrial start(Component component, Path file, JsonNode operation, Path root)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(file.getFileName().toString()));
    operation.path("args").forEach(each -> arguments.add(each.asText()));
    Wasi.Builder wasi =
        Wasi.builder()
            .args(arguments)
            .env(TestsuiteTest.texts(operation.path("env")))
            .network(NetworkRights.all());
    if (operation.hasNonNull("root")) {
      copy(file.resolveSibling(operation.get("root").asText()), root);
      wasi.preopen(root, "/", false);
    }
    return new ProgramTrial(component, wasi);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  int exitCode() throws Exception {
    try {
      return code.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("stderr: " + err.rest(), e);
    }
  }

  void perform(JsonNode operation) throws Exception {
    byte[] payload = operation.path("payload").asText().getBytes(StandardCharsets.UTF_8);
    String id = operation.path("id").asText();
    switch (operation.path("type").asText()) {
      case "run" -> {}
      case "wait" -> {
        in.close();
        assertEquals(operation.path("exit_code").asInt(0), exitCode(), err::rest);
      }
      case "read" ->
          assertEquals(
              new String(payload, StandardCharsets.UTF_8),
              (id.equals("stderr") ? err : out).next(payload.length));
      case "write" -> {
        in.write(payload);
        in.flush();
      }
      case "connect" -> {
        String[] address = out.line().split(":", 2);
        sockets.put(id, new Socket(address[0], Integer.parseInt(address[1])));
      }
      case "send" -> {
        OutputStream to = socket(id).getOutputStream();
        to.write(payload);
        to.flush();
      }
      case "recv" -> {
        byte[] got = socket(id).getInputStream().readNBytes(payload.length);
        assertEquals(
            new String(payload, StandardCharsets.UTF_8), new String(got, StandardCharsets.UTF_8));
      }
      default -> throw new AssertionError("what is `" + operation + "`?");
    }
  }

  private Socket socket(String id) {
    return Objects.requireNonNull(sockets.get(id), id);
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets.values()) {
      socket.close();
    }
    in.close();
    assertTrue(code.isDone());
  }

  /** What the program wrote, read as it comes. */
  private static final class Output extends OutputStream {
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void write(int b) {
      text.append((char) b);
      notifyAll();
    }

    synchronized String next(int length) throws InterruptedException {
      while (text.length() < length) {
        wait();
      }
      String next = text.substring(0, length);
      text.delete(0, length);
      return next;
    }

    synchronized String line() throws InterruptedException {
      while (text.indexOf("\n") < 0) {
        wait();
      }
      return next(text.indexOf("\n") + 1).strip();
    }

    synchronized String rest() {
      return text.toString();
    }
  }
}

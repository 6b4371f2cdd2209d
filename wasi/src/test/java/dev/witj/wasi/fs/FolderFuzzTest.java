package dev.witj.wasi.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two guests, one of whom has a folder inside the other's, do whatever comes to mind. The kernel's
 * way of resolving is the model of the other one: all outcomes and what is left must be the same. A
 * watcher sees that nothing outside is changed, and that nothing read comes from there.
 *
 * <p>{@code -Dwitj.fuzz.fs.rounds} makes it longer, {@code -Dwitj.fuzz.fs.seed} another one.
 */
final class FolderFuzzTest {
  private static final long ROUNDS = Long.getLong("witj.fuzz.fs.rounds", 20_000);
  private static final long SEED = Long.getLong("witj.fuzz.fs.seed", 1);

  /** After how many operations the guests begin anew. */
  private static final int SEQUENCE = 200;

  @TempDir private Path temporary = Path.of("");

  @Test
  void bothWaysDoTheSameAndNothingOutside() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int sequence = 0; sequence * SEQUENCE < ROUNDS; sequence++) {
      Path base = Files.createDirectories(temporary.resolve("s" + sequence));
      try (World model = new World(base.resolve("kernel"), FolderTest.Way.KERNEL);
          World walked = new World(base.resolve("steps"), FolderTest.Way.STEPS)) {
        StringBuilder history = new StringBuilder();
        for (int i = 0; i < SEQUENCE; i++) {
          long seed = random.nextLong();
          String expected = model.act(seed, history);
          String found = walked.act(seed, new StringBuilder());
          history.append(" -> ").append(expected).append('\n');
          assertEquals(expected, found, history::toString);
        }
        assertEquals(model.tree(), walked.tree(), history::toString);
        model.checkOutside(history);
        walked.checkOutside(history);
      }
      delete(base);
    }
  }

  private static void delete(Path base) throws IOException {
    try (Stream<Path> all = Files.walk(base)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** What there is for one way of resolving. */
  private static final class World implements AutoCloseable {
    private static final List<String> STEPS =
        List.of("a", "b", "c", "a", "b", "c", "..", ".", "", "nowhere");
    private static final List<String> TARGETS =
        List.of(
            "a", "b", "../a", "..", "../..", "../outside", "../../outside/secret", "/etc", "c/");

    private final Path root;
    private final Path outside;
    private final List<Folder> guests = new ArrayList<>();

    World(Path place, FolderTest.Way way) throws IOException {
      root = Files.createDirectories(place.resolve("root"));
      outside = Files.createDirectories(place.resolve("outside"));
      Files.writeString(outside.resolve("secret"), "SECRET");
      Files.createDirectories(root.resolve("a/b"));
      Files.writeString(root.resolve("c"), "inside");
      guests.add(way.open(root, true));
      guests.add(way.open(root.resolve("a"), true));
    }

    String act(long seed, StringBuilder history) {
      return act(new Choices(new SplittableRandom(seed), history));
    }

    private String act(Choices choices) {
      Folder guest = choices.of(guests);
      Folder other = choices.of(guests);
      String path = choices.path();
      try {
        return switch (choices.number("operation", 11)) {
          case 0 -> open(guest, path, choices);
          case 1 -> done(() -> guest.createDirectoryAt(path));
          case 2 -> done(() -> guest.removeDirectoryAt(path));
          case 3 -> done(() -> guest.unlinkFileAt(path));
          case 4 -> {
            String target = choices.named(TARGETS);
            yield done(() -> guest.symlinkAt(target, path));
          }
          case 5 -> {
            String to = choices.path();
            yield done(() -> guest.linkAt(path, other, to));
          }
          case 6, 7 -> {
            String to = choices.path();
            yield done(() -> guest.renameAt(path, other, to));
          }
          case 8 -> {
            boolean follow = choices.number("follow", 2) == 1;
            FileStat stat = guest.statAt(path, follow);
            yield stat.kind() + " " + (stat.kind() == FileStat.Kind.REGULAR_FILE ? stat.size() : 0);
          }
          case 9 -> guest.readlinkAt(path);
          default -> {
            List<Listing.Entry> entries = new ArrayList<>();
            try (Listing listing = guest.list()) {
              for (Optional<Listing.Entry> next = listing.next();
                  next.isPresent();
                  next = listing.next()) {
                entries.add(next.get());
              }
            }
            yield entries.toString();
          }
        };
      } catch (IOException e) {
        return FsError.of(e).toString();
      }
    }

    private interface Act {
      void run() throws IOException;
    }

    private static String done(Act act) throws IOException {
      act.run();
      return "done";
    }

    private static String open(Folder guest, String path, Choices choices) throws IOException {
      boolean write = choices.number("write", 2) == 1;
      OpenMode mode =
          new OpenMode(
              choices.number("follow", 2) == 1,
              write && choices.number("create", 2) == 1,
              write && choices.number("exclusive", 4) == 1,
              write && choices.number("truncate", 4) == 1,
              choices.number("folder", 4) == 1,
              true,
              write,
              false);
      return switch (guest.openAt(path, mode)) {
        case Folder.Opened.AFolder(var folder) -> {
          folder.close();
          yield "a folder";
        }
        case Folder.Opened.AFile(var file) -> {
          try (file) {
            if (write) {
              file.write(ByteBuffer.wrap("guest".getBytes(StandardCharsets.UTF_8)), 1);
            }
            ByteBuffer buffer = ByteBuffer.allocate(16);
            int count = Math.max(0, file.read(buffer, 0));
            String read = new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
            if (read.contains("SECRET")) {
              throw new AssertionError("read from outside: " + path);
            }
            yield "a file: " + read;
          }
        }
      };
    }

    List<String> tree() throws IOException {
      try (Stream<Path> all = Files.walk(root)) {
        List<String> lines = new ArrayList<>();
        for (Path each : all.sorted().toList()) {
          String content =
              Files.isSymbolicLink(each)
                  ? " -> " + Files.readSymbolicLink(each)
                  : Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                      ? "/"
                      : ": " + Files.readString(each);
          lines.add(root.relativize(each) + content);
        }
        return lines;
      }
    }

    void checkOutside(StringBuilder history) throws IOException {
      assertEquals("SECRET", Files.readString(outside.resolve("secret")), history::toString);
      try (Stream<Path> all = Files.list(outside)) {
        assertEquals(1, all.count(), history::toString);
      }
      try (Stream<Path> all = Files.list(outside.resolveSibling("."))) {
        assertEquals(2, all.count(), history::toString);
      }
    }

    @Override
    public void close() {
      guests.forEach(Folder::close);
    }
  }

  /** Choices of chance, and which they were. */
  private record Choices(SplittableRandom random, StringBuilder history) {
    int number(String what, int bound) {
      int chosen = random.nextInt(bound);
      history.append(' ').append(what).append(' ').append(chosen);
      return chosen;
    }

    Folder of(List<Folder> guests) {
      return guests.get(number("guest", guests.size()));
    }

    String named(List<String> names) {
      String chosen = names.get(random.nextInt(names.size()));
      history.append(" `").append(chosen).append('`');
      return chosen;
    }

    String path() {
      List<String> steps = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        steps.add(World.STEPS.get(random.nextInt(World.STEPS.size())));
      }
      String path = String.join("/", steps) + (random.nextInt(8) == 0 ? "/" : "");
      history.append(" `").append(path).append('`');
      return path;
    }
  }
}

package dev.witj.wit;

import dev.witj.names.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The WASI packages that come with the library, so that {@code import wasi:http/types@0.2.0}
 * resolves with no {@code deps/} and no network: the newest release of each track, and drafts that
 * are in use, which people also import with no version at all.
 *
 * <p>Nothing is read before it is asked for.
 */
public final class BuiltinWasi implements PackageSource {
  private static final BuiltinWasi INSTANCE = new BuiltinWasi();

  private BuiltinWasi() {}

  /** All of them. */
  public static BuiltinWasi packages() {
    return INSTANCE;
  }

  @Override
  public List<PackageName> available() {
    return Shipped.NAMES;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no such package is shipped
   */
  @Override
  public String text(PackageName name) {
    if (!Shipped.NAMES.contains(name)) {
      throw new IllegalArgumentException(name + " is not shipped");
    }
    Version version = name.version().orElseGet(() -> Shipped.unversioned(name.name()));
    String path = "wasi/" + version + "/" + name.name() + ".wit";
    try (InputStream in = BuiltinWasi.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + path);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return name.version().isPresent() ? text : text.replace("@" + version + ";", ";");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What there is; a class of its own so that loading the outer one does nothing. */
  private static final class Shipped {
    private static final Version LOGGING = draft(1, "draft");
    private static final Version KEYVALUE = draft(2, "draft");
    private static final Version CONFIG = draft(2, "draft");

    static final List<PackageName> NAMES =
        Stream.of(
                of(
                    Version.of(0, 2, 12),
                    "cli",
                    "clocks",
                    "filesystem",
                    "http",
                    "io",
                    "random",
                    "sockets"),
                of(Version.of(0, 3, 0), "cli", "clocks", "filesystem", "http", "random", "sockets"),
                of(LOGGING, "logging"),
                of(KEYVALUE, "keyvalue"),
                of(draft(2, "draft2"), "keyvalue"),
                of(CONFIG, "config"),
                of(draft(2, "rc.1"), "config"),
                Stream.of("logging", "keyvalue", "config")
                    .map(name -> new PackageName("wasi", name, Optional.empty())))
            .flatMap(names -> names)
            .toList();

    /** The draft that a package without a version stands for. */
    static Version unversioned(String name) {
      return switch (name) {
        case "logging" -> LOGGING;
        case "keyvalue" -> KEYVALUE;
        case "config" -> CONFIG;
        default -> throw new IllegalArgumentException(name);
      };
    }

    private static Version draft(long minor, String preRelease) {
      return new Version(0, minor, 0, preRelease, "");
    }

    private static Stream<PackageName> of(Version version, String... names) {
      return Stream.of(names).map(name -> new PackageName("wasi", name, Optional.of(version)));
    }
  }
}

package dev.witj.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.witj.testdata.Expectations;
import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The packages of the modules are floors: each stands on those below it, and no way leads back up.
 * Maven sees to that between modules; here it is asked of the packages within, of what was
 * compiled.
 *
 * <p>Packages for users and {@code internal} packages are looked at apart, as each other's two
 * sides: of the types for users, some stand on the internals, as {@code Component}, and others are
 * what the internals work with, as {@code TrapException}. What is both is listed with a reason in
 * {@code testdata/expectations/floors.txt}.
 */
class FloorsTest {
  private static final Expectations EXPECTED = Expectations.load("floors");
  private static final Pattern OWN = Pattern.compile("dev/witj/[\\w/$]+");

  /** What each class names, by their outermost classes. */
  private static final Map<String, Set<String>> USES = new TreeMap<>();

  /** The modules' first packages. */
  private static final Set<String> ROOTS = new HashSet<>();

  @BeforeAll
  static void readClasses() throws Exception {
    Path tests = place(FloorsTest.class);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (path.equals(tests)) {
        continue;
      }
      if (Files.isDirectory(path)) {
        read(path);
      } else if (Files.isRegularFile(path)) {
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
          read(jar.getPath("/"));
        }
      }
    }
    USES.forEach(
        (from, to) -> {
          to.retainAll(USES.keySet());
          to.remove(from);
        });
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void read(Path root) throws IOException {
    Path own = root.resolve("dev/witj");
    if (!Files.isDirectory(own)) {
      return;
    }
    Set<String> packages = new TreeSet<>(Comparator.comparingInt(String::length));
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(file);
        String type = outermost(model.thisClass().asInternalName());
        packages.add(packageOf(type));
        Set<String> named = USES.computeIfAbsent(type, _ -> new TreeSet<>());
        for (PoolEntry entry : model.constantPool()) {
          // Names of classes, descriptors and signatures alike.
          if (entry instanceof Utf8Entry text) {
            OWN.matcher(text.stringValue())
                .results()
                .map((MatchResult found) -> outermost(found.group()))
                .forEach(named::add);
          }
        }
      }
    }
    ROOTS.addAll(packages.stream().limit(1).toList());
  }

  private static String outermost(String internalName) {
    int inner = internalName.indexOf('$');
    return (inner < 0 ? internalName : internalName.substring(0, inner)).replace('/', '.');
  }

  private static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  private static boolean isInternal(String type) {
    return packageOf(type).contains(".internal");
  }

  @Test
  void seesTheWholeProject() {
    for (String one :
        List.of(
            "dev.witj.diagnostics.Diagnostic",
            "dev.witj.wit.Resolve",
            "dev.witj.binary.component.ComponentValidator",
            "dev.witj.engine.internal.run.State",
            "dev.witj.runtime.internal.plan.Planner",
            "dev.witj.wasi.http.WasiHttp",
            "dev.witj.cli.Main")) {
      assertTrue(USES.containsKey(one), one);
    }
  }

  /** A module's first package is above and below its others: its types count one by one. */
  @TestFactory
  Stream<DynamicTest> packagesForUsers() {
    return graph(
            type -> !isInternal(type),
            type -> ROOTS.contains(packageOf(type)) ? type : packageOf(type))
        .floors(node -> !USES.containsKey(node));
  }

  @TestFactory
  Stream<DynamicTest> internalPackages() {
    return graph(FloorsTest::isInternal, FloorsTest::packageOf).floors(_ -> true);
  }

  /** A type for users stands on the internals or below them. */
  @TestFactory
  Stream<DynamicTest> typesForUsers() {
    Graph sides = graph(_ -> true, FloorsTest::side);
    List<DynamicTest> tests = new ArrayList<>();
    USES.forEach(
        (type, all) -> {
          if (!isInternal(type)) {
            tests.add(
                expected(
                    type,
                    all.stream()
                        .filter(FloorsTest::isInternal)
                        .map(to -> sides.way(type, side(to)))
                        .filter(way -> !way.isEmpty())
                        .findFirst()
                        .orElse(List.of())));
          }
        });
    return tests.stream();
  }

  private static String side(String type) {
    return isInternal(type) ? packageOf(type) : type;
  }

  private static Graph graph(Predicate<String> wanted, UnaryOperator<String> node) {
    Graph graph = new Graph();
    USES.forEach(
        (from, all) -> {
          for (String to : all) {
            if (wanted.test(from) && wanted.test(to)) {
              graph.add(node.apply(from), node.apply(to), from, to);
            }
          }
        });
    return graph;
  }

  @Test
  void listsOnlyWhatIsThere() {
    Set<String> there = new TreeSet<>(USES.keySet());
    USES.keySet().forEach(type -> there.add(packageOf(type)));
    Set<String> listed = new TreeSet<>(EXPECTED.names());
    listed.removeAll(there);
    assertEquals(Set.of(), listed);
  }

  private static DynamicTest expected(String name, List<String> cycle) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            EXPECTED.run(
                name,
                () -> {
                  if (!cycle.isEmpty()) {
                    fail("comes back to itself:\n  " + String.join("\n  ", cycle));
                  }
                }));
  }

  /** What stands on what, and one reason for each. */
  private static final class Graph {
    private final Map<String, Map<String, String>> edges = new TreeMap<>();

    void add(String from, String to, String fromType, String toType) {
      if (!from.equals(to)) {
        edges
            .computeIfAbsent(from, _ -> new TreeMap<>())
            .putIfAbsent(to, fromType + " uses " + toType);
        edges.computeIfAbsent(to, _ -> new TreeMap<>());
      }
    }

    Stream<DynamicTest> floors(Predicate<String> asked) {
      return edges.keySet().stream()
          .filter(asked)
          .map(
              node ->
                  expected(
                      node,
                      from(node).keySet().stream()
                          .map(next -> way(node, next))
                          .filter(way -> !way.isEmpty())
                          .findFirst()
                          .orElse(List.of())));
    }

    /** The uses on a shortest way to a next one and back again; nothing if none leads back. */
    List<String> way(String node, String next) {
      Map<String, String> cameFrom = new HashMap<>(Map.of(next, node));
      Deque<String> open = new ArrayDeque<>(Set.of(next));
      for (String at = open.poll(); at != null; at = open.poll()) {
        for (String to : from(at).keySet()) {
          if (cameFrom.putIfAbsent(to, at) == null) {
            if (to.equals(node)) {
              return uses(node, cameFrom);
            }
            open.add(to);
          }
        }
      }
      return List.of();
    }

    private List<String> uses(String node, Map<String, String> cameFrom) {
      List<String> way = new ArrayList<>();
      String to = node;
      do {
        String at = requireNonNull(cameFrom.get(to));
        way.add(requireNonNull(from(at).get(to)));
        to = at;
      } while (!to.equals(node));
      Collections.reverse(way);
      return way;
    }

    private Map<String, String> from(String node) {
      return edges.getOrDefault(node, Map.of());
    }
  }
}

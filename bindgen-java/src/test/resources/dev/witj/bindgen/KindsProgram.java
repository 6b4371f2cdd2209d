package example.program;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.Component;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import example.kinds.Host;
import example.kinds.Kinds;
import example.kinds.Kinds.Color;
import example.kinds.Kinds.Counter;
import example.kinds.Kinds.Nested;
import example.kinds.Kinds.Perms;
import example.kinds.Kinds.Point;
import example.kinds.Kinds.Shape;
import example.kinds.KindsWorld;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every kind of value through a component and back, and resources both ways. */
public final class KindsProgram {
  private final List<String> lines = new ArrayList<>();

  private KindsProgram() {}

  /** The lines of one run. */
  public static List<String> run(Component component) {
    KindsProgram program = new KindsProgram();
    try (KindsWorld world = KindsWorld.instantiate(component, () -> program.new JavaHost())) {
      program.calls(world.kinds());
    }
    return program.lines;
  }

  private final class JavaHost implements Host {
    @Override
    public void log(String s) {
      lines.add("host log: " + s);
    }

    @Override
    public Sink.Factory sink() {
      return JavaSink::new;
    }
  }

  private final class JavaSink implements Host.Sink {
    private final String name;

    JavaSink(String name) {
      this.name = name;
    }

    @Override
    public Result<Long, String> put(byte[] b) {
      lines.add("sink " + name + " " + b.length);
      return Result.ok((long) b.length);
    }
  }

  private void calls(Kinds kinds) {
    var ints =
        kinds.ints(
            255,
            (byte) -128,
            65535,
            (short) -32768,
            4294967295L,
            -2147483648,
            9007199254740991L,
            -9007199254740992L);
    show(
        "ints",
        "[%s,%s,%s,%s,%s,%s,\"%sn\",\"%sn\"]"
            .formatted(
                ints.v0(), ints.v1(), ints.v2(), ints.v3(), ints.v4(), ints.v5(), ints.v6(),
                ints.v7()));
    mustNameTheParameter("c", () -> kinds.ints(0, (byte) 0, 65536, (short) 0, 0, 0, 0, 0));
    mustNameTheParameter("e", () -> kinds.ints(0, (byte) 0, 0, (short) 0, -1, 0, 0, 0));
    mustNameTheParameter("c", () -> kinds.chars(0xD800));
    Tuple2<Float, Double> floats = kinds.floats(1.5f, -0.1);
    show("floats", "[" + floats.v0() + "," + floats.v1() + "]");
    show("chars", "\"" + Character.toString(kinds.chars(0x1F35E)) + "\"");
    show("bools", "" + kinds.bools(true));
    echoNested(
        kinds,
        new Nested(
            7,
            new Point(-1, 2),
            List.of("a", "ö"),
            Optional.of("n"),
            Color.BLUE,
            EnumSet.of(Perms.READ, Perms.F8)));
    echoNested(
        kinds, new Nested(8, new Point(0, 0), List.of(), Optional.empty(), Color.RED, Set.of()));
    List<Shape> shapes =
        kinds.echoShapes(
            List.of(
                new Shape.Dot(),
                new Shape.Circle(2.5),
                new Shape.Rect(new Tuple2<>(1f, 2f)),
                new Shape.Poly(List.of(new Point(1, 2)))));
    show(
        "echoShapes",
        shapes.stream().map(KindsProgram::text).collect(Collectors.joining(",", "[", "]")));
    show("echoColor", "\"" + kinds.echoColor(Color.GREEN).label() + "\"");
    show("echoPerms", text(kinds.echoPerms(EnumSet.of(Perms.WRITE, Perms.EXEC))));
    for (Optional<Optional<Long>> value :
        List.of(
            Optional.of(Optional.of(3L)),
            Optional.of(Optional.<Long>empty()),
            Optional.<Optional<Long>>empty())) {
      show(
          "opt",
          kinds
              .opt(value)
              .map(
                  some ->
                      some.map(v -> "{\"tag\":\"some\",\"val\":" + v + "}")
                          .orElse("{\"tag\":\"some\"}"))
              .orElse("{\"tag\":\"none\"}"));
    }
    show("res", text(kinds.res(Result.ok(41L))));
    show("res", text(kinds.res(Result.err("bad"))));
    show("resUnit", unit(kinds.resUnit(true)));
    show("resUnit", unit(kinds.resUnit(false)));
    show("many", "" + kinds.many(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));
    List<short[]> lists =
        kinds.lists(List.of(new short[] {1, 2, 3}, new short[] {}, new short[] {(short) 65535}));
    show(
        "lists", lists.stream().map(KindsProgram::text).collect(Collectors.joining(",", "[", "]")));
    counters(kinds.counter());
  }

  private void counters(Counter.Factory counters) {
    Counter counter = counters.create(5);
    long first = counter.get();
    long added = counter.add(3);
    lines.add("counter [\"%sn\",\"%sn\",\"%sn\"]".formatted(first, added, counter.get()));
    Counter other = counters.create(10);
    Counter merged = counters.merge(counter, other);
    lines.add("merged \"" + merged.get() + "n\"");
    mustRefuse(other::get);
    counter.close();
    mustRefuse(counter::get);
    merged.close();
    merged.close();
  }

  private static void mustNameTheParameter(String name, Runnable use) {
    try {
      use.run();
    } catch (DiagnosticException expected) {
      if (expected.getMessage().contains("`" + name + "`")) {
        return;
      }
      throw expected;
    }
    throw new AssertionError("a value outside the range of `" + name + "` was taken");
  }

  private static void mustRefuse(Runnable use) {
    try {
      use.run();
    } catch (IllegalStateException expected) {
      return;
    }
    throw new AssertionError("a resource that is gone was used");
  }

  private void echoNested(Kinds kinds, Nested nested) {
    Nested n = kinds.echoNested(nested);
    if (!n.equals(nested)) {
      throw new AssertionError(n + " came back for " + nested);
    }
    show(
        "echoNested",
        "{\"id\":\"%sn\",\"at\":%s,\"tags\":%s,%s\"color\":\"%s\",\"perms\":%s}"
            .formatted(
                n.id(),
                text(n.at()),
                n.tags().stream()
                    .map(t -> "\"" + t + "\"")
                    .collect(Collectors.joining(",", "[", "]")),
                n.note().map(t -> "\"note\":\"" + t + "\",").orElse(""),
                n.color().label(),
                text(n.perms())));
  }

  private void show(String call, String value) {
    lines.add(call + " -> " + value);
  }

  private static String text(Point point) {
    return "{\"x\":%s,\"y\":%s}".formatted(point.x(), point.y());
  }

  private static String text(Set<Perms> perms) {
    return List.of(Perms.values()).stream()
        .map(flag -> "\"" + flag.label() + "\":" + perms.contains(flag))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(Shape shape) {
    return switch (shape) {
      case Shape.Dot() -> "{\"tag\":\"dot\"}";
      case Shape.Circle(var radius) -> "{\"tag\":\"circle\",\"val\":" + radius + "}";
      case Shape.Rect(Tuple2<Float, Float>(var width, var height)) ->
          "{\"tag\":\"rect\",\"val\":[%s,%s]}".formatted(width.intValue(), height.intValue());
      case Shape.Poly(var points) ->
          points.stream()
              .map(KindsProgram::text)
              .collect(Collectors.joining(",", "{\"tag\":\"poly\",\"val\":[", "]}"));
    };
  }

  private static String text(Result<Long, String> result) {
    return switch (result) {
      case Result.Ok<Long, String>(var value) -> "" + value;
      case Result.Err<Long, String>(var error) -> "{\"threw\":\"" + error + "\"}";
    };
  }

  private static String unit(Result<@Nullable Void, @Nullable Void> result) {
    return result.isOk() ? "undefined" : "{\"threw\":\"Error: undefined (see error.payload)\"}";
  }

  private static String text(short[] row) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < row.length; i++) {
      out.append(i == 0 ? "" : ",").append("\"" + i + "\":").append(Short.toUnsignedInt(row[i]));
    }
    return out.append("}").toString();
  }
}

package example.program;

import dev.witj.runtime.Component;
import example.door.Door;
import example.door.Doors;
import example.door.DoorsImports;
import example.door.Gate;
import java.util.ArrayList;
import java.util.List;

/** Gives a component functions called `close`, and calls its own. */
public final class DoorProgram {
  private final List<String> lines = new ArrayList<>();

  private DoorProgram() {}

  /** What is called, in order. */
  public static List<String> run(Component component) {
    DoorProgram program = new DoorProgram();
    try (Doors doors = Doors.instantiate(component, program.imports())) {
      program.lines.add("close gives " + doors.close_());
      program.lines.add("close of back gives " + doors.back().close());
    }
    return program.lines;
  }

  private DoorsImports imports() {
    return new DoorsImports() {
      @Override
      public Door door() {
        return new Door() {
          @Override
          public void open() {
            lines.add("open");
          }

          @Override
          public long close() {
            lines.add("close of the door");
            return 30;
          }
        };
      }

      @Override
      public Gate gate() {
        return new Gate() {
          @Override
          public Close.Factory close() {
            return () -> {
              lines.add("a new close");
              return new Close() {};
            };
          }

          @Override
          public Bar.Factory bar() {
            return () -> () -> lines.add("close of a bar");
          }
        };
      }

      @Override
      public long close() {
        lines.add("close of the world");
        return 4;
      }
    };
  }
}

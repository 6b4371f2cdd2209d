package consumer;

import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import example.greeting.Polite;
import java.nio.file.Path;

/** Calls a component through generated bindings. */
public final class Main {
  private Main() {}

  /** Prints the greeting for a name, which a component makes. */
  public static void main(String[] args) {
    Engine engine = Engine.create();
    Component component = Component.load(engine, Path.of(args[0]));
    try (Polite polite = Polite.instantiate(component)) {
      System.out.println(polite.greeter().greet(args[1]));
    }
  }
}

package dev.witj.binary.component;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ComponentTransformTest {
  /** Puts a mark before and behind everything, and doubles each element. */
  private record Marks(String mark) implements ComponentTransform {
    @Override
    public void atStart(Consumer<? super ComponentElement> out) {
      out.accept(named("start " + mark));
    }

    @Override
    public void accept(Consumer<? super ComponentElement> out, ComponentElement element) {
      String name = ((ComponentElement.Custom) element).name();
      out.accept(named(name + mark + "1"));
      out.accept(named(name + mark + "2"));
    }

    @Override
    public void atEnd(Consumer<? super ComponentElement> out) {
      out.accept(named("end " + mark));
    }
  }

  private static ComponentElement.Custom named(String name) {
    return new ComponentElement.Custom(name, ByteSlice.of(new byte[0]));
  }

  private static List<String> names(ComponentModel component) {
    return component.elements().map(element -> ((ComponentElement.Custom) element).name()).toList();
  }

  private final ComponentModel component =
      new ComponentBuilder().addAll(List.of(named("x"))).build();

  @Test
  void standsInPlaceBeforeAndBehind() {
    assertEquals(
        List.of("start a", "xa1", "xa2", "end a"), names(component.transform(new Marks("a"))));
  }

  @Test
  void takesAllThatTheFirstOneGives() {
    ComponentTransform both = new Marks("a").andThen(new Marks("b"));
    assertEquals(
        names(component.transform(new Marks("a")).transform(new Marks("b"))),
        names(component.transform(both)));
  }
}

package dev.witj.binary.component;

import java.util.function.Consumer;

/**
 * A function between components, element by element: it gives whatever is to stand in the new
 * component in place of each element of the old one. One with a state is good for one component.
 */
@FunctionalInterface
public interface ComponentTransform {
  /** Keeps everything as it is. */
  ComponentTransform IDENTITY = (out, element) -> out.accept(element);

  /** Gives what is to stand in place of {@code element}. */
  void accept(Consumer<? super ComponentElement> out, ComponentElement element);

  /** Gives what is to stand before everything else. */
  default void atStart(Consumer<? super ComponentElement> out) {}

  /** Gives what is to stand behind everything else. */
  default void atEnd(Consumer<? super ComponentElement> out) {}

  /** This, and then {@code next} of all that it gives. */
  default ComponentTransform andThen(ComponentTransform next) {
    ComponentTransform first = this;
    return new ComponentTransform() {
      @Override
      public void accept(Consumer<? super ComponentElement> out, ComponentElement element) {
        first.accept(given -> next.accept(out, given), element);
      }

      @Override
      public void atStart(Consumer<? super ComponentElement> out) {
        next.atStart(out);
        first.atStart(given -> next.accept(out, given));
      }

      @Override
      public void atEnd(Consumer<? super ComponentElement> out) {
        first.atEnd(given -> next.accept(out, given));
        next.atEnd(out);
      }
    };
  }
}

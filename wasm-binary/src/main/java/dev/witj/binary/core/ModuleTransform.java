package dev.witj.binary.core;

import java.util.function.Consumer;

/**
 * A function between core modules, section by section: it gives whatever is to stand in the new
 * module in place of each section of the old one. Sections that it gives on are copied byte by
 * byte. One with a state is good for one module.
 */
@FunctionalInterface
public interface ModuleTransform {
  /** Keeps everything as it is. */
  ModuleTransform IDENTITY = (out, element) -> out.accept(element);

  /** Gives what is to stand in place of {@code element}. */
  void accept(Consumer<? super ModuleElement> out, ModuleElement element);

  /** Gives what is to stand before everything else. */
  default void atStart(Consumer<? super ModuleElement> out) {}

  /** Gives what is to stand behind everything else. */
  default void atEnd(Consumer<? super ModuleElement> out) {}

  /** This, and then {@code next} of all that it gives. */
  default ModuleTransform andThen(ModuleTransform next) {
    ModuleTransform first = this;
    return new ModuleTransform() {
      @Override
      public void accept(Consumer<? super ModuleElement> out, ModuleElement element) {
        first.accept(given -> next.accept(out, given), element);
      }

      @Override
      public void atStart(Consumer<? super ModuleElement> out) {
        next.atStart(out);
        first.atStart(given -> next.accept(out, given));
      }

      @Override
      public void atEnd(Consumer<? super ModuleElement> out) {
        first.atEnd(given -> next.accept(out, given));
        next.atEnd(out);
      }
    };
  }
}

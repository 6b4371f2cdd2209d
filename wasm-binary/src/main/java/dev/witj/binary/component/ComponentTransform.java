package dev.witj.binary.component;

/**
 * A function between components, element by element: it adds to the new component whatever is to
 * stand in place of each element of the old one.
 */
@FunctionalInterface
public interface ComponentTransform {
  /** Keeps everything as it is. */
  ComponentTransform IDENTITY = (out, element) -> out.add(element);

  /** Adds what is to stand in place of {@code element}. */
  void accept(ComponentBuilder out, ComponentElement element);
}

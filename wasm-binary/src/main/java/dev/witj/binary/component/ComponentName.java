package dev.witj.binary.component;

import dev.witj.binary.internal.component.ComponentNameParser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the name of an import or export says, by the grammar of Explainer.md. */
public sealed interface ComponentName {
  /** A label of its own. */
  record Label(String label) implements ComponentName {}

  /** The constructor of a resource, {@code [constructor]r}. */
  record Constructor(String resource) implements ComponentName {}

  /** A function whose first parameter is a resource, {@code [method]r.m}. */
  record Method(String resource, String method) implements ComponentName {}

  /** A function that belongs to a resource, {@code [static]r.m}. */
  record Static(String resource, String method) implements ComponentName {}

  /**
   * An interface, {@code namespace:package/interface@version}.
   *
   * @param namespaces one, or several where nested names are allowed
   * @param packageName the package
   * @param projections one, or several where nested names are allowed
   * @param version the text after {@code @}
   */
  record Interface(
      List<String> namespaces,
      String packageName,
      List<String> projections,
      Optional<String> version)
      implements ComponentName {
    public Interface {
      namespaces = List.copyOf(namespaces);
      projections = List.copyOf(projections);
    }
  }

  /** An implementation to be found by package and range of versions; the text in the brackets. */
  record UnlockedDependency(String query) implements ComponentName {}

  /** An implementation to be found by package, version and hash; the text in the brackets. */
  record LockedDependency(String query) implements ComponentName {}

  /** An implementation to be found at an address. */
  record Url(String url) implements ComponentName {}

  /** An implementation to be found by its hash. */
  record Hash(String integrity) implements ComponentName {}

  /** The name that a text spells, with every gated form allowed; nothing if it is no name. */
  static Optional<ComponentName> parse(String name) {
    try {
      return Optional.of(ComponentNameParser.parse(name, Optional.empty(), true, true));
    } catch (ComponentNameParser.BadNameException e) {
      return Optional.empty();
    }
  }

  /** Whether the name may stand on an import but not on an export. */
  default boolean isImportOnly() {
    return switch (this) {
      case Label _, Constructor _, Method _, Static _, Interface _ -> false;
      case UnlockedDependency _, LockedDependency _, Url _, Hash _ -> true;
    };
  }

  /**
   * What two names must not share: names that bindings could not tell apart have the same key. Case
   * does not count, nor does what makes a function a method.
   */
  static String uniquenessKey(ComponentName name, String text) {
    return switch (name) {
      case Label(var label) -> lower(label);
      case Constructor(var resource) -> "[constructor]" + lower(resource);
      case Method(var resource, var method) -> member(resource, method);
      case Static(var resource, var method) -> member(resource, method);
      case Interface _, UnlockedDependency _, LockedDependency _, Url _, Hash _ -> text;
    };
  }

  private static String member(String resource, String function) {
    String of = lower(resource);
    String name = lower(function);
    return of.equals(name) ? name : of + "." + name;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

package dev.witj.binary.component;

import java.util.List;
import java.util.Optional;

/**
 * The name of an import or export of a component, with what is attached to it.
 *
 * @param form how it is written; only {@link Form#ATTRIBUTED} names may have attributes
 * @param name the name proper
 * @param attributes in the order of the file; each kind at most once in a valid component
 */
public record ExternName(Form form, String name, List<Attribute> attributes) {
  public ExternName {
    attributes = List.copyOf(attributes);
    if (form != Form.ATTRIBUTED && !attributes.isEmpty()) {
      throw new IllegalArgumentException("only attributed names have attributes");
    }
  }

  /** A name without attributes. */
  public static ExternName of(String name) {
    return new ExternName(Form.PLAIN, name, List.of());
  }

  /** A name with attributes, if there are any. */
  public static ExternName of(String name, List<Attribute> attributes) {
    return new ExternName(attributes.isEmpty() ? Form.PLAIN : Form.ATTRIBUTED, name, attributes);
  }

  /** The interface that this says it implements, if it does. */
  public Optional<String> implementsName() {
    return first(Attribute.Implements.class).map(Attribute.Implements::interfaceName);
  }

  /** What follows the version in the name, if it is cut off there. */
  public Optional<String> versionSuffix() {
    return first(Attribute.VersionSuffix.class).map(Attribute.VersionSuffix::suffix);
  }

  /** What the outside world knows this as, if that is said. */
  public Optional<String> externalId() {
    return first(Attribute.ExternalId.class).map(Attribute.ExternalId::id);
  }

  private <A extends Attribute> Optional<A> first(Class<A> kind) {
    return attributes.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  @Override
  public String toString() {
    return name;
  }

  /** How a name is written in the binary. */
  public enum Form {
    /** The name alone. */
    PLAIN,
    /** The name alone, as older tools mark the names of interfaces. */
    INTERFACE,
    /** The name and a list of attributes. */
    ATTRIBUTED
  }

  /** Something attached to a name. */
  public sealed interface Attribute {
    /** The named instance implements an interface. */
    record Implements(String interfaceName) implements Attribute {}

    /** The part of a version that does not matter for compatibility. */
    record VersionSuffix(String suffix) implements Attribute {}

    /** The name that another world uses for this. */
    record ExternalId(String id) implements Attribute {}
  }
}

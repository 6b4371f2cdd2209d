package dev.witj.wasi.http.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fields in the order and spelling in which they were given, held to what a guest may say. What is
 * wrong is given back and leaves them as they were.
 */
public final class FieldList {
  /** How many bytes one collection may have, with what stands between them. */
  public static final long MAX_BYTES = 128 * 1024;

  /** Why fields do not become what they were to be. */
  public enum Wrong {
    /** A name or value that cannot stand in a message. */
    SYNTAX,
    /** A name that is not a guest's to say. */
    FORBIDDEN,
    /** They belong to a message. */
    IMMUTABLE,
    /** More than {@link #MAX_BYTES}. */
    TOO_LARGE
  }

  private final List<Field> fields;
  private final boolean immutable;

  private FieldList(List<Field> fields, boolean immutable) {
    this.fields = fields;
    this.immutable = immutable;
  }

  /** A copy that can be changed, of fields that were checked. */
  public static FieldList of(List<Field> fields) {
    return new FieldList(new ArrayList<>(fields), false);
  }

  /** Those of a message, which cannot be changed. */
  public static FieldList immutable(List<Field> fields) {
    return new FieldList(fields, true);
  }

  /** What is wrong with fields that a guest gives, taken together. */
  public static Optional<Wrong> problem(List<Field> given) {
    for (Field field : given) {
      Optional<Wrong> wrong = problem(field);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return problemOfAll(given);
  }

  /** A message has one length: two of them are a way to have it end elsewhere for somebody. */
  private static Optional<Wrong> problemOfAll(List<Field> fields) {
    int lengths = 0;
    for (Field field : fields) {
      if (field.is("content-length") && ++lengths > 1) {
        return Optional.of(Wrong.SYNTAX);
      }
    }
    return Field.size(fields) > MAX_BYTES ? Optional.of(Wrong.TOO_LARGE) : Optional.empty();
  }

  private static Optional<Wrong> problem(Field field) {
    return Field.isValue(field.value()) && !isWrongLength(field)
        ? problem(field.name())
        : Optional.of(Wrong.SYNTAX);
  }

  private static Optional<Wrong> problem(String name) {
    if (!Field.isToken(name)) {
      return Optional.of(Wrong.SYNTAX);
    }
    return Field.isForbidden(name) ? Optional.of(Wrong.FORBIDDEN) : Optional.empty();
  }

  private static boolean isWrongLength(Field field) {
    return field.is("content-length") && Field.contentLength(List.of(field)).isEmpty();
  }

  /** All of them. */
  public List<Field> all() {
    return List.copyOf(fields);
  }

  /** The values of a name, whatever its spelling. */
  public List<byte[]> get(String name) {
    return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
  }

  /** Whether there is a field of this name, whatever its spelling. */
  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  /** Puts these values in the place of all that the name had. */
  public Optional<Wrong> set(String name, List<byte[]> values) {
    return change(name, values, false);
  }

  /** Takes a name away; nothing is wrong if it is not there. */
  public Optional<Wrong> delete(String name) {
    return change(name, List.of(), false);
  }

  /** Adds one more field. */
  public Optional<Wrong> append(String name, byte[] value) {
    return change(name, List.of(value), true);
  }

  private Optional<Wrong> change(String name, List<byte[]> values, boolean keep) {
    if (immutable) {
      return Optional.of(Wrong.IMMUTABLE);
    }
    List<Field> changed = new ArrayList<>(fields);
    if (!keep) {
      changed.removeIf(field -> field.is(name));
    }
    List<Field> added = values.stream().map(value -> new Field(name, value)).toList();
    changed.addAll(added);
    Optional<Wrong> wrong =
        problem(name)
            .or(() -> added.stream().flatMap(each -> problem(each).stream()).findFirst())
            .or(() -> problemOfAll(changed));
    if (wrong.isEmpty()) {
      fields.clear();
      fields.addAll(changed);
    }
    return wrong;
  }
}

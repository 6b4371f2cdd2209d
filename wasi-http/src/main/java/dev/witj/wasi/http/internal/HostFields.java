package dev.witj.wasi.http.internal;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.Types.HeaderError;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code fields}: in the order and spelling in which they were given. */
final class HostFields extends HostResource implements Types.Fields {
  /** More bytes than this in one collection trap. */
  private static final long MAX_BYTES = 128 * 1024;

  private static final HeaderError SYNTAX = new HeaderError.InvalidSyntax();
  private static final HeaderError FORBIDDEN = new HeaderError.Forbidden();
  private static final HeaderError IMMUTABLE = new HeaderError.Immutable();

  private final List<Field> fields;
  private final boolean immutable;

  /** A guest's own. */
  HostFields(Session session, List<Field> fields) {
    super(session);
    this.fields = new ArrayList<>(fields);
    this.immutable = false;
  }

  /** Those of a message, which cannot be changed and must be dropped before it. */
  HostFields(HostResource message, List<Field> fields) {
    super(message);
    this.fields = fields;
    this.immutable = true;
  }

  /** {@code from-list}. */
  static Result<Types.Fields, HeaderError> fromList(
      Session session, List<Tuple2<String, byte[]>> entries) {
    List<Field> fields = new ArrayList<>(entries.size());
    for (Tuple2<String, byte[]> entry : entries) {
      HeaderError error = problem(entry.v0(), List.of(entry.v1()));
      if (error != null) {
        return Result.err(error);
      }
      fields.add(new Field(entry.v0(), entry.v1()));
    }
    checkSize(fields);
    return Result.ok(new HostFields(session, fields));
  }

  /** The fields, which the caller takes over; the resource is gone. */
  static List<Field> take(Types.Fields given) {
    HostFields mine = (HostFields) given;
    mine.close();
    return List.copyOf(mine.fields);
  }

  private static @Nullable HeaderError problem(String name, List<byte[]> values) {
    if (!Field.isToken(name) || !values.stream().allMatch(Field::isValue)) {
      return SYNTAX;
    }
    boolean length = name.equalsIgnoreCase("content-length");
    if (length && !values.stream().allMatch(HostFields::isLength)) {
      return SYNTAX;
    }
    return Field.isForbidden(name) ? FORBIDDEN : null;
  }

  private static boolean isLength(byte[] value) {
    return new Field("content-length", value).text().matches("\\d{1,18}");
  }

  private static void checkSize(List<Field> fields) {
    if (Field.size(fields) > MAX_BYTES) {
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED, "fields of more than " + MAX_BYTES + " bytes");
    }
  }

  private Result<@Nullable Void, HeaderError> change(
      String name, List<byte[]> values, boolean keep) {
    if (immutable) {
      return Result.err(IMMUTABLE);
    }
    HeaderError error = problem(name, values);
    if (error != null) {
      return Result.err(error);
    }
    if (!keep) {
      fields.removeIf(field -> field.is(name));
    }
    values.forEach(value -> fields.add(new Field(name, value)));
    checkSize(fields);
    return Result.ok();
  }

  @Override
  public List<byte[]> get(String name) {
    return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
  }

  @Override
  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  @Override
  public Result<@Nullable Void, HeaderError> set(String name, List<byte[]> value) {
    return change(name, value, false);
  }

  @Override
  public Result<@Nullable Void, HeaderError> delete(String name) {
    return change(name, List.of(), false);
  }

  @Override
  public Result<@Nullable Void, HeaderError> append(String name, byte[] value) {
    return change(name, List.of(value), true);
  }

  @Override
  public List<Tuple2<String, byte[]>> entries() {
    return fields.stream().map(field -> new Tuple2<>(field.name(), field.value())).toList();
  }

  @Override
  public Types.Fields clone_() {
    return new HostFields(session(), fields);
  }

  @Override
  protected String witName() {
    return "fields";
  }
}

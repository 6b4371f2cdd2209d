package dev.witj.wasi.http.internal;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.Types.HeaderError;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.FieldList;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code fields}. */
final class HostFields extends HostResource implements Types.Fields {
  private final FieldList fields;

  /** A guest's own. */
  HostFields(Session session, List<Field> fields) {
    super(session);
    this.fields = FieldList.of(fields);
  }

  /** Those of a message, which cannot be changed and must be dropped before it. */
  HostFields(HostResource message, List<Field> fields) {
    super(message);
    this.fields = FieldList.immutable(fields);
  }

  /** {@code from-list}. */
  static Result<Types.Fields, HeaderError> fromList(
      Session session, List<Tuple2<String, byte[]>> entries) {
    List<Field> fields = new ArrayList<>(entries.size());
    for (Tuple2<String, byte[]> each : entries) {
      fields.add(new Field(each.v0(), each.v1()));
    }
    Optional<HeaderError> error = FieldList.problem(fields).map(HostFields::error);
    return error.isPresent() ? Result.err(error.get()) : Result.ok(new HostFields(session, fields));
  }

  /** The fields, which the caller takes over; the resource is gone. */
  static List<Field> take(Types.Fields given) {
    HostFields mine = (HostFields) given;
    mine.close();
    return mine.fields.all();
  }

  /** The error as WIT has it; 0.2 has none for too many, which trap. */
  private static HeaderError error(FieldList.Wrong wrong) {
    return switch (wrong) {
      case SYNTAX -> new HeaderError.InvalidSyntax();
      case FORBIDDEN -> new HeaderError.Forbidden();
      case IMMUTABLE -> new HeaderError.Immutable();
      case TOO_LARGE ->
          throw new TrapException(
              TrapCode.LIMIT_EXCEEDED, "fields of more than " + FieldList.MAX_BYTES + " bytes");
    };
  }

  private static Result<@Nullable Void, HeaderError> result(Optional<FieldList.Wrong> wrong) {
    Optional<HeaderError> error = wrong.map(HostFields::error);
    return error.isPresent() ? Result.err(error.get()) : Result.ok();
  }

  @Override
  public List<byte[]> get(String name) {
    return fields.get(name);
  }

  @Override
  public boolean has(String name) {
    return fields.has(name);
  }

  @Override
  public Result<@Nullable Void, HeaderError> set(String name, List<byte[]> value) {
    return result(fields.set(name, value));
  }

  @Override
  public Result<@Nullable Void, HeaderError> delete(String name) {
    return result(fields.delete(name));
  }

  @Override
  public Result<@Nullable Void, HeaderError> append(String name, byte[] value) {
    return result(fields.append(name, value));
  }

  @Override
  public List<Tuple2<String, byte[]>> entries() {
    return fields.all().stream().map(field -> new Tuple2<>(field.name(), field.value())).toList();
  }

  @Override
  public Types.Fields clone_() {
    return new HostFields(session(), fields.all());
  }

  @Override
  protected String witName() {
    return "fields";
  }
}

package dev.witj.wasi.http.internal.v0_3;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.FieldList;
import dev.witj.wasi.http.v0_3.Types;
import dev.witj.wasi.http.v0_3.Types.HeaderError;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code fields} of {@code wasi:http} 0.3. */
final class HostFields03 extends HostResource implements Types.Fields {
  private final FieldList fields;

  HostFields03(Session session, FieldList fields) {
    super(session);
    this.fields = fields;
  }

  /** {@code from-list}. */
  static Result<Types.Fields, HeaderError> fromList(
      Session session, List<Tuple2<String, byte[]>> entries) {
    List<Field> fields = entries.stream().map(each -> new Field(each.v0(), each.v1())).toList();
    Optional<HeaderError> error = FieldList.problem(fields).map(HostFields03::error);
    return error.isPresent()
        ? Result.err(error.get())
        : Result.ok(new HostFields03(session, FieldList.of(fields)));
  }

  /** The fields, which the caller takes over; the resource is gone. */
  static List<Field> take(Types.Fields given) {
    HostFields03 mine = (HostFields03) given;
    mine.close();
    return mine.fields.all();
  }

  private static HeaderError error(FieldList.Wrong wrong) {
    return switch (wrong) {
      case SYNTAX -> new HeaderError.InvalidSyntax();
      case FORBIDDEN -> new HeaderError.Forbidden();
      case IMMUTABLE -> new HeaderError.Immutable();
      case TOO_LARGE -> new HeaderError.SizeExceeded();
    };
  }

  private static Result<@Nullable Void, HeaderError> result(Optional<FieldList.Wrong> wrong) {
    Optional<HeaderError> error = wrong.map(HostFields03::error);
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
  public Result<List<byte[]>, HeaderError> getAndDelete(String name) {
    List<byte[]> before = fields.get(name);
    Optional<HeaderError> error = fields.delete(name).map(HostFields03::error);
    return error.isPresent() ? Result.err(error.get()) : Result.ok(before);
  }

  @Override
  public Result<@Nullable Void, HeaderError> append(String name, byte[] value) {
    return result(fields.append(name, value));
  }

  /** A name has one spelling here: the one that came first. */
  @Override
  public List<Tuple2<String, byte[]>> copyAll() {
    Map<String, String> spellings = new HashMap<>();
    return fields.all().stream()
        .map(
            field ->
                new Tuple2<>(
                    spellings.computeIfAbsent(
                        field.name().toLowerCase(Locale.ROOT), _ -> field.name()),
                    field.value()))
        .toList();
  }

  @Override
  public Types.Fields clone_() {
    return new HostFields03(session(), FieldList.of(fields.all()));
  }

  @Override
  protected String witName() {
    return "fields";
  }
}

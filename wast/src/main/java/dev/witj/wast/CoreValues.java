package dev.witj.wast;

import dev.witj.runtime.internal.core.CoreValue;
import dev.witj.runtime.internal.core.CoreValue.Referent;
import dev.witj.wat.WastValue;
import java.util.Locale;
import java.util.Optional;

/** Values of core functions in scripts. */
final class CoreValues {
  private CoreValues() {}

  /** What stands for {@code (ref.extern n)} and {@code (ref.host n)}, which the guest may turn. */
  private record HostObject(int number) {}

  /** What the engine takes for an argument; nothing if it is of another type. */
  static Optional<CoreValue> toCore(CoreValue.Type type, WastValue value) {
    CoreValue made =
        switch (value) {
          case WastValue.I32(int bits) -> new CoreValue.Numeric(CoreValue.Type.I32, bits);
          case WastValue.I64(long bits) -> new CoreValue.Numeric(CoreValue.Type.I64, bits);
          case WastValue.F32(int bits) -> new CoreValue.Numeric(CoreValue.Type.F32, bits);
          case WastValue.F64(long bits) -> new CoreValue.Numeric(CoreValue.Type.F64, bits);
          case WastValue.V128 vector -> VectorLanes.toCore(vector);
          case WastValue.RefNull _ when type.isReference() -> new CoreValue.Null(type);
          case WastValue.RefExtern(int number) ->
              new CoreValue.Reference(CoreValue.Type.EXTERN, Referent.HOST, new HostObject(number));
          case WastValue.RefHost(int number) ->
              new CoreValue.Reference(CoreValue.Type.ANY, Referent.HOST, new HostObject(number));
          default -> null;
        };
    return Optional.ofNullable(made).filter(each -> each.type() == type);
  }

  /** A result as scripts write it. */
  static WastValue toWast(CoreValue value) {
    return switch (value) {
      case CoreValue.Numeric(var type, long bits) ->
          switch (type) {
            case I32 -> new WastValue.I32((int) bits);
            case I64 -> new WastValue.I64(bits);
            case F32 -> new WastValue.F32((int) bits);
            case F64 -> new WastValue.F64(bits);
            case V128, FUNC, EXN, EXTERN, ANY ->
                throw new IllegalArgumentException("no number: " + value);
          };
      case CoreValue.Vector vector -> VectorLanes.toWast(vector, WastValue.Shape.I64X2);
      case CoreValue.Null(var type) ->
          new WastValue.RefNull(Optional.of(type.name().toLowerCase(Locale.ROOT)));
      case CoreValue.Reference(var type, _, HostObject(int number)) ->
          type == CoreValue.Type.EXTERN
              ? new WastValue.RefExtern(number)
              : new WastValue.RefHost(number);
      case CoreValue.Reference(var type, var referent, _) ->
          new WastValue.AnyRef(
              (type == CoreValue.Type.EXTERN ? type : referent).name().toLowerCase(Locale.ROOT),
              Optional.empty());
    };
  }
}

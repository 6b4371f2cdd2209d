package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.internal.core.CoreValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.WasmArray;
import run.endive.runtime.WasmI31Ref;
import run.endive.runtime.WasmStruct;
import run.endive.wasm.types.ValType;
import run.endive.wasm.types.ValType.TypeIdxCode;

/**
 * Values as the engine passes them: numbers and references to functions and exceptions as bits, all
 * other references as objects in a second array.
 */
final class EndiveValues {
  private static final long NULL = -1;

  private EndiveValues() {}

  static List<CoreValue.Type> types(List<ValType> types) {
    return types.stream().map(EndiveValues::type).toList();
  }

  static CoreValue.Type type(ValType type) {
    if (type.isObjectRef()) {
      return type.typeIdx() == TypeIdxCode.EXTERN.code()
              || type.typeIdx() == TypeIdxCode.NOEXTERN.code()
          ? CoreValue.Type.EXTERN
          : CoreValue.Type.ANY;
    }
    if (type.isReference()) {
      return type.typeIdx() == TypeIdxCode.EXN.code() ? CoreValue.Type.EXN : CoreValue.Type.FUNC;
    }
    return switch (type.opcode()) {
      case ValType.ID.I32 -> CoreValue.Type.I32;
      case ValType.ID.I64 -> CoreValue.Type.I64;
      case ValType.ID.F32 -> CoreValue.Type.F32;
      case ValType.ID.F64 -> CoreValue.Type.F64;
      default -> CoreValue.Type.V128;
    };
  }

  /** Writes an argument where the engine expects it. */
  static void put(CoreValue value, int at, long[] bits, @Nullable Object[] references) {
    switch (value) {
      case CoreValue.Numeric(_, long number) -> bits[at] = number;
      case CoreValue.Vector vector ->
          throw new IllegalArgumentException("no vectors here: " + vector);
      case CoreValue.Null _ -> bits[at] = NULL;
      case CoreValue.Reference(_, CoreValue.Referent referent, Object target)
          when referent == CoreValue.Referent.HOST ->
          references[at] = target;
      case CoreValue.Reference other ->
          throw new IllegalArgumentException("not an object of Java's: " + other);
    }
  }

  static CoreValue value(ValType declared, long bits, @Nullable Object object) {
    CoreValue.Type type = type(declared);
    return switch (type) {
      case I32, I64, F32, F64, V128 -> new CoreValue.Numeric(type, bits);
      case FUNC, EXN ->
          (int) bits == (int) NULL
              ? new CoreValue.Null(type)
              : new CoreValue.Reference(
                  type,
                  type == CoreValue.Type.FUNC ? CoreValue.Referent.FUNC : CoreValue.Referent.EXN,
                  bits);
      case EXTERN, ANY ->
          switch (object) {
            case null -> new CoreValue.Null(type);
            case WasmStruct _ -> new CoreValue.Reference(type, CoreValue.Referent.STRUCT, object);
            case WasmArray _ -> new CoreValue.Reference(type, CoreValue.Referent.ARRAY, object);
            case WasmI31Ref _ -> new CoreValue.Reference(type, CoreValue.Referent.I31, object);
            default -> new CoreValue.Reference(type, CoreValue.Referent.HOST, object);
          };
    };
  }
}

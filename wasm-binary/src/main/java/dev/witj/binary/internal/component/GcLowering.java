package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.ValType;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.List;
import java.util.Optional;

/**
 * How component functions look to core code that has values as garbage-collected objects: unlike
 * with a memory, core code chooses the types, and they must be ones that hold the values.
 */
public final class GcLowering {
  private final ValidationContext context;
  private final CanonicalOption.StringEncoding encoding;

  GcLowering(ValidationContext context, CanonicalOption.StringEncoding encoding) {
    this.context = context;
    this.encoding = encoding;
  }

  /**
   * Checks a core function's type.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it does not suit the component function
   */
  void check(Signature<ValueType> signature, FuncType core) {
    count("parameters", signature.params().size(), core.params().size());
    for (int i = 0; i < core.params().size(); i++) {
      value(signature.params().get(i).type(), core.params().get(i), false);
    }
    Optional<ValueType> result = signature.result();
    count("results", result.isPresent() ? 1 : 0, core.results().size());
    result.ifPresent(type -> value(type, core.results().getFirst(), false));
  }

  private void count(String what, int component, int core) {
    if (component != core) {
      throw mismatch(
          "core function has " + core + " " + what + ", but the component one has " + component);
    }
  }

  private RuntimeException mismatch(String message) {
    return context.fail(BinaryCode.TYPE_MISMATCH, message);
  }

  /**
   * Checks what holds a value.
   *
   * @param field whether it is a field of an object, where small integers are packed
   */
  private void value(ValueType type, StorageType core, boolean field) {
    switch (type.shape()) {
      case Shape.Primitive(var primitive) -> primitive(primitive, core, field);
      case Shape.RecordOf(var fields) ->
          product("record", fields.stream().map(Field::type).toList(), core);
      case Shape.Tuple(var types) -> product("tuple", types, core);
      case Shape.ListOf(var element) -> list(element, core);
      case Shape.FixedList(var element, _) -> list(element, core);
      case Shape.MapOf<ValueType, ResourceName> _ ->
          throw context.fail(
              BinaryCode.FEATURE_DISABLED, "maps have no garbage-collected form yet");
      case Shape.Flags<ValueType, ResourceName> _ -> exactly("flags", NumType.I32, core);
      case Shape.Enumeration<ValueType, ResourceName> _ -> exactly("enum", NumType.I32, core);
      case Shape.Variant<ValueType, ResourceName> _ -> sum("variant", core);
      case Shape.Option<ValueType, ResourceName> _ -> sum("option", core);
      case Shape.Result<ValueType, ResourceName> _ -> sum("result", core);
      case Shape.Own<ValueType, ResourceName> _ -> external("own", core);
      case Shape.Borrow<ValueType, ResourceName> _ -> external("borrow", core);
      case Shape.Stream<ValueType, ResourceName> _ -> external("stream", core);
      case Shape.Future<ValueType, ResourceName> _ -> external("future", core);
    }
  }

  private void primitive(PrimitiveType type, StorageType core, boolean field) {
    String name = type.toString();
    switch (type) {
      case BOOL, S8, U8 -> exactly(name, field ? StorageType.Packed.I8 : NumType.I32, core);
      case S16, U16 -> exactly(name, field ? StorageType.Packed.I16 : NumType.I32, core);
      case S32, U32, CHAR -> exactly(name, NumType.I32, core);
      case S64, U64 -> exactly(name, NumType.I64, core);
      case F32 -> exactly(name, NumType.F32, core);
      case F64 -> exactly(name, NumType.F64, core);
      case STRING -> string(core);
      case ERROR_CONTEXT -> external(name, core);
    }
  }

  private void exactly(String name, StorageType wanted, StorageType core) {
    if (!core.equals(wanted)) {
      throw unsuitable(name, wanted.toString(), core);
    }
  }

  private RuntimeException unsuitable(String name, String wanted, StorageType core) {
    return mismatch(
        "expected to lower component `"
            + name
            + "` type to core `"
            + wanted
            + "` type, found `"
            + core
            + "`");
  }

  private void string(StorageType core) {
    StorageType unit =
        switch (encoding) {
          case UTF8, LATIN1_UTF16 -> StorageType.Packed.I8;
          case UTF16 -> StorageType.Packed.I16;
        };
    boolean suits =
        composite(core).orElse(null) instanceof ArrayType(FieldType element)
            && element.storage().equals(unit);
    if (!suits) {
      throw unsuitable("string", "(ref null? (array (mut? " + unit + ")))", core);
    }
  }

  private void list(ValueType element, StorageType core) {
    if (!(composite(core).orElse(null) instanceof ArrayType(FieldType field))) {
      throw unsuitable("list", "(ref null? (array ...))", core);
    }
    value(element, field.storage(), true);
  }

  private void product(String name, List<ValueType> members, StorageType core) {
    if (!(composite(core).orElse(null) instanceof StructType(var fields))) {
      throw unsuitable(name, "(ref null? (struct ...))", core);
    }
    if (fields.size() != members.size()) {
      throw mismatch(
          "core `struct` has "
              + fields.size()
              + " fields, but component `"
              + name
              + "` has "
              + members.size()
              + " fields");
    }
    for (int i = 0; i < members.size(); i++) {
      value(members.get(i), fields.get(i).storage(), true);
    }
  }

  /** The cases are subtypes of an empty struct. */
  private void sum(String name, StorageType core) {
    boolean suits =
        composite(core).orElse(null) instanceof StructType(var fields) && fields.isEmpty();
    if (!suits) {
      throw unsuitable(name, "(ref null? (struct))", core);
    }
  }

  private void external(String name, StorageType core) {
    if (!(core instanceof RefType ref) || ref.heap() != HeapType.Abstract.EXTERN) {
      throw unsuitable(name, "(ref null? extern)", core);
    }
  }

  /** The definition that a reference leads to, if it is one to a definition. */
  private Optional<CompositeType> composite(StorageType core) {
    return core instanceof ValType type
            && type instanceof RefType ref
            && ref.heap() instanceof HeapType.Concrete(int id)
        ? Optional.of(context.coreTypes().type(id).composite())
        : Optional.empty();
  }
}

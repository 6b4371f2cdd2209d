package dev.witj.binary.internal.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.Limits;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;

/** Validates instructions about references, structs, arrays and casts. */
public final class GcInstructionValidator {
  private static final int ANYREF = TypeCode.ref(true, HeapType.Abstract.ANY.ordinal());
  private static final int EQREF = TypeCode.ref(true, HeapType.Abstract.EQ.ordinal());
  private static final int ARRAYREF = TypeCode.ref(true, HeapType.Abstract.ARRAY.ordinal());
  private static final int EXTERNREF = TypeCode.ref(true, HeapType.Abstract.EXTERN.ordinal());
  private static final int I31REF = TypeCode.ref(true, HeapType.Abstract.I31.ordinal());

  private final ModuleContext module;
  private final CanonicalTypes types;
  private final ValidationStack stack;

  GcInstructionValidator(ModuleContext module, ValidationStack stack) {
    this.module = module;
    this.types = module.types;
    this.stack = stack;
  }

  void validate(Opcode opcode, InstructionReader in) {
    switch (opcode) {
      case REF_NULL -> stack.push(TypeCode.ref(true, heapType(in)));
      case REF_IS_NULL -> {
        stack.popRef();
        stack.push(TypeCode.I32);
      }
      case REF_EQ -> {
        stack.pop(EQREF);
        stack.pop(EQREF);
        stack.push(TypeCode.I32);
      }
      case REF_AS_NON_NULL -> stack.push(TypeCode.nonNull(stack.popRef()));
      case BR_ON_NULL -> {
        int reference = stack.popRef();
        int[] label = stack.labelTypes(in.index());
        stack.popAndPush(label, label.length);
        stack.push(TypeCode.nonNull(reference));
      }
      case BR_ON_NON_NULL -> branchOnNonNull(in.index());
      case REF_TEST, REF_TEST_NULL -> {
        popTop(heapType(in));
        stack.push(TypeCode.I32);
      }
      case REF_CAST, REF_CAST_NULL -> {
        int heap = heapType(in);
        popTop(heap);
        stack.push(TypeCode.ref(opcode == Opcode.REF_CAST_NULL, heap));
      }
      case BR_ON_CAST, BR_ON_CAST_FAIL -> branchOnCast(opcode, in);
      case ANY_CONVERT_EXTERN -> convert(EXTERNREF, HeapType.Abstract.ANY);
      case EXTERN_CONVERT_ANY -> convert(ANYREF, HeapType.Abstract.EXTERN);
      case REF_I31 -> {
        stack.pop(TypeCode.I32);
        stack.push(TypeCode.nonNull(I31REF));
      }
      case I31_GET_S, I31_GET_U -> {
        stack.pop(I31REF);
        stack.push(TypeCode.I32);
      }
      case STRUCT_NEW, STRUCT_NEW_DEFAULT -> newStruct(opcode, in.index());
      case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U, STRUCT_SET -> field(opcode, in);
      case ARRAY_NEW -> {
        int storage = storage(in.index());
        stack.pop(TypeCode.I32);
        stack.pop(TypeCode.unpacked(storage));
        stack.push(refTo(in.index(), false));
      }
      case ARRAY_NEW_DEFAULT -> {
        checkDefaultable(storage(in.index()), opcode);
        stack.pop(TypeCode.I32);
        stack.push(refTo(in.index(), false));
      }
      case ARRAY_NEW_FIXED -> newFixed(in);
      case ARRAY_NEW_DATA -> {
        checkData(storage(in.index()), opcode, in.secondIndex());
        newFromSegment(in);
      }
      case ARRAY_NEW_ELEM -> {
        checkElements(storage(in.index()), opcode, in.secondIndex());
        newFromSegment(in);
      }
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
        int storage = storage(in.index());
        checkSign(opcode, storage, opcode != Opcode.ARRAY_GET);
        stack.pop(TypeCode.I32);
        stack.pop(refTo(in.index(), true));
        stack.push(TypeCode.unpacked(storage));
      }
      case ARRAY_SET -> {
        int storage = mutableStorage(in.index(), opcode);
        stack.pop(TypeCode.unpacked(storage));
        stack.pop(TypeCode.I32);
        stack.pop(refTo(in.index(), true));
      }
      case ARRAY_FILL -> {
        int storage = mutableStorage(in.index(), opcode);
        stack.pop(TypeCode.I32);
        stack.pop(TypeCode.unpacked(storage));
        stack.pop(TypeCode.I32);
        stack.pop(refTo(in.index(), true));
      }
      case ARRAY_COPY -> copyArray(in);
      case ARRAY_INIT_DATA -> {
        checkData(mutableStorage(in.index(), opcode), opcode, in.secondIndex());
        initFromSegment(in);
      }
      case ARRAY_INIT_ELEM -> {
        checkElements(mutableStorage(in.index(), opcode), opcode, in.secondIndex());
        initFromSegment(in);
      }
      case ARRAY_LEN -> {
        stack.pop(ARRAYREF);
        stack.push(TypeCode.I32);
      }
      default -> throw new IllegalStateException("no way to validate " + opcode);
    }
  }

  /** The heap type that is written in the instruction, with a canonical id. */
  private int heapType(InstructionReader in) {
    return module.typeSpace.checkHeap(in.typeCode(), in.cursor(), in.offset());
  }

  /** The code of a type that is written in an instruction, with canonical ids. */
  int valueType(int code, InstructionReader in) {
    return module.typeSpace.checkCode(code, in.cursor(), in.offset());
  }

  private void popTop(int heap) {
    stack.pop(TypeCode.ref(true, types.top(heap)));
  }

  private void convert(int from, HeapType.Abstract to) {
    int type = stack.pop(from);
    boolean nullable = type != TypeCode.BOTTOM && TypeCode.isNullable(type);
    stack.push(TypeCode.ref(nullable, to.ordinal()));
  }

  private int[] labelWithRef(int label, Opcode opcode) {
    int[] labelTypes = stack.labelTypes(label);
    if (labelTypes.length == 0) {
      throw stack.mismatch(
          opcode == Opcode.BR_ON_NON_NULL
              ? "br_on_non_null target has no label types"
              : "expected a reference type, found nothing");
    }
    if (!TypeCode.isRef(labelTypes[labelTypes.length - 1])) {
      throw stack.mismatch(opcode + " target does not end with heap type");
    }
    return labelTypes;
  }

  private void checkBranch(int type, int[] label) {
    int wanted = label[label.length - 1];
    if (!types.isSubtypeCode(type, wanted)) {
      throw stack.mismatch("expected " + TypeCode.name(wanted) + ", found " + TypeCode.name(type));
    }
    stack.popAndPush(label, label.length - 1);
  }

  private void branchOnNonNull(int label) {
    int[] labelTypes = labelWithRef(label, Opcode.BR_ON_NON_NULL);
    int reference = stack.popRef();
    checkBranch(TypeCode.nonNull(reference), labelTypes);
  }

  private void branchOnCast(Opcode opcode, InstructionReader in) {
    int from = valueType(in.typeCode(), in);
    int to = valueType(in.secondTypeCode(), in);
    if (!types.isSubtypeCode(to, from)) {
      throw stack.mismatch("expected " + TypeCode.name(from) + ", found " + TypeCode.name(to));
    }
    // If null goes with the cast, what fails it is not null.
    int rest = TypeCode.isNullable(to) ? TypeCode.nonNull(from) : from;
    int[] label = labelWithRef(in.index(), opcode);
    boolean onSuccess = opcode == Opcode.BR_ON_CAST;
    stack.pop(from);
    checkBranch(onSuccess ? to : rest, label);
    stack.push(onSuccess ? rest : to);
  }

  // Definitions.

  Definition type(int index) {
    if (Integer.compareUnsigned(index, module.typeSpace.size()) >= 0) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown type " + Integer.toUnsignedString(index) + ": type index out of bounds");
    }
    return types.definition(module.typeSpace.id(index));
  }

  private int refTo(int index, boolean nullable) {
    return TypeCode.ref(nullable, TypeCode.concrete(module.typeSpace.id(index)));
  }

  private Definition structType(int index) {
    Definition type = type(index);
    if (!type.isStruct()) {
      throw stack.fail(
          BinaryCode.TYPE_MISMATCH, "expected struct type at index " + index + ", found " + type);
    }
    return type;
  }

  private Definition arrayType(int index) {
    Definition type = type(index);
    if (!type.isArray()) {
      throw stack.fail(
          BinaryCode.TYPE_MISMATCH, "expected array type at index " + index + ", found " + type);
    }
    return type;
  }

  private void newStruct(Opcode opcode, int index) {
    Definition type = structType(index);
    for (int i = type.types.length - 1; i >= 0; i--) {
      if (opcode == Opcode.STRUCT_NEW) {
        stack.pop(TypeCode.unpacked(type.types[i]));
      } else {
        checkDefaultable(type.types[i], opcode);
      }
    }
    stack.push(refTo(index, false));
  }

  private void checkDefaultable(int storage, Opcode opcode) {
    if (TypeCode.isRef(storage) && !TypeCode.isNullable(storage)) {
      throw stack.fail(
          BinaryCode.TYPE_MISMATCH,
          "invalid `" + opcode + "`: " + TypeCode.name(storage) + " field is not defaultable");
    }
  }

  private void checkSign(Opcode opcode, int storage, boolean signed) {
    if (signed != TypeCode.isPacked(storage)) {
      throw stack.fail(
          BinaryCode.TYPE_MISMATCH,
          "cannot use "
              + opcode
              + (signed ? " with non-packed storage types" : " with packed storage types"));
    }
  }

  private void field(Opcode opcode, InstructionReader in) {
    Definition type = structType(in.index());
    int field = in.secondIndex();
    if (Integer.compareUnsigned(field, type.types.length) >= 0) {
      throw stack.fail(BinaryCode.UNKNOWN_INDEX, "unknown field: field index out of bounds");
    }
    int storage = type.types[field];
    if (opcode == Opcode.STRUCT_SET) {
      if (!type.mutable[field]) {
        throw stack.fail(BinaryCode.INVALID, "invalid struct.set: struct field is immutable");
      }
      stack.pop(TypeCode.unpacked(storage));
      stack.pop(refTo(in.index(), true));
    } else {
      checkSign(opcode, storage, opcode != Opcode.STRUCT_GET);
      stack.pop(refTo(in.index(), true));
      stack.push(TypeCode.unpacked(storage));
    }
  }

  // Arrays.

  private int storage(int arrayType) {
    return arrayType(arrayType).types[0];
  }

  private int mutableStorage(int arrayType, Opcode opcode) {
    Definition type = arrayType(arrayType);
    if (!type.mutable[0]) {
      throw stack.fail(BinaryCode.INVALID, "invalid " + opcode + ": immutable array");
    }
    return type.types[0];
  }

  private void newFixed(InstructionReader in) {
    int storage = storage(in.index());
    int count = in.secondIndex();
    if (Integer.compareUnsigned(count, Limits.MAX_ARRAY_NEW_FIXED) > 0) {
      throw stack.fail(
          BinaryCode.LIMIT_EXCEEDED,
          "array.new_fixed length exceeds limit of " + Limits.MAX_ARRAY_NEW_FIXED);
    }
    for (int i = 0; i < count; i++) {
      stack.pop(TypeCode.unpacked(storage));
    }
    stack.push(refTo(in.index(), false));
  }

  private void newFromSegment(InstructionReader in) {
    stack.pop(TypeCode.I32);
    stack.pop(TypeCode.I32);
    stack.push(refTo(in.index(), false));
  }

  private void initFromSegment(InstructionReader in) {
    stack.pop(TypeCode.I32);
    stack.pop(TypeCode.I32);
    stack.pop(TypeCode.I32);
    stack.pop(refTo(in.index(), true));
  }

  private void copyArray(InstructionReader in) {
    int storage = mutableStorage(in.index(), Opcode.ARRAY_COPY);
    int source = storage(in.secondIndex());
    boolean fits =
        (TypeCode.isPacked(storage) || TypeCode.isPacked(source))
            ? storage == source
            : types.isSubtypeCode(source, storage);
    if (!fits) {
      throw stack.fail(
          BinaryCode.TYPE_MISMATCH,
          "array types do not match: expected "
              + TypeCode.name(storage)
              + ", found "
              + TypeCode.name(source));
    }
    stack.pop(TypeCode.I32);
    stack.pop(TypeCode.I32);
    stack.pop(refTo(in.secondIndex(), true));
    stack.pop(TypeCode.I32);
    stack.pop(refTo(in.index(), true));
  }

  private void checkData(int storage, Opcode opcode, int segment) {
    if (TypeCode.isRef(storage)) {
      throw stack.mismatch(
          opcode == Opcode.ARRAY_NEW_DATA
              ? "array.new_data can only create arrays with numeric and vector elements"
              : "array type is not numeric or vector");
    }
    if (module.dataCount < 0) {
      throw stack.fail(BinaryCode.INVALID, "data count section required");
    }
    if (Integer.compareUnsigned(segment, module.dataCount) >= 0) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX, "unknown data segment " + Integer.toUnsignedString(segment));
    }
  }

  private void checkElements(int storage, Opcode opcode, int segment) {
    if (!TypeCode.isRef(storage)) {
      throw stack.mismatch(opcode + " can only create arrays with reference elements");
    }
    if (!module.elements.has(segment)) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX, "unknown element segment " + Integer.toUnsignedString(segment));
    }
    int elements = module.elements.get(segment);
    if (!types.isSubtypeCode(elements, storage)) {
      throw stack.fail(
          BinaryCode.TYPE_MISMATCH,
          "invalid %s instruction: element segment %s type mismatch: expected %s, found %s"
              .formatted(opcode, segment, TypeCode.name(storage), TypeCode.name(elements)));
    }
  }
}

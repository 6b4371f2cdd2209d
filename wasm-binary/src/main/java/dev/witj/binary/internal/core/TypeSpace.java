package dev.witj.binary.internal.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.binary.Limits;
import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import dev.witj.diagnostics.DiagnosticException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The core types that a module, or the core part of a component, knows by index: checks types that
 * speak of one another by these indices, and gives them with canonical ids instead.
 *
 * <p>Every method that checks takes a cursor, which makes the errors, and the offset of what it
 * checks.
 */
public final class TypeSpace {
  private final CanonicalTypes types;
  private final Features features;
  private int[] ids = new int[16];
  private int size;

  /** The canonical ids of those whose depth in the hierarchy is already checked. */
  private final Set<Integer> checked = new HashSet<>();

  /** An empty space. */
  public TypeSpace(CanonicalTypes types, Features features) {
    this.types = types;
    this.features = features;
  }

  /** How many types are known. */
  public int size() {
    return size;
  }

  /** The canonical id of the type at an index, which must be known. */
  public int id(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return ids[index];
  }

  /** The canonical id of the type at an index. */
  public int id(int index, ByteCursor in, int offset) {
    if (Integer.compareUnsigned(index, size) >= 0) {
      throw unknown(index, in, offset);
    }
    return ids[index];
  }

  private static DiagnosticException unknown(int index, ByteCursor in, int offset) {
    return in.failAt(
        offset,
        BinaryCode.UNKNOWN_INDEX,
        "unknown type " + Integer.toUnsignedString(index) + ": type index out of bounds");
  }

  /** The canonical id of the type at an index, which must be a function type. */
  public int funcId(int index, ByteCursor in, int offset) {
    int id = id(index, in, offset);
    if (!types.definition(id).isFunc()) {
      throw in.failAt(
          offset, BinaryCode.TYPE_MISMATCH, "type index " + index + " is not a function type");
    }
    return id;
  }

  /** Makes a canonical type known at the next index. */
  public void addId(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  /** Checks a group and makes its types known at the next indices. */
  public void add(RecGroup group, ByteCursor in, int offset) {
    int count = group.types().size();
    if (size + count > Limits.MAX_TYPES) {
      throw in.failAt(
          offset, BinaryCode.LIMIT_EXCEEDED, "types count exceeds limit of " + Limits.MAX_TYPES);
    }
    if (group.explicit()) {
      require(Feature.GC, "rec group usage requires `gc` proposal to be enabled", in, offset);
    }
    int base = size;
    for (int i = 0; i < count; i++) {
      check(group.types().get(i), base + i, base + count, in, offset);
    }
    int first = types.add(group, base, this::id);
    for (int i = 0; i < count; i++) {
      addId(first + i);
    }
    // Types of a group may refer to later ones, and what is compared must not be deep.
    for (int i = 0; i < count; i++) {
      checkDepth(types.definition(first + i).depth, in, offset);
    }
    for (int i = 0; i < count; i++) {
      if (checked.add(first + i)) {
        checkHierarchy(first + i, base + i, in, offset);
      }
    }
  }

  private void check(SubType type, int index, int bound, ByteCursor in, int offset) {
    if (!type.isFinal() || !type.supertypes().isEmpty()) {
      require(Feature.GC, "gc proposal must be enabled to use subtypes", in, offset);
    }
    for (int supertype : type.supertypes()) {
      if (Integer.compareUnsigned(supertype, bound) >= 0) {
        throw unknown(supertype, in, offset);
      }
      if (supertype >= index) {
        throw in.failAt(offset, BinaryCode.INVALID, "supertypes must be defined before subtypes");
      }
    }
    switch (type.composite()) {
      case FuncType func -> {
        func.params().forEach(each -> check(each, bound, in, offset));
        func.results().forEach(each -> check(each, bound, in, offset));
        if (func.results().size() > 1) {
          require(
              Feature.MULTI_VALUE,
              "func type returns multiple values but the multi-value feature is not enabled",
              in,
              offset);
        }
      }
      case StructType struct -> {
        requireGc("struct indexed types not supported without the gc feature", in, offset);
        struct.fields().forEach(field -> check(field, bound, in, offset));
      }
      case ArrayType array -> {
        requireGc("array indexed types not supported without the gc feature", in, offset);
        check(array.element(), bound, in, offset);
      }
    }
  }

  private void requireGc(String message, ByteCursor in, int offset) {
    require(Feature.GC, message, in, offset);
    require(
        Feature.GC_TYPES,
        "cannot define types that need garbage collection when gc types are disallowed",
        in,
        offset);
  }

  private void check(FieldType field, int bound, ByteCursor in, int offset) {
    if (field.storage() instanceof ValType type) {
      check(type, bound, in, offset);
    }
  }

  private void checkHierarchy(int id, int index, ByteCursor in, int offset) {
    Definition type = types.definition(id);
    if (type.supertype < 0) {
      return;
    }
    Definition supertype = types.definition(type.supertype);
    if (supertype.isFinal) {
      throw in.failAt(offset, BinaryCode.INVALID, "sub type cannot have a final super type");
    }
    if (!types.extendsProperly(type, supertype)) {
      throw in.failAt(
          offset,
          BinaryCode.TYPE_MISMATCH,
          "sub type must match super type: type " + index + " does not");
    }
  }

  private static void checkDepth(int depth, ByteCursor in, int offset) {
    if (depth > Limits.MAX_SUBTYPING_DEPTH) {
      throw in.failAt(
          offset,
          BinaryCode.LIMIT_EXCEEDED,
          "sub type hierarchy too deep: found depth %s, cannot exceed depth %s"
              .formatted(depth, Limits.MAX_SUBTYPING_DEPTH));
    }
  }

  /** Checks a value type and gives it with canonical ids. */
  public ValType check(ValType type, ByteCursor in, int offset) {
    check(type, size, in, offset);
    return CanonicalTypes.canonical(type, this::id);
  }

  /** Checks a reference type and gives it with canonical ids. */
  public RefType check(RefType type, ByteCursor in, int offset) {
    return (RefType) check((ValType) type, in, offset);
  }

  private void check(ValType type, int bound, ByteCursor in, int offset) {
    checkCode(TypeCode.of(type), bound, in, offset);
  }

  /** Checks a type code with indices, and gives it with canonical ids. */
  int checkCode(int code, ByteCursor in, int offset) {
    if (code >= TypeCode.I32 && code <= TypeCode.F64 && features.has(Feature.FLOATS)) {
      return code;
    }
    checkCode(code, size, in, offset);
    if (!TypeCode.isRef(code)) {
      return code;
    }
    return TypeCode.ref(TypeCode.isNullable(code), canonicalHeap(TypeCode.heap(code)));
  }

  /** Checks the code of a heap type, and gives it with a canonical id. */
  int checkHeap(int heap, ByteCursor in, int offset) {
    checkHeap(heap, size, in, offset);
    return canonicalHeap(heap);
  }

  private int canonicalHeap(int heap) {
    return TypeCode.isConcrete(heap) ? TypeCode.concrete(ids[TypeCode.index(heap)]) : heap;
  }

  private void checkCode(int code, int bound, ByteCursor in, int offset) {
    switch (code) {
      case TypeCode.I32, TypeCode.I64 -> {}
      case TypeCode.F32, TypeCode.F64 ->
          require(Feature.FLOATS, "floating-point support is disabled", in, offset);
      case TypeCode.V128 -> require(Feature.SIMD, "SIMD support is not enabled", in, offset);
      default -> {
        require(Feature.REFERENCE_TYPES, "reference types support is not enabled", in, offset);
        int heap = TypeCode.heap(code);
        boolean plain = TypeCode.isNullable(code) && !TypeCode.isConcrete(heap);
        if (!plain && !features.has(Feature.FUNCTION_REFERENCES)) {
          throw in.failAt(
              offset,
              BinaryCode.FEATURE_DISABLED,
              TypeCode.isNullable(code)
                  ? "function references required for index reference types"
                  : "function references required for non-nullable types");
        }
        checkHeap(heap, bound, in, offset);
      }
    }
  }

  private void checkHeap(int heap, int bound, ByteCursor in, int offset) {
    if (TypeCode.isConcrete(heap)) {
      int index = TypeCode.index(heap);
      if (index >= bound) {
        throw unknown(index, in, offset);
      }
      require(
          Feature.FUNCTION_REFERENCES,
          "function references required for index reference types",
          in,
          offset);
      return;
    }
    HeapType.Abstract type = HeapType.Abstract.at(heap);
    switch (type) {
      case FUNC -> {}
      case EXTERN -> requireGcTypes(type, in, offset);
      case EXN, NOEXN -> {
        require(
            Feature.EXCEPTIONS,
            "exception refs not supported without the exception handling feature",
            in,
            offset);
        requireGcTypes(type, in, offset);
      }
      case ANY, EQ, I31, STRUCT, ARRAY, NONE, NOEXTERN, NOFUNC -> {
        require(Feature.GC, "heap types not supported without the gc feature", in, offset);
        if (type != HeapType.Abstract.NOFUNC) {
          requireGcTypes(type, in, offset);
        }
      }
    }
  }

  private void requireGcTypes(HeapType.Abstract type, ByteCursor in, int offset) {
    if (!features.has(Feature.GC_TYPES)) {
      throw in.failAt(
          offset,
          BinaryCode.FEATURE_DISABLED,
          "gc types are disallowed but found type which requires gc: " + type);
    }
  }

  private void require(Feature feature, String message, ByteCursor in, int offset) {
    if (!features.has(feature)) {
      DiagnosticException failure = in.failAt(offset, BinaryCode.FEATURE_DISABLED, message);
      throw failure.diagnostics().getFirst().help(feature.help()).toException();
    }
  }

  /** Checks the type of an import or a definition, and gives it with canonical ids. */
  public ExternType check(ExternType type, ByteCursor in, int offset) {
    switch (type) {
      case ExternType.Func func -> {
        funcId(func.typeIndex(), in, offset);
        if (func.exact()) {
          require(
              Feature.CUSTOM_DESCRIPTORS,
              "custom descriptors required for exact function types",
              in,
              offset);
        }
      }
      case TableType table -> checkTable(table, in, offset);
      case MemoryType memory -> checkMemory(memory, in, offset);
      case GlobalType global -> {
        check(global.type(), size, in, offset);
        if (global.shared()) {
          require(
              Feature.SHARED_EVERYTHING_THREADS,
              "shared globals require the shared-everything-threads proposal",
              in,
              offset);
        }
      }
      case TagType tag -> checkTag(tag, in, offset);
    }
    return CanonicalTypes.canonical(type, this::id);
  }

  private void checkTag(TagType tag, ByteCursor in, int offset) {
    if (!features.has(Feature.LEGACY_EXCEPTIONS)) {
      require(Feature.EXCEPTIONS, "exceptions proposal not enabled", in, offset);
    }
    int id = funcId(tag.typeIndex(), in, offset);
    if (types.definition(id).results.length > 0 && !features.has(Feature.STACK_SWITCHING)) {
      throw in.failAt(
          offset, BinaryCode.INVALID, "invalid exception type: non-empty tag result type");
    }
  }

  private void checkTable(TableType table, ByteCursor in, int offset) {
    // Tables of functions are older than references as values.
    if (!table.element().equals(RefType.FUNCREF)) {
      check(table.element(), size, in, offset);
    }
    if (table.index64()) {
      require(Feature.MEMORY64, "memory64 must be enabled for 64-bit tables", in, offset);
    }
    if (table.shared()) {
      require(
          Feature.SHARED_EVERYTHING_THREADS,
          "shared tables require the shared-everything-threads proposal",
          in,
          offset);
    }
    checkOrder(table.limits(), in, offset);
  }

  private static void checkOrder(SizeLimits limits, ByteCursor in, int offset) {
    OptionalLong maximum = limits.maximum();
    if (maximum.isPresent() && Long.compareUnsigned(limits.minimum(), maximum.getAsLong()) > 0) {
      throw in.failAt(offset, BinaryCode.INVALID, "size minimum must not be greater than maximum");
    }
  }

  private void checkMemory(MemoryType memory, ByteCursor in, int offset) {
    checkOrder(memory.limits(), in, offset);
    if (memory.index64()) {
      require(Feature.MEMORY64, "memory64 must be enabled for 64-bit memories", in, offset);
    }
    if (memory.pageSizeLog2().isPresent()) {
      require(
          Feature.CUSTOM_PAGE_SIZES,
          "the custom page sizes proposal must be enabled to customize a memory's page size",
          in,
          offset);
    }
    int log2 = memory.pageSizeLog2().orElse(MemoryType.DEFAULT_PAGE_SIZE_LOG2);
    if (log2 != 0 && log2 != MemoryType.DEFAULT_PAGE_SIZE_LOG2) {
      throw in.failAt(
          offset,
          BinaryCode.INVALID,
          "invalid custom page size: only 1 and 65536 are allowed, found 2**"
              + Integer.toUnsignedString(log2));
    }
    checkMemorySize(memory, log2, in, offset);
    if (memory.shared()) {
      require(Feature.THREADS, "threads must be enabled for shared memories", in, offset);
      if (memory.limits().maximum().isEmpty()) {
        throw in.failAt(offset, BinaryCode.INVALID, "shared memory must have maximum size");
      }
    }
  }

  private static void checkMemorySize(MemoryType memory, int log2, ByteCursor in, int offset) {
    int bits = (memory.index64() ? 64 : 32) - log2;
    // All of 64 bits cannot be exceeded; all of 32 bits are one page less than a power of two.
    long most = bits >= 64 ? -1 : log2 == 0 ? (1L << bits) - 1 : 1L << bits;
    long largest = memory.limits().maximum().orElse(memory.limits().minimum());
    if (Long.compareUnsigned(memory.limits().minimum(), most) > 0
        || Long.compareUnsigned(largest, most) > 0) {
      String size =
          bits == 16 ? "65536 pages (4GiB)" : "2**" + bits + (log2 == 0 ? " bytes" : " pages");
      throw in.failAt(offset, BinaryCode.LIMIT_EXCEEDED, "memory size must be at most " + size);
    }
  }
}

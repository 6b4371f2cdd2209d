package dev.witj.binary.internal.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.Limits;
import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads core types. All methods throw {@link dev.witj.diagnostics.DiagnosticException} where the
 * bytes are no such type. Which features a type needs is a question for the validator.
 */
public final class TypeReader {
  private static final int REF_NULL = 0x63;
  private static final int REF = 0x64;
  private static final byte[] ABSTRACT = new byte[0x80];

  static {
    java.util.Arrays.fill(ABSTRACT, (byte) -1);
    for (HeapType.Abstract heap : HeapType.Abstract.values()) {
      ABSTRACT[heap.code()] = (byte) heap.ordinal();
    }
  }

  private TypeReader() {}

  /** Whether a byte begins a value type. */
  public static boolean startsValType(int first) {
    return (first >= 0x7b && first <= 0x7f)
        || first == REF
        || first == REF_NULL
        || (first >= 0 && first < 0x80 && ABSTRACT[first] >= 0);
  }

  public static int valTypeCode(ByteCursor in) {
    int first = in.peek();
    if (first >= 0x7b && first <= 0x7f) {
      in.skip(1);
      return 0x80 - first;
    }
    if (first >= 0 && !startsValType(first)) {
      throw in.fail(BinaryCode.MALFORMED, "invalid value type");
    }
    return refTypeCode(in);
  }

  static int refTypeCode(ByteCursor in) {
    int at = in.position();
    int first = in.readByte();
    if (first == REF_NULL || first == REF) {
      return TypeCode.ref(first == REF_NULL, heapTypeCode(in));
    }
    if (first < 0x80 && ABSTRACT[first] >= 0) {
      return TypeCode.ref(true, ABSTRACT[first]);
    }
    throw in.failAt(at, BinaryCode.MALFORMED, "malformed reference type");
  }

  public static int heapTypeCode(ByteCursor in) {
    int at = in.position();
    int first = in.peek();
    if (first >= 0x40 && first < 0x80) {
      in.skip(1);
      if (ABSTRACT[first] < 0) {
        throw in.failAt(at, BinaryCode.MALFORMED, "invalid abstract heap type");
      }
      return ABSTRACT[first];
    }
    long index = in.readS33();
    if (index < 0) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid abstract heap type");
    }
    if (index > TypeCode.MAX_INDEX) {
      throw in.failAt(
          at,
          BinaryCode.UNKNOWN_INDEX,
          "unknown type " + index + ": type index is greater than implementation limits");
    }
    return TypeCode.concrete((int) index);
  }

  /** A value type. */
  public static ValType valType(ByteCursor in) {
    return TypeCode.valType(valTypeCode(in));
  }

  /** A reference type. */
  public static RefType refType(ByteCursor in) {
    return TypeCode.refType(refTypeCode(in));
  }

  /** A type definition or a group of them, as it stands in a type section. */
  public static RecGroup recGroup(ByteCursor in) {
    OptionalInt count = groupSize(in);
    if (count.isEmpty()) {
      return RecGroup.of(subType(in));
    }
    List<SubType> types = new ArrayList<>(in.reserve(count.getAsInt()));
    for (int i = 0; i < count.getAsInt(); i++) {
      types.add(subType(in));
    }
    return new RecGroup(true, types);
  }

  /**
   * The start of a group: how many type definitions follow. Reads nothing and gives nothing where
   * one definition stands alone.
   */
  public static OptionalInt groupSize(ByteCursor in) {
    if (in.peek() != 0x4e) {
      return OptionalInt.empty();
    }
    in.skip(1);
    return OptionalInt.of(in.readCount(Limits.MAX_TYPES, "rec group types"));
  }

  /** A type definition. */
  public static SubType subType(ByteCursor in) {
    int first = in.peek();
    if (first != 0x50 && first != 0x4f) {
      return SubType.of(compositeType(in));
    }
    in.skip(1);
    int count = in.readCount(Limits.MAX_SUPERTYPES, "supertypes");
    List<Integer> supertypes = new ArrayList<>(1);
    for (int i = 0; i < count; i++) {
      supertypes.add(in.readU32());
    }
    return new SubType(first == 0x4f, supertypes, compositeType(in));
  }

  /** What a type definition defines. */
  public static CompositeType compositeType(ByteCursor in) {
    int at = in.position();
    int first = in.readByte();
    return switch (first) {
      case 0x60 -> funcType(in);
      case 0x5f -> structType(in);
      case 0x5e -> new ArrayType(fieldType(in));
      default -> throw in.invalidByte(at, first, "type");
    };
  }

  /** Parameters and results, after the byte that says that this is a function type. */
  public static FuncType funcType(ByteCursor in) {
    return new FuncType(
        valTypes(in, Limits.MAX_PARAMS, "function params"),
        valTypes(in, Limits.MAX_RESULTS, "function returns"));
  }

  private static List<ValType> valTypes(ByteCursor in, int limit, String what) {
    int count = in.readCount(limit, what);
    List<ValType> types = new ArrayList<>(in.reserve(count));
    for (int i = 0; i < count; i++) {
      types.add(valType(in));
    }
    return types;
  }

  private static StructType structType(ByteCursor in) {
    int count = in.readCount(Limits.MAX_STRUCT_FIELDS, "struct fields");
    List<FieldType> fields = new ArrayList<>(in.reserve(count));
    for (int i = 0; i < count; i++) {
      fields.add(fieldType(in));
    }
    return new StructType(fields);
  }

  private static FieldType fieldType(ByteCursor in) {
    StorageType storage =
        switch (in.peek()) {
          case 0x78 -> StorageType.Packed.I8;
          case 0x77 -> StorageType.Packed.I16;
          default -> null;
        };
    if (storage == null) {
      storage = valType(in);
    } else {
      in.skip(1);
    }
    return new FieldType(storage, mutability(in));
  }

  private static boolean mutability(ByteCursor in) {
    int at = in.position();
    int flag = in.readByte();
    if (flag > 1) {
      throw in.failAt(at, BinaryCode.MALFORMED, "malformed mutability");
    }
    return flag == 1;
  }

  private static SizeLimits limits(ByteCursor in, boolean bounded, boolean index64) {
    long minimum = size(in, index64);
    return new SizeLimits(
        minimum, bounded ? OptionalLong.of(size(in, index64)) : OptionalLong.empty());
  }

  private static long size(ByteCursor in, boolean index64) {
    return index64 ? in.readU64() : Integer.toUnsignedLong(in.readU32());
  }

  /** A table type. */
  public static TableType tableType(ByteCursor in) {
    RefType element = refType(in);
    int at = in.position();
    int flags = in.readByte();
    if (flags > 7) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid table resizable limits flags");
    }
    boolean index64 = (flags & 4) != 0;
    return new TableType(element, index64, (flags & 2) != 0, limits(in, (flags & 1) != 0, index64));
  }

  /** A memory type. */
  public static MemoryType memoryType(ByteCursor in) {
    int at = in.position();
    int flags = in.readByte();
    if (flags > 15) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid memory limits flags");
    }
    boolean index64 = (flags & 4) != 0;
    SizeLimits limits = limits(in, (flags & 1) != 0, index64);
    OptionalInt pageSize = (flags & 8) != 0 ? OptionalInt.of(in.readU32()) : OptionalInt.empty();
    return new MemoryType(index64, (flags & 2) != 0, pageSize, limits);
  }

  /** A global type. */
  public static GlobalType globalType(ByteCursor in) {
    ValType type = valType(in);
    int at = in.position();
    int flags = in.readByte();
    if (flags > 3) {
      throw in.failAt(at, BinaryCode.MALFORMED, "malformed mutability");
    }
    return new GlobalType(type, (flags & 1) != 0, (flags & 2) != 0);
  }

  /** A tag type. */
  public static TagType tagType(ByteCursor in) {
    int at = in.position();
    if (in.readByte() != 0) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid tag attributes");
    }
    return new TagType(in.readU32());
  }

  /** The kind and the type of an import. */
  public static ExternType externType(ByteCursor in) {
    int at = in.position();
    int kind = in.readByte();
    return switch (kind) {
      case 0x00 -> new ExternType.Func(in.readU32());
      case 0x01 -> tableType(in);
      case 0x02 -> memoryType(in);
      case 0x03 -> globalType(in);
      case 0x04 -> tagType(in);
      case 0x20 -> new ExternType.Func(in.readU32(), true);
      default -> throw in.invalidByte(at, kind, "external kind");
    };
  }

  /** The kind of an export. */
  public static ExternKind externKind(ByteCursor in) {
    int at = in.position();
    int kind = in.readByte();
    return switch (kind) {
      case 0x00 -> ExternKind.FUNC;
      case 0x01 -> ExternKind.TABLE;
      case 0x02 -> ExternKind.MEMORY;
      case 0x03 -> ExternKind.GLOBAL;
      case 0x04 -> ExternKind.TAG;
      default -> throw in.invalidByte(at, kind, "external kind");
    };
  }
}

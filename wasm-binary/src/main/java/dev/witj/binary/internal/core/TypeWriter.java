package dev.witj.binary.internal.core;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import java.util.List;

/** Writes core types in their shortest form. */
public final class TypeWriter {
  private TypeWriter() {}

  /** A value type. */
  public static void valType(ValType type, ByteWriter out) {
    switch (type) {
      case NumType number -> out.writeByte(number.code());
      case RefType ref -> refType(ref, out);
    }
  }

  /** A reference type; nullable abstract ones take one byte. */
  public static void refType(RefType type, ByteWriter out) {
    if (type.nullable() && type.heap() instanceof HeapType.Abstract heap) {
      out.writeByte(heap.code());
    } else {
      out.writeByte(type.nullable() ? 0x63 : 0x64);
      heapType(type.heap(), out);
    }
  }

  /** A heap type. */
  public static void heapType(HeapType type, ByteWriter out) {
    switch (type) {
      case HeapType.Abstract heap -> out.writeByte(heap.code());
      case HeapType.Concrete concrete -> out.writeSigned(Integer.toUnsignedLong(concrete.index()));
    }
  }

  /** The type of a block. */
  public static void blockType(BlockType type, ByteWriter out) {
    switch (type) {
      case BlockType.Empty _ -> out.writeByte(0x40);
      case BlockType.Value value -> valType(value.type(), out);
      case BlockType.Index index -> out.writeSigned(Integer.toUnsignedLong(index.typeIndex()));
    }
  }

  /** A type definition or a group of them. */
  public static void recGroup(RecGroup group, ByteWriter out) {
    if (group.explicit()) {
      out.writeByte(0x4e).writeU32(group.types().size());
    }
    group.types().forEach(type -> subType(type, out));
  }

  /** A type definition. */
  public static void subType(SubType type, ByteWriter out) {
    if (!type.isFinal() || !type.supertypes().isEmpty()) {
      out.writeByte(type.isFinal() ? 0x4f : 0x50).writeU32(type.supertypes().size());
      type.supertypes().forEach(out::writeU32);
    }
    compositeType(type.composite(), out);
  }

  /** What a type definition defines. */
  public static void compositeType(CompositeType type, ByteWriter out) {
    switch (type) {
      case FuncType func -> {
        out.writeByte(0x60);
        valTypes(func.params(), out);
        valTypes(func.results(), out);
      }
      case StructType struct -> {
        out.writeByte(0x5f).writeU32(struct.fields().size());
        struct.fields().forEach(field -> fieldType(field, out));
      }
      case ArrayType array -> {
        out.writeByte(0x5e);
        fieldType(array.element(), out);
      }
    }
  }

  private static void valTypes(List<ValType> types, ByteWriter out) {
    out.writeU32(types.size());
    types.forEach(type -> valType(type, out));
  }

  private static void fieldType(FieldType field, ByteWriter out) {
    switch (field.storage()) {
      case StorageType.Packed packed -> out.writeByte(packed.code());
      case ValType type -> valType(type, out);
    }
    out.writeByte(field.mutable() ? 1 : 0);
  }

  private static void limits(SizeLimits limits, boolean index64, ByteWriter out) {
    size(limits.minimum(), index64, out);
    limits.maximum().ifPresent(maximum -> size(maximum, index64, out));
  }

  private static void size(long size, boolean index64, ByteWriter out) {
    if (index64) {
      out.writeU64(size);
    } else {
      out.writeU32((int) size);
    }
  }

  private static int flags(SizeLimits limits, boolean shared, boolean index64) {
    return (limits.maximum().isPresent() ? 1 : 0) | (shared ? 2 : 0) | (index64 ? 4 : 0);
  }

  /** A table type. */
  public static void tableType(TableType type, ByteWriter out) {
    refType(type.element(), out);
    out.writeByte(flags(type.limits(), type.shared(), type.index64()));
    limits(type.limits(), type.index64(), out);
  }

  /** A memory type. */
  public static void memoryType(MemoryType type, ByteWriter out) {
    int flags = flags(type.limits(), type.shared(), type.index64());
    out.writeByte(type.pageSizeLog2().isPresent() ? flags | 8 : flags);
    limits(type.limits(), type.index64(), out);
    type.pageSizeLog2().ifPresent(out::writeU32);
  }

  /** A global type. */
  public static void globalType(GlobalType type, ByteWriter out) {
    valType(type.type(), out);
    out.writeByte((type.mutable() ? 1 : 0) | (type.shared() ? 2 : 0));
  }

  /** A tag type. */
  public static void tagType(TagType type, ByteWriter out) {
    out.writeByte(0).writeU32(type.typeIndex());
  }

  /** The kind and the type of an import. */
  public static void externType(ExternType type, ByteWriter out) {
    switch (type) {
      case ExternType.Func func ->
          out.writeByte(func.exact() ? 0x20 : 0x00).writeU32(func.typeIndex());
      case TableType table -> {
        out.writeByte(0x01);
        tableType(table, out);
      }
      case MemoryType memory -> {
        out.writeByte(0x02);
        memoryType(memory, out);
      }
      case GlobalType global -> {
        out.writeByte(0x03);
        globalType(global, out);
      }
      case TagType tag -> {
        out.writeByte(0x04);
        tagType(tag, out);
      }
    }
  }
}

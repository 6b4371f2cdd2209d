package dev.witj.inspect.internal;

import static dev.witj.inspect.internal.DebugText.list;
import static dev.witj.inspect.internal.DebugText.option;
import static dev.witj.inspect.internal.DebugText.quote;
import static dev.witj.inspect.internal.DebugText.struct;
import static dev.witj.inspect.internal.DebugText.tuple;
import static dev.witj.inspect.internal.DebugText.unsigned;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Core types and instructions with all there is to them, as {@link DebugText}. */
public final class CoreDebug {
  private CoreDebug() {}

  // Types.

  static String subType(SubType type) {
    Optional<Integer> supertype = type.supertypes().stream().findFirst();
    return struct(
        "SubType",
        "is_final",
        type.isFinal(),
        "supertype_idx",
        option(
            supertype,
            index -> struct("CoreTypeIndex", "kind", quote("module"), "index", unsigned(index))),
        "composite_type",
        struct(
            "CompositeType",
            "inner",
            composite(type.composite()),
            "shared",
            false,
            "descriptor_idx",
            "None",
            "describes_idx",
            "None"));
  }

  private static String composite(CompositeType type) {
    return switch (type) {
      case FuncType(var params, var results) ->
          tuple("Func", struct("FuncType", "params", types(params), "results", types(results)));
      case StructType(var fields) ->
          tuple("Struct", struct("StructType", "fields", list(fields, CoreDebug::field)));
      case ArrayType(var element) -> tuple("Array", tuple("ArrayType", field(element)));
    };
  }

  private static String field(FieldType type) {
    return struct("FieldType", "element_type", storage(type.storage()), "mutable", type.mutable());
  }

  private static String storage(StorageType type) {
    return switch (type) {
      case StorageType.Packed packed -> packed.name();
      case ValType value -> tuple("Val", valType(value));
    };
  }

  private static String types(List<ValType> types) {
    return list(types, CoreDebug::valType);
  }

  static String valType(ValType type) {
    return switch (type) {
      case NumType number -> number.name();
      case RefType reference -> tuple("Ref", refType(reference));
    };
  }

  static String refType(RefType type) {
    return switch (type.heap()) {
      case HeapType.Abstract _ -> type.toString();
      case HeapType.Concrete(int index) ->
          (type.nullable() ? "(ref null " : "(ref ") + "(module " + unsigned(index) + "))";
    };
  }

  private static String heapType(HeapType type) {
    return switch (type) {
      case HeapType.Abstract heap -> struct("Abstract", "shared", false, "ty", heapName(heap));
      case HeapType.Concrete(int index) -> tuple("Concrete", tuple("Module", unsigned(index)));
    };
  }

  private static String heapName(HeapType.Abstract heap) {
    return switch (heap) {
      case FUNC -> "Func";
      case EXTERN -> "Extern";
      case ANY -> "Any";
      case EQ -> "Eq";
      case I31 -> "I31";
      case STRUCT -> "Struct";
      case ARRAY -> "Array";
      case EXN -> "Exn";
      case NOEXN -> "NoExn";
      case NOFUNC -> "NoFunc";
      case NOEXTERN -> "NoExtern";
      case NONE -> "None";
    };
  }

  static String table(TableType type) {
    return struct(
        "TableType",
        "element_type",
        refType(type.element()),
        "table64",
        type.index64(),
        "initial",
        Long.toUnsignedString(type.limits().minimum()),
        "maximum",
        maximum(type.limits()),
        "shared",
        type.shared());
  }

  static String memory(MemoryType type) {
    return struct(
        "MemoryType",
        "memory64",
        type.index64(),
        "shared",
        type.shared(),
        "initial",
        Long.toUnsignedString(type.limits().minimum()),
        "maximum",
        maximum(type.limits()),
        "page_size_log2",
        option(type.pageSizeLog2()));
  }

  private static String maximum(SizeLimits limits) {
    return limits.maximum().isPresent()
        ? tuple("Some", Long.toUnsignedString(limits.maximum().getAsLong()))
        : "None";
  }

  static String global(GlobalType type) {
    return struct(
        "GlobalType",
        "content_type",
        valType(type.type()),
        "mutable",
        type.mutable(),
        "shared",
        type.shared());
  }

  static String tag(TagType type) {
    return struct("TagType", "kind", "Exception", "func_type_idx", unsigned(type.typeIndex()));
  }

  static String extern(ExternType type) {
    return switch (type) {
      case ExternType.Func(int index, boolean exact) ->
          tuple(exact ? "FuncExact" : "Func", unsigned(index));
      case TableType table -> tuple("Table", table(table));
      case MemoryType memory -> tuple("Memory", memory(memory));
      case GlobalType global -> tuple("Global", global(global));
      case TagType tag -> tuple("Tag", tag(tag));
    };
  }

  static String imported(Import item) {
    return struct(
        "Import",
        "module",
        quote(item.module()),
        "name",
        quote(item.name()),
        "ty",
        extern(item.type()));
  }

  static String export(Export item) {
    return export(item.name(), item.kind(), item.index());
  }

  static String export(String name, ExternKind kind, int index) {
    return struct("Export", "name", quote(name), "kind", kind(kind), "index", unsigned(index));
  }

  static String kind(ExternKind kind) {
    return switch (kind) {
      case FUNC -> "Func";
      case TABLE -> "Table";
      case MEMORY -> "Memory";
      case GLOBAL -> "Global";
      case TAG -> "Tag";
    };
  }

  // Instructions.

  static String instruction(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    return name(instruction) + operands(instruction, opcode.immediate());
  }

  private static String name(Instruction instruction) {
    return switch (instruction.opcode()) {
      case SELECT_TYPED ->
          instruction instanceof Instruction.Select(_, var types) && types.size() == 1
              ? "typed_select"
              : "typed_select_multi";
      case REF_TEST -> "ref_test_non_null";
      case REF_TEST_NULL -> "ref_test_nullable";
      case REF_CAST -> "ref_cast_non_null";
      case REF_CAST_NULL -> "ref_cast_nullable";
      default -> instruction.opcode().text().replace('.', '_');
    };
  }

  private static String operands(Instruction instruction, Immediate immediate) {
    return switch (instruction) {
      case Instruction.Plain _ -> "";
      case Instruction.Block(_, var type) -> " blockty:" + blockType(type);
      case Instruction.TryTable(_, var type, var catches) ->
          " try_table:"
              + struct(
                  "TryTable", "ty", blockType(type), "catches", list(catches, CoreDebug::caught));
      case Instruction.Index(var opcode, int index) -> {
        String label = firstLabel(immediate);
        if (immediate == Immediate.TYPE && opcode.isPrefixed()) {
          label = opcode.text().startsWith("array") ? "array_type_index" : "struct_type_index";
        }
        yield " " + label + ":" + unsigned(index);
      }
      case Instruction.Indices(_, int first, int second) ->
          " "
              + firstLabel(immediate)
              + ":"
              + unsigned(first)
              + " "
              + secondLabel(immediate)
              + ":"
              + unsigned(second);
      case Instruction.Branches(_, var labels, int otherwise) ->
          " targets:"
              + struct(
                  "BrTable",
                  "count",
                  labels.size(),
                  "default",
                  unsigned(otherwise),
                  "targets",
                  list(labels, DebugText::unsigned));
      case Instruction.Memory(var opcode, var access) -> memArg(opcode, access);
      case Instruction.MemoryLane(var opcode, var access, int lane) ->
          memArg(opcode, access) + " lane:" + lane;
      case Instruction.Lane(_, int lane) -> " lane:" + lane;
      case Instruction.Shuffle shuffle -> {
        StringJoiner lanes = new StringJoiner(", ", " lanes:[", "]");
        for (int i = 0; i < 16; i++) {
          lanes.add(Integer.toString(shuffle.lane(i)));
        }
        yield lanes.toString();
      }
      case Instruction.I32Const(int value) -> " value:" + value;
      case Instruction.I64Const(long value) -> " value:" + value;
      case Instruction.F32Const(int bits) ->
          " value:" + tuple("Ieee32", unsigned(bits)) + " = " + Float.intBitsToFloat(bits);
      case Instruction.F64Const(long bits) ->
          " value:"
              + tuple("Ieee64", Long.toUnsignedString(bits))
              + " = "
              + Double.longBitsToDouble(bits);
      case Instruction.V128Const(long low, long high) ->
          " value:" + String.format(Locale.ROOT, "V128(0x%016x%016x)", high, low);
      case Instruction.Heap(_, var type) -> " hty:" + heapType(type);
      case Instruction.Select(_, var types) ->
          types.size() == 1 ? " ty:" + valType(types.getFirst()) : " tys:" + types(types);
      case Instruction.CastBranch(_, int label, var from, var to) ->
          " relative_depth:"
              + unsigned(label)
              + " from_ref_type:"
              + refType(from)
              + " to_ref_type:"
              + refType(to);
    };
  }

  private static String memArg(Opcode opcode, MemArg access) {
    return " memarg:"
        + struct(
            "MemArg",
            "align",
            access.align(),
            "max_align",
            opcode.alignment(),
            "offset",
            Long.toUnsignedString(access.offset()),
            "memory",
            unsigned(access.memory()));
  }

  private static String blockType(BlockType type) {
    return switch (type) {
      case BlockType.Empty _ -> "Empty";
      case BlockType.Value(var value) -> tuple("Type", valType(value));
      case BlockType.Index(int index) -> tuple("FuncType", unsigned(index));
    };
  }

  private static String caught(CatchClause clause) {
    return switch (clause) {
      case CatchClause.Tagged(int tag, int label, boolean withRef) ->
          struct(withRef ? "OneRef" : "One", "tag", unsigned(tag), "label", unsigned(label));
      case CatchClause.All(int label, boolean withRef) ->
          struct(withRef ? "AllRef" : "All", "label", unsigned(label));
    };
  }

  /** What the first index of an instruction stands for. */
  private static String firstLabel(Immediate immediate) {
    return switch (immediate) {
      case LABEL -> "relative_depth";
      case FUNC -> "function_index";
      case TYPE, TYPE_TABLE -> "type_index";
      case LOCAL -> "local_index";
      case GLOBAL -> "global_index";
      case TABLE -> "table";
      case MEMORY -> "mem";
      case MEMORY_MEMORY -> "dst_mem";
      case DATA, DATA_MEMORY -> "data_index";
      case ELEM, ELEM_TABLE -> "elem_index";
      case TABLE_TABLE -> "dst_table";
      case TAG -> "tag_index";
      case TYPE_FIELD -> "struct_type_index";
      case TYPE_TYPE -> "array_type_index_dst";
      case TYPE_DATA, TYPE_ELEM, TYPE_LENGTH -> "array_type_index";
      default -> "index";
    };
  }

  private static String secondLabel(Immediate immediate) {
    return switch (immediate) {
      case TYPE_TABLE -> "table_index";
      case MEMORY_MEMORY -> "src_mem";
      case DATA_MEMORY -> "mem";
      case ELEM_TABLE -> "table";
      case TABLE_TABLE -> "src_table";
      case TYPE_FIELD -> "field_index";
      case TYPE_TYPE -> "array_type_index_src";
      case TYPE_DATA -> "array_data_index";
      case TYPE_ELEM -> "array_elem_index";
      case TYPE_LENGTH -> "array_size";
      default -> "index";
    };
  }
}

package dev.witj.binary.internal.core;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.CoreTypes;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The canonical core types as the validator uses them: by {@linkplain TypeCode code}, and without
 * making an object for a question.
 */
public final class CanonicalTypes implements CoreTypes {
  /** For each abstract heap type, the bits of those it is a subtype of, itself included. */
  private static final int[] SUPERTYPES = new int[HeapType.Abstract.values().length];

  static {
    for (HeapType.Abstract heap : HeapType.Abstract.values()) {
      SUPERTYPES[heap.ordinal()] =
          bit(heap)
              | switch (heap) {
                case FUNC, EXTERN, ANY, EXN -> 0;
                case EQ -> bit(HeapType.Abstract.ANY);
                case I31, STRUCT, ARRAY -> bit(HeapType.Abstract.EQ) | bit(HeapType.Abstract.ANY);
                case NOEXN -> bit(HeapType.Abstract.EXN);
                case NOFUNC -> bit(HeapType.Abstract.FUNC);
                case NOEXTERN -> bit(HeapType.Abstract.EXTERN);
                case NONE ->
                    bit(HeapType.Abstract.ANY)
                        | bit(HeapType.Abstract.EQ)
                        | bit(HeapType.Abstract.I31)
                        | bit(HeapType.Abstract.STRUCT)
                        | bit(HeapType.Abstract.ARRAY);
              };
    }
  }

  private final List<Definition> definitions = new ArrayList<>();

  /**
   * The first id of each group, by the group's binary form: strings stay fast to find even if a
   * module is made so that the hashes of its types are equal.
   */
  private final Map<String, Integer> groups = new HashMap<>();

  /** The first type of each group. */
  private final BitSet starts = new BitSet();

  private static int bit(HeapType.Abstract heap) {
    return 1 << heap.ordinal();
  }

  @Override
  public int size() {
    return definitions.size();
  }

  @Override
  public int add(RecGroup group, int base, IntUnaryOperator ids) {
    // Within the group types are known by their place, so that equal groups look equal.
    RecGroup key = map(group, index -> index >= base ? base - index - 1 : ids.applyAsInt(index));
    ByteWriter form = new ByteWriter();
    TypeWriter.recGroup(key, form);
    int first = definitions.size();
    Integer known =
        groups.putIfAbsent(new String(form.toByteArray(), StandardCharsets.ISO_8859_1), first);
    if (known != null) {
      return known;
    }
    RecGroup canonical = map(key, id -> id < 0 ? first - id - 1 : id);
    starts.set(first);
    for (SubType type : canonical.types()) {
      definitions.add(new Definition(type, definitions));
    }
    return first;
  }

  @Override
  public int add(FuncType type) {
    return add(RecGroup.of(SubType.of(type)), Integer.MAX_VALUE, id -> id);
  }

  private static RecGroup map(RecGroup group, IntUnaryOperator indices) {
    return new RecGroup(
        true,
        group.types().stream()
            .map(
                type ->
                    new SubType(
                        type.isFinal(),
                        type.supertypes().stream().map(indices::applyAsInt).toList(),
                        map(type.composite(), indices)))
            .toList());
  }

  private static CompositeType map(CompositeType type, IntUnaryOperator indices) {
    return switch (type) {
      case FuncType func -> map(func, indices);
      case StructType struct ->
          new StructType(struct.fields().stream().map(field -> map(field, indices)).toList());
      case ArrayType array -> new ArrayType(map(array.element(), indices));
    };
  }

  private static FuncType map(FuncType type, IntUnaryOperator indices) {
    return new FuncType(
        type.params().stream().map(each -> map(each, indices)).toList(),
        type.results().stream().map(each -> map(each, indices)).toList());
  }

  private static FieldType map(FieldType field, IntUnaryOperator indices) {
    return switch (field.storage()) {
      case StorageType.Packed _ -> field;
      case ValType type -> new FieldType(map(type, indices), field.mutable());
    };
  }

  private static ValType map(ValType type, IntUnaryOperator indices) {
    return type instanceof RefType ref ? map(ref, indices) : type;
  }

  private static RefType map(RefType type, IntUnaryOperator indices) {
    return type.heap() instanceof HeapType.Concrete concrete
        ? new RefType(type.nullable(), new HeapType.Concrete(indices.applyAsInt(concrete.index())))
        : type;
  }

  /** A type with canonical ids in place of a module's indices. */
  public static ExternType canonical(ExternType type, IntUnaryOperator ids) {
    return switch (type) {
      case ExternType.Func func ->
          new ExternType.Func(ids.applyAsInt(func.typeIndex()), func.exact());
      case TableType table ->
          new TableType(map(table.element(), ids), table.index64(), table.shared(), table.limits());
      case MemoryType memory -> memory;
      case GlobalType global ->
          new GlobalType(map(global.type(), ids), global.mutable(), global.shared());
      case TagType tag -> new TagType(ids.applyAsInt(tag.typeIndex()));
    };
  }

  /** A type with canonical ids in place of a module's indices. */
  public static ValType canonical(ValType type, IntUnaryOperator ids) {
    return map(type, ids);
  }

  /** A group with canonical ids in place of indices, those of its own types included. */
  public static RecGroup canonical(RecGroup group, IntUnaryOperator ids) {
    return map(group, ids);
  }

  @Override
  public List<Integer> group(int id) {
    int start = starts.previousSetBit(id);
    int end = starts.nextSetBit(id + 1);
    return IntStream.range(start, end < 0 ? definitions.size() : end).boxed().toList();
  }

  @Override
  public SubType type(int id) {
    return definitions.get(id).toSubType();
  }

  public Definition definition(int id) {
    return definitions.get(id);
  }

  @Override
  public Optional<FuncType> func(int id) {
    return definition(id).toCompositeType() instanceof FuncType func
        ? Optional.of(func)
        : Optional.empty();
  }

  @Override
  public boolean isSubtype(int id, int of) {
    for (int at = id; at >= 0; at = definition(at).supertype) {
      if (at == of) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isSubtype(ValType type, ValType of) {
    return isSubtypeCode(TypeCode.of(type), TypeCode.of(of));
  }

  public boolean isSubtypeCode(int type, int of) {
    if (type == of || type == TypeCode.BOTTOM) {
      return true;
    }
    return TypeCode.isRef(type)
        && TypeCode.isRef(of)
        && (TypeCode.isNullable(of) || !TypeCode.isNullable(type))
        && isHeapSubtype(TypeCode.heap(type), TypeCode.heap(of));
  }

  boolean isHeapSubtype(int heap, int of) {
    if (heap == of || heap == TypeCode.BOTTOM_HEAP) {
      return true;
    }
    if (TypeCode.isConcrete(of)) {
      if (TypeCode.isConcrete(heap)) {
        return isSubtype(TypeCode.index(heap), TypeCode.index(of));
      }
      return heap
          == (definition(TypeCode.index(of)).isFunc()
                  ? HeapType.Abstract.NOFUNC
                  : HeapType.Abstract.NONE)
              .ordinal();
    }
    if (of == TypeCode.BOTTOM_HEAP) {
      return false;
    }
    int abstractHeap = TypeCode.isConcrete(heap) ? kind(heap).ordinal() : heap;
    return (SUPERTYPES[abstractHeap] >>> of & 1) != 0;
  }

  private HeapType.Abstract kind(int heap) {
    return switch (definition(TypeCode.index(heap)).kind) {
      case FUNC -> HeapType.Abstract.FUNC;
      case STRUCT -> HeapType.Abstract.STRUCT;
      case ARRAY -> HeapType.Abstract.ARRAY;
    };
  }

  /** The heap type above all those that a heap type may be compared with. */
  int top(int heap) {
    HeapType.Abstract found = TypeCode.isConcrete(heap) ? kind(heap) : HeapType.Abstract.at(heap);
    HeapType.Abstract top =
        switch (found) {
          case FUNC, NOFUNC -> HeapType.Abstract.FUNC;
          case EXTERN, NOEXTERN -> HeapType.Abstract.EXTERN;
          case EXN, NOEXN -> HeapType.Abstract.EXN;
          case ANY, EQ, I31, STRUCT, ARRAY, NONE -> HeapType.Abstract.ANY;
        };
    return top.ordinal();
  }

  /** Whether a type may name its supertype as such, by what both define. */
  boolean extendsProperly(Definition type, Definition supertype) {
    return switch (type.kind) {
      case FUNC ->
          supertype.isFunc()
              && matches(supertype.types, type.types)
              && matches(type.results, supertype.results);
      case STRUCT ->
          supertype.isStruct()
              && type.types.length >= supertype.types.length
              && fieldsMatch(type, supertype);
      case ARRAY -> supertype.isArray() && fieldsMatch(type, supertype);
    };
  }

  private boolean matches(int[] types, int[] of) {
    if (types.length != of.length) {
      return false;
    }
    for (int i = 0; i < of.length; i++) {
      if (!isSubtypeCode(types[i], of[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean fieldsMatch(Definition type, Definition supertype) {
    for (int i = 0; i < supertype.types.length; i++) {
      int field = type.types[i];
      int above = supertype.types[i];
      if (type.mutable[i] != supertype.mutable[i]
          || (type.mutable[i] ? field != above : !isSubtypeCode(field, above))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<String> mismatch(ExternType given, ExternType wanted) {
    return switch (wanted) {
      case ExternType.Func func when given instanceof ExternType.Func actual ->
          (func.exact()
                  ? actual.typeIndex() == func.typeIndex()
                  : isSubtype(actual.typeIndex(), func.typeIndex()))
              ? Optional.empty()
              : Optional.of(
                  "expected: "
                      + describe(func.typeIndex())
                      + " found: "
                      + describe(actual.typeIndex()));
      case TableType table when given instanceof TableType actual -> mismatch(actual, table);
      case MemoryType memory when given instanceof MemoryType actual -> mismatch(actual, memory);
      case GlobalType global when given instanceof GlobalType actual -> mismatch(actual, global);
      case TagType tag when given instanceof TagType actual ->
          tag.typeIndex() == actual.typeIndex()
              ? Optional.empty()
              : Optional.of(
                  "expected: "
                      + describe(tag.typeIndex())
                      + " found: "
                      + describe(actual.typeIndex()));
      case ExternType _ -> Optional.of("expected " + wanted.kind() + ", found " + given.kind());
    };
  }

  private String describe(int id) {
    return switch (type(id).composite()) {
      case FuncType func -> "(func type: " + func + ")";
      case StructType _ -> "(struct type)";
      case ArrayType _ -> "(array type)";
    };
  }

  private static Optional<String> mismatch(TableType given, TableType wanted) {
    if (!given.element().equals(wanted.element())) {
      return Optional.of(
          "expected table element type " + wanted.element() + ", found " + given.element());
    }
    if (given.shared() != wanted.shared()) {
      return Optional.of("mismatch in the shared flag for tables");
    }
    if (given.index64() != wanted.index64()) {
      return Optional.of("mismatch in index type used for tables");
    }
    return fits(given.limits(), wanted.limits())
        ? Optional.empty()
        : Optional.of("mismatch in table limits");
  }

  private static Optional<String> mismatch(MemoryType given, MemoryType wanted) {
    if (given.shared() != wanted.shared()) {
      return Optional.of("mismatch in the shared flag for memories");
    }
    if (given.index64() != wanted.index64()) {
      return Optional.of("mismatch in index type used for memories");
    }
    if (pageSize(given.pageSizeLog2()) != pageSize(wanted.pageSizeLog2())) {
      return Optional.of("mismatch in page size for memories");
    }
    return fits(given.limits(), wanted.limits())
        ? Optional.empty()
        : Optional.of("mismatch in memory limits");
  }

  private static int pageSize(OptionalInt log2) {
    return log2.orElse(MemoryType.DEFAULT_PAGE_SIZE_LOG2);
  }

  private static boolean fits(SizeLimits given, SizeLimits wanted) {
    if (Long.compareUnsigned(given.minimum(), wanted.minimum()) < 0) {
      return false;
    }
    OptionalLong maximum = wanted.maximum();
    return maximum.isEmpty()
        || (given.maximum().isPresent()
            && Long.compareUnsigned(given.maximum().getAsLong(), maximum.getAsLong()) <= 0);
  }

  private Optional<String> mismatch(GlobalType given, GlobalType wanted) {
    if (given.mutable() != wanted.mutable()) {
      return Optional.of("global types differ in mutability");
    }
    if (given.shared() != wanted.shared()) {
      return Optional.of("global types differ in shared flag");
    }
    boolean same =
        wanted.mutable()
            ? given.type().equals(wanted.type())
            : isSubtype(given.type(), wanted.type());
    return same
        ? Optional.empty()
        : Optional.of("expected global type " + wanted.type() + ", found " + given.type());
  }
}

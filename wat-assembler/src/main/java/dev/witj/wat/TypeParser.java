package dev.witj.wat;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Core types ("Types" of the core specification's text format). References to type definitions are
 * resolved at once, so the names of all types must be known before.
 */
final class TypeParser {
  private static final Map<String, HeapType.Abstract> HEAP_TYPES = new HashMap<>();
  private static final Map<String, RefType> SHORT_REF_TYPES = new HashMap<>();

  static {
    for (HeapType.Abstract heap : HeapType.Abstract.values()) {
      HEAP_TYPES.put(heap.toString(), heap);
      SHORT_REF_TYPES.put(heap.nullableText(), RefType.nullable(heap));
    }
  }

  private final WatCursor cursor;
  private final ToIntFunction<WatCursor> typeIndex;

  /**
   * A parser at a cursor.
   *
   * @param typeIndex takes the index of a type from the cursor
   */
  TypeParser(WatCursor cursor, ToIntFunction<WatCursor> typeIndex) {
    this.cursor = cursor;
    this.typeIndex = typeIndex;
  }

  /** A parameter's, local's or field's name: its position, identifier and annotation. */
  record Named(int position, @Nullable Identifier id, @Nullable String annotation) {}

  /** An inline signature; {@code given} tells whether any parameter or result was written. */
  record Signature(FuncType type, List<Named> names, boolean given) {
    static final Signature EMPTY =
        new Signature(new FuncType(List.of(), List.of()), List.of(), false);
  }

  /** A type definition and the names of its fields, if it is a struct. */
  record Definition(SubType type, List<Named> fieldNames) {}

  // Values.

  /** Whether a value type begins here. */
  boolean isValType() {
    return cursor.isForm("ref") || shortValType(cursor.keywordOrEmpty()) != null;
  }

  ValType expectValType() {
    ValType found = shortValType(cursor.keywordOrEmpty());
    if (found != null) {
      cursor.advance();
      return found;
    }
    if (cursor.isForm("ref")) {
      return expectRefType();
    }
    throw cursor.expected("a valtype");
  }

  private static @Nullable ValType shortValType(String keyword) {
    return switch (keyword) {
      case "" -> null;
      case "i32" -> NumType.I32;
      case "i64" -> NumType.I64;
      case "f32" -> NumType.F32;
      case "f64" -> NumType.F64;
      case "v128" -> NumType.V128;
      default -> SHORT_REF_TYPES.get(keyword);
    };
  }

  /** Whether a reference type begins here. */
  boolean isRefType() {
    return cursor.isForm("ref") || SHORT_REF_TYPES.containsKey(cursor.keywordOrEmpty());
  }

  RefType expectRefType() {
    RefType known = SHORT_REF_TYPES.get(cursor.keywordOrEmpty());
    if (known != null) {
      cursor.advance();
      return known;
    }
    if (!cursor.takeForm("ref")) {
      throw cursor.expected("a reftype");
    }
    boolean nullable = cursor.takeKeyword("null");
    HeapType heap = expectHeapType();
    cursor.expectRight();
    return new RefType(nullable, heap);
  }

  HeapType expectHeapType() {
    HeapType known = HEAP_TYPES.get(cursor.keywordOrEmpty());
    if (known != null) {
      cursor.advance();
      return known;
    }
    if (!cursor.isIndex()) {
      throw cursor.expected("a heap type");
    }
    return new HeapType.Concrete(typeIndex.applyAsInt(cursor));
  }

  private StorageType expectStorageType() {
    if (cursor.takeKeyword("i8")) {
      return StorageType.Packed.I8;
    }
    if (cursor.takeKeyword("i16")) {
      return StorageType.Packed.I16;
    }
    return expectValType();
  }

  private FieldType expectFieldType() {
    if (cursor.takeForm("mut")) {
      StorageType type = expectStorageType();
      cursor.expectRight();
      return new FieldType(type, true);
    }
    return new FieldType(expectStorageType(), false);
  }

  // Signatures and definitions.

  /** {@code (param …)* (result …)*}; parameters may have names. */
  Signature takeSignature() {
    if (!cursor.isForm("param") && !cursor.isForm("result")) {
      return Signature.EMPTY;
    }
    List<ValType> params = new ArrayList<>();
    List<Named> names = new ArrayList<>();
    List<ValType> results = new ArrayList<>();
    while (cursor.takeForm("param")) {
      typesOrOneNamed(params, names);
    }
    while (cursor.takeForm("result")) {
      while (!cursor.isRight()) {
        results.add(expectValType());
      }
      cursor.expectRight();
    }
    return new Signature(new FuncType(params, results), names, true);
  }

  /** The rest of {@code (param …} or {@code (local …}: one type with a name, or any number. */
  void typesOrOneNamed(List<ValType> types, List<Named> names) {
    Identifier id = cursor.takeId();
    String annotation = cursor.takeNameAnnotation();
    if (id != null || annotation != null) {
      names.add(new Named(types.size(), id, annotation));
      types.add(expectValType());
    } else {
      while (!cursor.isRight()) {
        types.add(expectValType());
      }
    }
    cursor.expectRight();
  }

  /** {@code (sub …)} or one of the forms it may wrap. */
  Definition expectDefinition() {
    if (!cursor.takeForm("sub")) {
      List<Named> names = new ArrayList<>();
      return new Definition(SubType.of(expectComposite(names)), names);
    }
    boolean isFinal = cursor.takeKeyword("final");
    List<Integer> supertypes = new ArrayList<>();
    while (cursor.isIndex()) {
      supertypes.add(typeIndex.applyAsInt(cursor));
    }
    List<Named> names = new ArrayList<>();
    CompositeType composite = expectComposite(names);
    cursor.expectRight();
    return new Definition(new SubType(isFinal, supertypes, composite), names);
  }

  private CompositeType expectComposite(List<Named> fieldNames) {
    CompositeType type;
    if (cursor.takeForm("func")) {
      type = takeSignature().type();
    } else if (cursor.takeForm("struct")) {
      type = new StructType(takeFields(fieldNames));
    } else if (cursor.takeForm("array")) {
      type = new ArrayType(expectFieldType());
    } else {
      throw unknownComposite();
    }
    cursor.expectRight();
    return type;
  }

  private RuntimeException unknownComposite() {
    String form = cursor.formOrEmpty();
    return switch (form) {
      case "cont", "shared", "descriptor", "describes" ->
          cursor.fail(WatCode.UNSUPPORTED_TYPE, form);
      default -> cursor.expected("`(func`, `(struct` or `(array`");
    };
  }

  private List<FieldType> takeFields(List<Named> names) {
    List<FieldType> fields = new ArrayList<>();
    while (!cursor.isRight()) {
      cursor.expectForm("field");
      Identifier id = cursor.takeId();
      if (id != null) {
        names.add(new Named(fields.size(), id, null));
        fields.add(expectFieldType());
      } else {
        while (!cursor.isRight()) {
          fields.add(expectFieldType());
        }
      }
      cursor.expectRight();
    }
    return fields;
  }

  // Tables, memories, globals.

  GlobalType expectGlobalType() {
    if (!cursor.takeLeftOf("mut") && !cursor.takeLeftOf("shared")) {
      return new GlobalType(expectValType(), false);
    }
    boolean shared = cursor.takeKeyword("shared");
    boolean mutable = cursor.takeKeyword("mut");
    ValType type = expectValType();
    cursor.expectRight();
    return new GlobalType(type, mutable, shared);
  }

  /** {@code i64} or {@code i32}, if it is there: whether indices are 64-bit. */
  boolean takeIndex64() {
    if (cursor.takeKeyword("i64")) {
      return true;
    }
    cursor.takeKeyword("i32");
    return false;
  }

  SizeLimits expectLimits(boolean index64) {
    long minimum = expectSize(index64);
    return cursor.isInteger()
        ? SizeLimits.between(minimum, expectSize(index64))
        : SizeLimits.atLeast(minimum);
  }

  private long expectSize(boolean index64) {
    return index64 ? cursor.expectU64() : Integer.toUnsignedLong(cursor.expectU32());
  }

  TableType expectTableType() {
    boolean shared = cursor.takeKeyword("shared");
    boolean index64 = takeIndex64();
    SizeLimits limits = expectLimits(index64);
    return new TableType(expectRefType(), index64, shared, limits);
  }

  MemoryType expectMemoryType() {
    boolean index64 = takeIndex64();
    SizeLimits limits = expectLimits(index64);
    boolean shared = cursor.takeKeyword("shared");
    return new MemoryType(index64, shared, takePageSize(), limits);
  }

  /** {@code (pagesize n)}, if it is there: the logarithm of n. */
  OptionalInt takePageSize() {
    if (!cursor.takeForm("pagesize")) {
      return OptionalInt.empty();
    }
    int position = cursor.position();
    int size = cursor.expectU32();
    if (Integer.bitCount(size) != 1) {
      throw WatCursor.failAt(cursor.spanFrom(position), WatCode.BAD_PAGE_SIZE);
    }
    cursor.expectRight();
    return OptionalInt.of(Integer.numberOfTrailingZeros(size));
  }
}

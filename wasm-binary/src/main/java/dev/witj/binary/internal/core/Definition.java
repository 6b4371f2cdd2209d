package dev.witj.binary.internal.core;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.ValType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A type in the form in which the validator uses it, and the only one that is kept. */
public final class Definition {
  private static final int[] NO_TYPES = {};
  private static final boolean[] NO_FLAGS = {};

  enum Kind {
    FUNC("func"),
    STRUCT("struct"),
    ARRAY("array");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  final Kind kind;

  /** Whether nothing may extend it. */
  final boolean isFinal;

  /** The canonical id of the supertype, or -1. */
  final int supertype;

  /** Parameters of a function, or what the fields hold, as type codes. */
  public final int[] types;

  /** Results of a function. */
  public final int[] results;

  /** Whether fields can be changed. */
  final boolean[] mutable;

  /** How many supertypes there are, one above the other. */
  final int depth;

  Definition(SubType type, List<Definition> known) {
    isFinal = type.isFinal();
    supertype = type.supertypes().isEmpty() ? -1 : type.supertypes().getFirst();
    depth = supertype < 0 ? 0 : known.get(supertype).depth + 1;
    switch (type.composite()) {
      case FuncType func -> {
        kind = Kind.FUNC;
        types = codes(func.params());
        results = codes(func.results());
        mutable = NO_FLAGS;
      }
      case StructType struct -> {
        kind = Kind.STRUCT;
        types = fieldCodes(struct.fields());
        results = NO_TYPES;
        mutable = mutability(struct.fields());
      }
      case ArrayType array -> {
        kind = Kind.ARRAY;
        types = fieldCodes(List.of(array.element()));
        results = NO_TYPES;
        mutable = mutability(List.of(array.element()));
      }
    }
  }

  public boolean isFunc() {
    return kind == Kind.FUNC;
  }

  boolean isStruct() {
    return kind == Kind.STRUCT;
  }

  boolean isArray() {
    return kind == Kind.ARRAY;
  }

  SubType toSubType() {
    return new SubType(isFinal, supertype < 0 ? List.of() : List.of(supertype), toCompositeType());
  }

  CompositeType toCompositeType() {
    return switch (kind) {
      case FUNC -> new FuncType(valTypes(types), valTypes(results));
      case STRUCT ->
          new StructType(IntStream.range(0, types.length).mapToObj(this::field).toList());
      case ARRAY -> new ArrayType(field(0));
    };
  }

  private FieldType field(int index) {
    StorageType storage =
        switch (types[index]) {
          case TypeCode.PACKED_I8 -> StorageType.Packed.I8;
          case TypeCode.PACKED_I16 -> StorageType.Packed.I16;
          default -> TypeCode.valType(types[index]);
        };
    return new FieldType(storage, mutable[index]);
  }

  /** The text form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(").append(kind.text);
    if (kind == Kind.FUNC) {
      append(" (param", types, text);
      append(" (result", results, text);
    }
    for (int i = 0; i < mutable.length; i++) {
      text.append(kind == Kind.STRUCT ? " (field " : " ");
      text.append(mutable[i] ? "(mut " + TypeCode.name(types[i]) + ")" : TypeCode.name(types[i]));
      text.append(kind == Kind.STRUCT ? ")" : "");
    }
    return text.append(')').toString();
  }

  private static void append(String what, int[] codes, StringBuilder text) {
    if (codes.length > 0) {
      text.append(what);
      for (int code : codes) {
        text.append(' ').append(TypeCode.name(code));
      }
      text.append(')');
    }
  }

  private static List<ValType> valTypes(int[] codes) {
    return Arrays.stream(codes).mapToObj(TypeCode::valType).toList();
  }

  private static int[] codes(List<ValType> types) {
    return types.isEmpty() ? NO_TYPES : types.stream().mapToInt(TypeCode::of).toArray();
  }

  private static int[] fieldCodes(List<FieldType> fields) {
    return fields.stream()
        .mapToInt(
            field ->
                switch (field.storage()) {
                  case ValType type -> TypeCode.of(type);
                  case StorageType.Packed packed ->
                      packed == StorageType.Packed.I8 ? TypeCode.PACKED_I8 : TypeCode.PACKED_I16;
                })
        .toArray();
  }

  private static boolean[] mutability(List<FieldType> fields) {
    boolean[] mutable = new boolean[fields.size()];
    for (int i = 0; i < mutable.length; i++) {
      mutable[i] = fields.get(i).mutable();
    }
    return mutable;
  }
}

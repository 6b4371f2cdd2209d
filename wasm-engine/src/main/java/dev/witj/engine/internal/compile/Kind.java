package dev.witj.engine.internal.compile;

import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.ValType;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;

/**
 * Value types as the JVM tells them apart, each a character, so that types of several values are
 * strings: I, J, F, D as in descriptors, A for a reference, V for a vector, which is two longs.
 */
final class Kind {
  static final char INT = 'I';
  static final char LONG = 'J';
  static final char FLOAT = 'F';
  static final char DOUBLE = 'D';
  static final char REF = 'A';
  static final char VECTOR = 'V';

  private Kind() {}

  static char of(ValType type) {
    return switch (type) {
      case RefType _ -> REF;
      case NumType number ->
          switch (number) {
            case I32 -> INT;
            case I64 -> LONG;
            case F32 -> FLOAT;
            case F64 -> DOUBLE;
            case V128 -> VECTOR;
          };
    };
  }

  static String of(List<ValType> types) {
    StringBuilder kinds = new StringBuilder(types.size());
    types.forEach(type -> kinds.append(of(type)));
    return kinds.toString();
  }

  /** What something is on the stack that is stored so. */
  static char of(StorageType storage) {
    return storage instanceof ValType type ? of(type) : INT;
  }

  static String ofFields(List<FieldType> fields) {
    StringBuilder kinds = new StringBuilder(fields.size());
    fields.forEach(field -> kinds.append(of(field.storage())));
    return kinds.toString();
  }

  /** How many slots of a JVM frame it takes. */
  static int width(char kind) {
    return switch (kind) {
      case LONG, DOUBLE -> 2;
      case VECTOR -> 4;
      default -> 1;
    };
  }

  static int width(String kinds) {
    int width = 0;
    for (int i = 0; i < kinds.length(); i++) {
      width += width(kinds.charAt(i));
    }
    return width;
  }

  /** How many positions it takes among arguments and results that are passed in arrays. */
  static int positions(char kind) {
    return kind == VECTOR ? 2 : 1;
  }

  static int positions(String kinds) {
    int positions = 0;
    for (int i = 0; i < kinds.length(); i++) {
      positions += positions(kinds.charAt(i));
    }
    return positions;
  }

  /** Its type in a descriptor; that of one half for a vector. */
  static ClassDesc desc(char kind) {
    return switch (kind) {
      case INT -> ConstantDescs.CD_int;
      case LONG, VECTOR -> ConstantDescs.CD_long;
      case FLOAT -> ConstantDescs.CD_float;
      case DOUBLE -> ConstantDescs.CD_double;
      default -> ConstantDescs.CD_Object;
    };
  }
}

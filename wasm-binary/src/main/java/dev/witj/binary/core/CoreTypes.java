package dev.witj.binary.core;

import dev.witj.binary.internal.core.CanonicalTypes;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Canonical core types. Types are equal if their groups are, whatever module they stand in; so
 * every group is kept once, and a type is known by the number it has here, its canonical id. Types
 * handed in and out speak of one another by these ids in place of a module's type indices.
 *
 * <p>One registry serves all modules whose types are to be compared, such as those of a component.
 * It only grows. While nobody adds types, any number of threads may read it.
 */
public interface CoreTypes {
  /** A registry with nothing in it. */
  static CoreTypes create() {
    return new CanonicalTypes();
  }

  /** How many types there are. */
  int size();

  /**
   * Adds a group if no equal one is there. Nothing is checked here.
   *
   * @param group the group, whose types speak of one another by indices from {@code base} on
   * @param base the index of its first type
   * @param ids the canonical id of each lower index
   * @return the canonical id of its first type; the others follow it
   */
  int add(RecGroup group, int base, IntUnaryOperator ids);

  /** The canonical id of a function type that stands alone. */
  int add(FuncType type);

  /** The canonical ids of the types that are defined in one group with a type. */
  List<Integer> group(int id);

  /** The type with a canonical id. */
  SubType type(int id);

  /** The function type with a canonical id, if it is one. */
  Optional<FuncType> func(int id);

  /** Whether a type is another or comes below it, both by canonical id. */
  boolean isSubtype(int id, int of);

  /** Whether a value of one type can stand where another is wanted. */
  boolean isSubtype(ValType type, ValType of);

  /**
   * Why something of one type cannot be given where an import wants another; both with canonical
   * ids.
   *
   * @return nothing if it can
   */
  Optional<String> mismatch(ExternType given, ExternType wanted);

  /** A type with canonical ids in place of a module's indices. */
  static ExternType canonical(ExternType type, IntUnaryOperator ids) {
    return CanonicalTypes.canonical(type, ids);
  }

  /** A type with canonical ids in place of a module's indices. */
  static ValType canonical(ValType type, IntUnaryOperator ids) {
    return CanonicalTypes.canonical(type, ids);
  }

  /** A group with canonical ids in place of indices, those of its own types included. */
  static RecGroup canonical(RecGroup group, IntUnaryOperator ids) {
    return CanonicalTypes.canonical(group, ids);
  }
}

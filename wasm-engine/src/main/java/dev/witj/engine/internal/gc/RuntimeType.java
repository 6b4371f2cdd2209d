package dev.witj.engine.internal.gc;

import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.ValType;
import dev.witj.engine.ObjectHeap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A canonical type while the program runs. There is one object for each in an engine. */
public final class RuntimeType {
  private final int id;
  private final CompositeType composite;

  /**
   * Its supertypes, the topmost first, itself last. So a type is below another of depth {@code d}
   * exactly if that is at {@code d} in here.
   */
  private final RuntimeType[] above;

  /** How many bytes an object takes without what it refers to, about. */
  static final int BYTES = 24;

  /** How many bytes an array of Java's takes without its elements. */
  static final int ARRAY_BYTES = 16;

  private final int bytes;
  private final int numberSlots;
  private final int referenceSlots;
  private final boolean isNumeric;

  /**
   * A type.
   *
   * @param id its canonical id
   * @param composite what it is, with canonical ids in place of indices
   * @param supertype what it is directly below
   */
  public RuntimeType(int id, CompositeType composite, @Nullable RuntimeType supertype) {
    this.id = id;
    this.composite = composite;
    int depth = supertype == null ? 0 : supertype.above.length;
    this.above = new RuntimeType[depth + 1];
    if (supertype != null) {
      System.arraycopy(supertype.above, 0, above, 0, depth);
    }
    above[depth] = this;
    int numbers = 0;
    int references = 0;
    if (composite instanceof StructType(var fields)) {
      for (FieldType field : fields) {
        numbers += Struct.numberSlots(field);
        references += Struct.referenceSlots(field);
      }
    }
    this.bytes =
        BYTES
            + (numbers == 0 ? 0 : ARRAY_BYTES + Long.BYTES * numbers)
            + (references == 0 ? 0 : ARRAY_BYTES + ObjectHeap.REFERENCE_BYTES * references);
    this.numberSlots = numbers;
    this.referenceSlots = references;
    this.isNumeric =
        composite instanceof FuncType func
            && areNumbers(func.params())
            && areNumbers(func.results());
  }

  private static boolean areNumbers(List<ValType> types) {
    return types.stream().allMatch(NumType.class::isInstance);
  }

  /** Whether it is one of functions that take and give numbers and vectors only. */
  public boolean isNumeric() {
    return isNumeric;
  }

  /** How many bytes a structure takes. */
  int bytes() {
    return bytes;
  }

  /** How many longs the numbers of a structure take. */
  int numberSlots() {
    return numberSlots;
  }

  /** How many references a structure has. */
  int referenceSlots() {
    return referenceSlots;
  }

  /** Its canonical id. */
  public int id() {
    return id;
  }

  /** What it is, with canonical ids in place of indices. */
  public CompositeType composite() {
    return composite;
  }

  /** Whether it is another or comes below it. */
  public boolean isBelow(RuntimeType other) {
    int depth = other.above.length - 1;
    return depth < above.length && above[depth] == other;
  }

  @Override
  public String toString() {
    return "type " + id;
  }
}

package dev.witj.binary.internal.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.TableType;

/** Validates instructions about tables and the segments they are filled from. */
final class TableValidator {
  private final ModuleContext module;
  private final CanonicalTypes types;
  private final ValidationStack stack;

  TableValidator(ModuleContext module, ValidationStack stack) {
    this.module = module;
    this.types = module.types;
    this.stack = stack;
  }

  /** The type of a table, which must be there. */
  TableType type(int index) {
    if (Integer.compareUnsigned(index, module.tables.size()) >= 0) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown table " + Integer.toUnsignedString(index) + ": table index out of bounds");
    }
    return module.tables.get(index);
  }

  /** The code of the type of a segment's elements; the segment must be there. */
  int elementType(int segment) {
    if (!module.elements.has(segment)) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown elem segment "
              + Integer.toUnsignedString(segment)
              + ": segment index out of bounds");
    }
    return module.elements.get(segment);
  }

  void get(int table) {
    TableType type = type(table);
    stack.pop(index(type));
    stack.push(element(type));
  }

  void set(int table) {
    TableType type = type(table);
    stack.pop(element(type));
    stack.pop(index(type));
  }

  void size(int table) {
    stack.push(index(type(table)));
  }

  void grow(int table) {
    TableType type = type(table);
    stack.pop(index(type));
    stack.pop(element(type));
    stack.push(index(type));
  }

  void fill(int table) {
    TableType type = type(table);
    stack.pop(index(type));
    stack.pop(element(type));
    stack.pop(index(type));
  }

  void init(InstructionReader in) {
    TableType type = type(in.secondIndex());
    checkFlow(elementType(in.index()), element(type));
    stack.pop(TypeCode.I32);
    stack.pop(TypeCode.I32);
    stack.pop(index(type));
  }

  void copy(InstructionReader in) {
    TableType to = type(in.index());
    TableType from = type(in.secondIndex());
    checkFlow(element(from), element(to));
    // The length has the smaller of the two types.
    stack.pop(Math.min(index(to), index(from)));
    stack.pop(index(from));
    stack.pop(index(to));
  }

  private static int index(TableType type) {
    return TypeCode.of(type.indexType());
  }

  private static int element(TableType type) {
    return TypeCode.of(type.element());
  }

  private void checkFlow(int from, int to) {
    if (!types.isSubtypeCode(from, to)) {
      throw stack.mismatch("expected " + TypeCode.name(to) + ", found " + TypeCode.name(from));
    }
  }
}

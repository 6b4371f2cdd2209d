package dev.witj.binary.internal.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.Feature;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.TableType;
import java.util.Arrays;

/** Validates instructions that say where to go on: blocks, branches, calls and exceptions. */
final class ControlValidator {
  private final ModuleContext module;
  private final CanonicalTypes types;
  private final ValidationStack stack;
  private final LocalTypes locals;
  private final TableValidator tables;
  private final GcInstructionValidator gc;

  ControlValidator(
      ModuleContext module,
      ValidationStack stack,
      LocalTypes locals,
      TableValidator tables,
      GcInstructionValidator gc) {
    this.module = module;
    this.types = module.types;
    this.stack = stack;
    this.locals = locals;
    this.tables = tables;
    this.gc = gc;
  }

  /** Validates one of these; all others are left to what knows of references. */
  void validate(Opcode opcode, InstructionReader in) {
    switch (opcode) {
      case BLOCK, LOOP, TRY -> open(opcode, in);
      case IF -> {
        stack.pop(TypeCode.I32);
        open(opcode, in);
      }
      case ELSE -> {
        if (stack.innermost() != Opcode.IF) {
          throw stack.fail(BinaryCode.INVALID, "else found outside of an `if` block");
        }
        stack.close();
        locals.forget(stack.closedLocals());
        stack.open(Opcode.ELSE, stack.closedParams(), stack.closedResults(), locals.given());
      }
      case END -> end();
      case BR -> {
        stack.popAll(stack.labelTypes(in.index()));
        stack.markUnreachable();
      }
      case BR_IF -> {
        stack.pop(TypeCode.I32);
        int[] label = stack.labelTypes(in.index());
        stack.popAndPush(label, label.length);
      }
      case BR_TABLE -> branchTable(in);
      case UNREACHABLE -> stack.markUnreachable();
      case RETURN -> {
        stack.popAll(stack.returnTypes());
        stack.markUnreachable();
      }
      case CALL -> call(types.definition(module.functions.get(function(in.index()))));
      case CALL_INDIRECT -> call(indirect(in));
      case CALL_REF -> call(reference(in.index()));
      case RETURN_CALL -> tailCall(types.definition(module.functions.get(function(in.index()))));
      case RETURN_CALL_INDIRECT -> tailCall(indirect(in));
      case RETURN_CALL_REF -> tailCall(reference(in.index()));
      case TRY_TABLE -> tryTable(in);
      case CATCH, CATCH_ALL -> {
        if (stack.innermost() != Opcode.TRY && stack.innermost() != Opcode.CATCH) {
          throw stack.fail(BinaryCode.INVALID, opcode + " found outside of an `try` block");
        }
        stack.close();
        locals.forget(stack.closedLocals());
        int[] caught = opcode == Opcode.CATCH ? tag(in.index()).types : ValidationStack.noTypes();
        stack.open(opcode, caught, stack.closedResults(), locals.given());
      }
      case DELEGATE -> {
        if (stack.innermost() != Opcode.TRY) {
          throw stack.fail(BinaryCode.INVALID, "delegate found outside of an `try` block");
        }
        closeBlock();
        // The label counts from outside of the block.
        stack.kind(in.index());
      }
      case THROW -> {
        stack.popAll(tag(in.index()).types);
        stack.markUnreachable();
      }
      case THROW_REF -> {
        stack.pop(TypeCode.of(RefType.EXNREF));
        stack.markUnreachable();
      }
      case RETHROW -> {
        Opcode kind = stack.kind(in.index());
        if (kind != Opcode.CATCH && kind != Opcode.CATCH_ALL) {
          throw stack.fail(
              BinaryCode.INVALID, "invalid rethrow label: target was not a `catch` block");
        }
        stack.markUnreachable();
      }
      default -> gc.validate(opcode, in);
    }
  }

  // Blocks and branches.

  private void end() {
    if (stack.innermost() == Opcode.IF) {
      // A missing `else` passes its parameters on.
      stack.close();
      locals.forget(stack.closedLocals());
      stack.open(Opcode.ELSE, stack.closedParams(), stack.closedResults(), locals.given());
    }
    closeBlock();
  }

  private void closeBlock() {
    stack.close();
    locals.forget(stack.closedLocals());
    if (stack.depth() > 0) {
      stack.pushAll(stack.closedResults());
    }
  }

  private void open(Opcode opcode, InstructionReader in) {
    int[] params = ValidationStack.noTypes();
    int[] results = ValidationStack.noTypes();
    int code = in.typeCode();
    if (code == InstructionReader.BLOCK_INDEX) {
      Definition type = functionType(in.index());
      if (!module.features.has(Feature.MULTI_VALUE)) {
        throw stack.fail(
            BinaryCode.FEATURE_DISABLED,
            "blocks, loops, and ifs may only produce a resulttype when multi-value is not"
                + " enabled");
      }
      params = type.types;
      results = type.results;
    } else if (code != InstructionReader.BLOCK_EMPTY) {
      results = ValidationStack.single(gc.valueType(code, in));
    }
    stack.popAll(params);
    stack.open(opcode, params, results, locals.given());
  }

  private Definition functionType(int index) {
    Definition type = gc.type(index);
    if (!type.isFunc()) {
      throw stack.fail(
          BinaryCode.TYPE_MISMATCH, "expected func type at index " + index + ", found " + type);
    }
    return type;
  }

  private Definition tag(int index) {
    if (!module.tags.has(index)) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown tag " + Integer.toUnsignedString(index) + ": tag index out of bounds");
    }
    return types.definition(module.tags.get(index));
  }

  private void branchTable(InstructionReader in) {
    stack.pop(TypeCode.I32);
    int[] otherwise = stack.labelTypes(in.index());
    int[] last = otherwise;
    for (int i = 0; i < in.count(); i++) {
      int[] label = stack.labelTypes(in.label(i));
      if (Arrays.equals(label, last)) {
        continue;
      }
      if (label.length != otherwise.length) {
        throw stack.mismatch("br_table target labels have different number of types");
      }
      stack.peekAll(label);
      last = label;
    }
    stack.popAll(otherwise);
    stack.markUnreachable();
  }

  private void tryTable(InstructionReader in) {
    int exception = TypeCode.ref(false, HeapType.Abstract.EXN.ordinal());
    for (int i = 0; i < in.count(); i++) {
      int kind = in.listItem(3 * i);
      int[] caught = kind < 2 ? tag(in.listItem(3 * i + 1)).types : ValidationStack.noTypes();
      int[] label = stack.labelTypes(in.listItem(3 * i + 2));
      boolean withRef = (kind & 1) != 0;
      int given = caught.length + (withRef ? 1 : 0);
      if (label.length != given) {
        throw stack.mismatch(
            "catch gives " + given + " values, but its label takes " + label.length);
      }
      for (int j = 0; j < given; j++) {
        int type = j < caught.length ? caught[j] : exception;
        if (!types.isSubtypeCode(type, label[j])) {
          throw stack.mismatch(
              "catch gives "
                  + TypeCode.name(type)
                  + ", but its label takes "
                  + TypeCode.name(label[j]));
        }
      }
    }
    open(Opcode.TRY_TABLE, in);
  }

  // Calls.

  /** The index of a function, which must be there. */
  int function(int index) {
    if (!module.functions.has(index)) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown function " + Integer.toUnsignedString(index) + ": function index out of bounds");
    }
    return index;
  }

  private void call(Definition type) {
    stack.popAll(type.types);
    stack.pushAll(type.results);
  }

  private void tailCall(Definition type) {
    int[] results = stack.returnTypes();
    boolean fits = type.results.length == results.length;
    for (int i = 0; fits && i < results.length; i++) {
      fits = types.isSubtypeCode(type.results[i], results[i]);
    }
    if (!fits) {
      throw stack.mismatch(
          "current function requires result type "
              + names(results)
              + " but callee returns "
              + names(type.results));
    }
    stack.popAll(type.types);
    stack.markUnreachable();
  }

  private static String names(int[] codes) {
    StringBuilder names = new StringBuilder("[");
    for (int code : codes) {
      names.append(names.length() > 1 ? " " : "").append(TypeCode.name(code));
    }
    return names.append(']').toString();
  }

  private Definition indirect(InstructionReader in) {
    if (in.lastIndexSize() != 1 && !module.features.has(Feature.CALL_INDIRECT_OVERLONG)) {
      throw stack.fail(BinaryCode.MALFORMED, "zero byte expected");
    }
    TableType table = tables.type(in.secondIndex());
    if (!types.isSubtype(table.element(), RefType.FUNCREF)) {
      throw stack.fail(
          BinaryCode.TYPE_MISMATCH,
          "type mismatch: indirect calls must go through a table with type <= funcref");
    }
    stack.pop(TypeCode.of(table.indexType()));
    return functionType(in.index());
  }

  private Definition reference(int index) {
    Definition type = functionType(index);
    stack.pop(TypeCode.ref(true, TypeCode.concrete(module.typeSpace.id(index))));
    return type;
  }
}

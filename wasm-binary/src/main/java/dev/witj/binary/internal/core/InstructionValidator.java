package dev.witj.binary.internal.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.binary.Limits;
import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import dev.witj.diagnostics.DiagnosticException;
import org.jspecify.annotations.Nullable;

/**
 * Validates function bodies and constant expressions, one after another. Instructions with a fixed
 * signature are checked by the opcode table; the others have a case each. No object is made for an
 * instruction. Not thread-safe; one for each thread.
 */
public final class InstructionValidator {
  /** Stands in a signature for the address type of a memory. */
  private static final byte ADDRESS = -1;

  private static final byte[] @Nullable [] OPERANDS;
  private static final byte[][] RESULTS;

  static {
    Opcode[] opcodes = Opcode.values();
    OPERANDS = new byte[opcodes.length][];
    RESULTS = new byte[opcodes.length][];
    for (Opcode opcode : opcodes) {
      String signature = opcode.signatureOrNull();
      if (signature != null) {
        int colon = signature.indexOf(':');
        OPERANDS[opcode.ordinal()] = codes(signature, 0, colon);
        RESULTS[opcode.ordinal()] = codes(signature, colon + 1, signature.length());
      }
    }
  }

  private static byte[] codes(String signature, int from, int to) {
    byte[] codes = new byte[to - from];
    for (int i = from; i < to; i++) {
      char letter = signature.charAt(i);
      codes[i - from] = letter == 'a' ? ADDRESS : (byte) ("ilfdv".indexOf(letter) + 1);
    }
    return codes;
  }

  static boolean isEnabled(Opcode opcode, Features features) {
    return opcode.isIn(features) && (features.has(Feature.FLOATS) || !hasFloats(opcode));
  }

  private static boolean hasFloats(Opcode opcode) {
    String signature = opcode.signatureOrNull();
    return signature != null && (signature.indexOf('f') >= 0 || signature.indexOf('d') >= 0);
  }

  private final ModuleContext module;
  private final CanonicalTypes types;
  private final ValidationStack stack;
  private final GcInstructionValidator gc;
  private final TableValidator tables;
  private final ControlValidator control;

  private final LocalTypes locals = new LocalTypes();

  /** While a constant expression is validated: how many globals it may read. */
  private int visibleGlobals = -1;

  public InstructionValidator(ModuleContext module) {
    this.module = module;
    this.types = module.types;
    this.stack = new ValidationStack(types);
    this.gc = new GcInstructionValidator(module, stack);
    this.tables = new TableValidator(module, stack);
    this.control = new ControlValidator(module, stack, locals, tables, gc);
  }

  /** Validates the body of a function of a canonical type. */
  void body(ByteSlice body, int functionType) {
    run(begin(body, functionType));
  }

  /** Begins with the body of a function; what is given reads its instructions for {@link #step}. */
  public InstructionReader begin(ByteSlice body, int functionType) {
    Definition type = types.definition(functionType);
    stack.reset(body);
    visibleGlobals = -1;
    locals.reset(type.types);
    ByteCursor in = body.cursor();
    declareLocals(in);
    stack.open(Opcode.BLOCK, ValidationStack.noTypes(), type.results, 0);
    return new InstructionReader(in);
  }

  /**
   * Validates a constant expression.
   *
   * @param expected the code of the type it must have
   * @param globals how many globals it may read
   */
  public void constant(ByteSlice code, int expected, int globals) {
    stack.reset(code);
    visibleGlobals = globals;
    locals.reset(ValidationStack.noTypes());
    stack.open(Opcode.BLOCK, ValidationStack.noTypes(), ValidationStack.single(expected), 0);
    run(new InstructionReader(code));
  }

  private void declareLocals(ByteCursor in) {
    int groups = in.readU32();
    for (int i = 0; i != groups; i++) {
      int at = in.position();
      int count = in.readU32();
      if (Integer.compareUnsigned(count, Limits.MAX_LOCALS - locals.count()) > 0) {
        throw in.failAt(at, BinaryCode.LIMIT_EXCEEDED, "too many locals: locals exceed maximum");
      }
      int typeAt = in.position();
      locals.add(count, module.typeSpace.checkCode(TypeReader.valTypeCode(in), in, typeAt));
    }
  }

  private void run(InstructionReader in) {
    while (in.next()) {
      step(in);
    }
    checkClosed(in);
  }

  /** The operands that are left by what was validated last. */
  public ValidationStack operands() {
    return stack;
  }

  /** Validates the instruction that a reader stands at. */
  public void step(InstructionReader in) {
    Opcode opcode = in.opcode();
    int ordinal = opcode.ordinal();
    stack.at(in.offset());
    if (stack.depth() == 0) {
      throw stack.fail(
          BinaryCode.INVALID, "operators remaining after end of function body or expression");
    }
    if (!module.enabled[ordinal]) {
      throw disabled(opcode);
    }
    if (visibleGlobals >= 0) {
      checkConstant(in);
    }
    byte[] operands = OPERANDS[ordinal];
    if (operands == null) {
      special(opcode, in);
    } else {
      fixed(opcode, operands, RESULTS[ordinal], in);
    }
  }

  private void checkClosed(InstructionReader in) {
    if (stack.depth() > 0) {
      stack.at(in.end());
      throw stack.fail(
          BinaryCode.UNEXPECTED_END,
          "control frames remain at end of function body or expression: END opcode expected");
    }
  }

  private DiagnosticException disabled(Opcode opcode) {
    Feature feature = opcode.featureOrNull();
    if (feature == null || module.features.has(feature)) {
      return stack.fail(BinaryCode.FEATURE_DISABLED, "floating-point instruction disallowed");
    }
    DiagnosticException failure =
        stack.fail(BinaryCode.FEATURE_DISABLED, feature.description() + " support is not enabled");
    return failure.diagnostics().getFirst().help(feature.help()).toException();
  }

  private void fixed(Opcode opcode, byte[] operands, byte[] results, InstructionReader in) {
    int address = TypeCode.I32;
    switch (opcode.immediate()) {
      case MEMARG -> address = access(opcode, in);
      case MEMARG_LANE, LANE, SHUFFLE -> {
        if (opcode.immediate() == Immediate.MEMARG_LANE) {
          address = access(opcode, in);
        }
        lanes(opcode, in);
      }
      case MEMORY, DATA_MEMORY, DATA, ELEM -> address = segments(opcode, in);
      default -> {}
    }
    for (int i = operands.length - 1; i >= 0; i--) {
      int code = operands[i];
      stack.pop(code == ADDRESS ? address : code);
    }
    for (byte code : results) {
      stack.push(code == ADDRESS ? address : code);
    }
  }

  /** Checks alignment, memory and offset, and gives the address type. */
  private int access(Opcode opcode, InstructionReader in) {
    if (in.align() != opcode.alignment()) {
      if (in.align() > opcode.alignment()) {
        throw stack.fail(
            BinaryCode.INVALID,
            "malformed memop alignment: alignment must not be larger than natural");
      }
      if (opcode.isAtomic()) {
        throw stack.fail(
            BinaryCode.INVALID, "atomic instructions must always specify maximum alignment");
      }
    }
    int address = address(in.index());
    if (address == TypeCode.I32 && in.int64() >>> 32 != 0) {
      throw stack.fail(BinaryCode.INVALID, "offset out of range: must be <= 2**32");
    }
    return address;
  }

  private int address(int memory) {
    if (Integer.compareUnsigned(memory, module.memories.size()) >= 0) {
      throw unknown("memory", memory);
    }
    return module.memories.get(memory).index64() ? TypeCode.I64 : TypeCode.I32;
  }

  private void lanes(Opcode opcode, InstructionReader in) {
    boolean valid;
    if (opcode.immediate() == Immediate.SHUFFLE) {
      // Each of the sixteen bytes chooses one of 32 lanes.
      valid = ((in.int64() | in.highInt64()) & 0xe0e0e0e0e0e0e0e0L) == 0;
    } else {
      valid = in.lane() < opcode.lanes();
    }
    if (!valid) {
      throw stack.fail(BinaryCode.INVALID, "SIMD index out of bounds: invalid lane index");
    }
  }

  /** Checks the indices of memory and segment instructions, and gives the address type. */
  private int segments(Opcode opcode, InstructionReader in) {
    switch (opcode.immediate()) {
      case DATA -> checkData(in.index());
      case DATA_MEMORY -> {
        int address = address(in.secondIndex());
        checkZeroByte(in);
        checkData(in.index());
        return address;
      }
      case ELEM -> {
        int _ = tables.elementType(in.index());
      }
      case MEMORY -> {
        checkZeroByte(in);
        return address(in.index());
      }
      default -> throw new IllegalStateException(opcode + " is about no memory or segment");
    }
    return TypeCode.I32;
  }

  /** With one memory only, its index is a byte that must be zero. */
  private void checkZeroByte(InstructionReader in) {
    if (in.lastIndexSize() != 1 && !module.features.has(Feature.MULTI_MEMORY)) {
      throw stack.fail(BinaryCode.MALFORMED, "zero byte expected");
    }
  }

  private void checkData(int segment) {
    if (module.dataCount < 0) {
      throw stack.fail(BinaryCode.INVALID, "data count section required");
    }
    if (Integer.compareUnsigned(segment, module.dataCount) >= 0) {
      throw unknown("data segment", segment);
    }
  }

  private DiagnosticException unknown(String what, int index) {
    return stack.fail(
        BinaryCode.UNKNOWN_INDEX, "unknown " + what + " " + Integer.toUnsignedString(index));
  }

  // Constant expressions.

  private void checkConstant(InstructionReader in) {
    boolean allowed =
        switch (in.opcode()) {
          case I32_CONST, I64_CONST, F32_CONST, F64_CONST, V128_CONST, REF_NULL, REF_FUNC, END ->
              true;
          case GLOBAL_GET -> {
            checkConstantGlobal(in.index());
            yield true;
          }
          case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL ->
              module.features.has(Feature.EXTENDED_CONST);
          case STRUCT_NEW,
              STRUCT_NEW_DEFAULT,
              ARRAY_NEW,
              ARRAY_NEW_DEFAULT,
              ARRAY_NEW_FIXED,
              REF_I31,
              EXTERN_CONVERT_ANY,
              ANY_CONVERT_EXTERN ->
              module.features.has(Feature.GC);
          default -> false;
        };
    if (!allowed) {
      throw stack.fail(
          BinaryCode.INVALID,
          "constant expression required: non-constant operator: " + in.opcode());
    }
  }

  private void checkConstantGlobal(int index) {
    if (Integer.compareUnsigned(index, visibleGlobals) >= 0) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown global " + Integer.toUnsignedString(index) + ": global index out of bounds");
    }
    if (index >= module.importedGlobals && !module.features.has(Feature.GC)) {
      throw stack.fail(
          BinaryCode.INVALID, "constant expression required: global.get of locally defined global");
    }
    if (module.globals.get(index).mutable()) {
      throw stack.fail(
          BinaryCode.INVALID, "constant expression required: global.get of mutable global");
    }
  }

  // Everything without a fixed signature.

  private void special(Opcode opcode, InstructionReader in) {
    switch (opcode) {
      case LOCAL_GET -> localGet(in.index());
      case LOCAL_SET -> {
        int type = local(in.index());
        stack.pop(type);
        locals.give(in.index(), type);
      }
      case LOCAL_TEE -> {
        int type = local(in.index());
        stack.pop(type);
        locals.give(in.index(), type);
        stack.push(type);
      }
      case GLOBAL_GET -> stack.push(module.globalTypes.get(global(in.index())));
      case GLOBAL_SET -> globalSet(in.index());
      case DROP -> stack.popAny();
      case SELECT -> select();
      case SELECT_TYPED -> selectTyped(in);
      case TABLE_GET -> tables.get(in.index());
      case TABLE_SET -> tables.set(in.index());
      case TABLE_SIZE -> tables.size(in.index());
      case TABLE_GROW -> tables.grow(in.index());
      case TABLE_FILL -> tables.fill(in.index());
      case TABLE_INIT -> tables.init(in);
      case TABLE_COPY -> tables.copy(in);
      case MEMORY_COPY -> memoryCopy(in);
      case REF_FUNC -> refFunc(in.index());
      default -> control.validate(opcode, in);
    }
  }

  private void refFunc(int index) {
    int function = control.function(index);
    if (visibleGlobals < 0 && !module.declared.get(function)) {
      throw stack.fail(BinaryCode.INVALID, "undeclared reference to function #" + function);
    }
    if (visibleGlobals >= 0) {
      module.declared.set(function);
    }
    stack.push(TypeCode.ref(false, TypeCode.concrete(module.functions.get(function))));
  }

  private void select() {
    stack.pop(TypeCode.I32);
    int first = stack.popAny();
    int second = stack.popAny();
    if (TypeCode.isRef(first) || TypeCode.isRef(second)) {
      throw stack.mismatch("select only takes integral types");
    }
    if (first != second && first != TypeCode.BOTTOM && second != TypeCode.BOTTOM) {
      throw stack.mismatch("select operands have different types");
    }
    stack.push(first == TypeCode.BOTTOM ? second : first);
  }

  private void selectTyped(InstructionReader in) {
    if (in.count() != 1) {
      throw stack.fail(BinaryCode.INVALID, "invalid result arity: select takes one type");
    }
    int type = gc.valueType(in.listItem(0), in);
    stack.pop(TypeCode.I32);
    stack.pop(type);
    stack.pop(type);
    stack.push(type);
  }

  // Variables.

  private int local(int index) {
    if (Integer.compareUnsigned(index, locals.count()) >= 0) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown local " + Integer.toUnsignedString(index) + ": local index out of bounds");
    }
    return locals.type(index);
  }

  private void localGet(int index) {
    int type = local(index);
    if (!locals.hasValue(index, type)) {
      throw stack.fail(BinaryCode.INVALID, "uninitialized local: " + index);
    }
    stack.push(type);
  }

  private int global(int index) {
    if (!module.globalTypes.has(index)) {
      throw stack.fail(
          BinaryCode.UNKNOWN_INDEX,
          "unknown global " + Integer.toUnsignedString(index) + ": global index out of bounds");
    }
    return index;
  }

  private void globalSet(int index) {
    if (!module.globals.get(global(index)).mutable()) {
      throw stack.fail(
          BinaryCode.INVALID, "global is immutable: cannot modify it with `global.set`");
    }
    stack.pop(module.globalTypes.get(index));
  }

  // Memories.

  private void memoryCopy(InstructionReader in) {
    checkZeroByte(in);
    int to = address(in.index());
    int from = address(in.secondIndex());
    // The length has the smaller of the two types.
    stack.pop(Math.min(to, from));
    stack.pop(from);
    stack.pop(to);
  }
}

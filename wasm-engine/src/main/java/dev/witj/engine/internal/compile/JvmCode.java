package dev.witj.engine.internal.compile;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Instructions that go into a method, counted all the same. */
final class JvmCode extends CountingCode {
  private static final Map<Opcode, Instruction> PLAIN = plain();

  private final CodeBuilder code;

  JvmCode(CodeBuilder code) {
    this.code = code;
  }

  private static Map<Opcode, Instruction> plain() {
    Map<Opcode, Instruction> all = new EnumMap<>(Opcode.class);
    for (Opcode opcode : Opcode.values()) {
      switch (opcode.kind()) {
        case OPERATOR -> all.put(opcode, OperatorInstruction.of(opcode));
        case CONVERT -> all.put(opcode, ConvertInstruction.of(opcode));
        case STACK -> all.put(opcode, StackInstruction.of(opcode));
        case ARRAY_LOAD -> all.put(opcode, ArrayLoadInstruction.of(opcode));
        case ARRAY_STORE -> all.put(opcode, ArrayStoreInstruction.of(opcode));
        case RETURN -> all.put(opcode, ReturnInstruction.of(opcode));
        case THROW_EXCEPTION -> all.put(opcode, ThrowInstruction.of());
        case MONITOR -> all.put(opcode, MonitorInstruction.of(opcode));
        case NOP -> all.put(opcode, NopInstruction.of());
        case CONSTANT -> {
          if (opcode.sizeIfFixed() == 1) {
            all.put(opcode, ConstantInstruction.ofIntrinsic(opcode));
          }
        }
        default -> {}
      }
    }
    return all;
  }

  private Label label(Target target) {
    Label known = target.label;
    if (known == null) {
      known = code.newLabel();
      target.label = known;
    }
    return known;
  }

  @Override
  void op(Opcode opcode) {
    super.op(opcode);
    code.with(java.util.Objects.requireNonNull(PLAIN.get(opcode)));
  }

  private static TypeKind typeKind(char kind) {
    return switch (kind) {
      case Kind.INT -> TypeKind.INT;
      case Kind.LONG -> TypeKind.LONG;
      case Kind.FLOAT -> TypeKind.FLOAT;
      case Kind.DOUBLE -> TypeKind.DOUBLE;
      default -> TypeKind.REFERENCE;
    };
  }

  @Override
  void loadOne(char kind, int slot) {
    super.loadOne(kind, slot);
    code.loadLocal(typeKind(kind), slot);
  }

  @Override
  void storeOne(char kind, int slot) {
    super.storeOne(kind, slot);
    code.storeLocal(typeKind(kind), slot);
  }

  @Override
  void increment(int slot, int by) {
    super.increment(slot, by);
    code.iinc(slot, by);
  }

  @Override
  void constant(int value) {
    super.constant(value);
    code.loadConstant(value);
  }

  @Override
  void constant(long value) {
    super.constant(value);
    code.loadConstant(value);
  }

  @Override
  void floatBits(int bits) {
    super.floatBits(bits);
    float value = Float.intBitsToFloat(bits);
    if (Float.isNaN(value)) {
      // The constant pool of the class-file API keeps one NaN only.
      code.loadConstant(bits);
      code.invokestatic(Types.FLOAT, "intBitsToFloat", Types.INT_TO_FLOAT);
    } else {
      code.loadConstant(value);
    }
  }

  @Override
  void doubleBits(long bits) {
    super.doubleBits(bits);
    double value = Double.longBitsToDouble(bits);
    if (Double.isNaN(value)) {
      code.loadConstant(bits);
      code.invokestatic(Types.DOUBLE, "longBitsToDouble", Types.LONG_TO_DOUBLE);
    } else {
      code.loadConstant(value);
    }
  }

  @Override
  void invokeStatic(ClassDesc owner, String name, MethodTypeDesc type) {
    super.invokeStatic(owner, name, type);
    code.invokestatic(owner, name, type);
  }

  @Override
  void invokeVirtual(ClassDesc owner, String name, MethodTypeDesc type) {
    super.invokeVirtual(owner, name, type);
    code.invokevirtual(owner, name, type);
  }

  @Override
  void getField(ClassDesc owner, String name, ClassDesc type) {
    super.getField(owner, name, type);
    code.getfield(owner, name, type);
  }

  @Override
  void getStatic(ClassDesc owner, String name, ClassDesc type) {
    super.getStatic(owner, name, type);
    code.getstatic(owner, name, type);
  }

  @Override
  void putField(ClassDesc owner, String name, ClassDesc type) {
    super.putField(owner, name, type);
    code.putfield(owner, name, type);
  }

  @Override
  void bind(Target target) {
    code.labelBinding(label(target));
  }

  @Override
  void jump(Opcode opcode, Target target) {
    super.jump(opcode, target);
    code.branch(opcode, label(target));
  }

  @Override
  void tableSwitch(int low, List<Target> targets, Target otherwise) {
    super.tableSwitch(low, targets, otherwise);
    List<SwitchCase> cases = new ArrayList<>(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      cases.add(SwitchCase.of(low + i, label(targets.get(i))));
    }
    code.tableswitch(low, low + targets.size() - 1, label(otherwise), cases);
  }

  @Override
  void lookupSwitch(int[] keys, List<Target> targets, Target otherwise) {
    super.lookupSwitch(keys, targets, otherwise);
    List<SwitchCase> cases = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      cases.add(SwitchCase.of(keys[i], label(targets.get(i))));
    }
    code.lookupswitch(label(otherwise), cases);
  }

  @Override
  void string(String value) {
    super.string(value);
    code.loadConstant(value);
  }

  @Override
  void newLongs() {
    super.newLongs();
    code.newarray(TypeKind.LONG);
  }

  @Override
  void newObjects() {
    super.newObjects();
    code.anewarray(ConstantDescs.CD_Object);
  }

  @Override
  void cast(ClassDesc type) {
    super.cast(type);
    code.checkcast(type);
  }

  @Override
  void handler(Target start, Target end, Target handler, ClassDesc type) {
    code.exceptionCatch(label(start), label(end), label(handler), type);
  }

  @Override
  void line(int number) {
    code.lineNumber(number);
  }
}

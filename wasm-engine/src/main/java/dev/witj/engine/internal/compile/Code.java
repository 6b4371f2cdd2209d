package dev.witj.engine.internal.compile;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where instructions of the JVM go: into a method ({@link JvmCode}), or nowhere, to find out how
 * much there would be ({@link CountingCode}).
 */
abstract class Code {
  /** A place to jump to. */
  static final class Target {
    @Nullable Label label;
  }

  /** How many bytes there are so far, about. */
  abstract int size();

  /** Whether no method has room for so many. */
  abstract boolean isTooLarge();

  /** An instruction without operands in the code. */
  abstract void op(Opcode opcode);

  /** Loads a variable of one of the JVM's own kinds. */
  abstract void loadOne(char kind, int slot);

  /** Stores into a variable of one of the JVM's own kinds. */
  abstract void storeOne(char kind, int slot);

  abstract void increment(int slot, int by);

  abstract void constant(int value);

  abstract void constant(long value);

  abstract void floatBits(int bits);

  abstract void doubleBits(long bits);

  abstract void invokeStatic(ClassDesc owner, String name, MethodTypeDesc type);

  abstract void invokeVirtual(ClassDesc owner, String name, MethodTypeDesc type);

  abstract void getField(ClassDesc owner, String name, ClassDesc type);

  abstract void getStatic(ClassDesc owner, String name, ClassDesc type);

  abstract void putField(ClassDesc owner, String name, ClassDesc type);

  abstract void bind(Target target);

  abstract void jump(Opcode opcode, Target target);

  abstract void tableSwitch(int low, List<Target> targets, Target otherwise);

  /** As a table, by keys in their order. */
  abstract void lookupSwitch(int[] keys, List<Target> targets, Target otherwise);

  abstract void string(String value);

  abstract void newLongs();

  abstract void newObjects();

  abstract void cast(ClassDesc type);

  /** Exceptions of a type that are raised between two places go to a third. */
  abstract void handler(Target start, Target end, Target handler, ClassDesc type);

  abstract void line(int number);

  final void load(char kind, int slot) {
    if (kind == Kind.VECTOR) {
      loadOne(Kind.LONG, slot);
      loadOne(Kind.LONG, slot + 2);
    } else {
      loadOne(kind, slot);
    }
  }

  final void store(char kind, int slot) {
    if (kind == Kind.VECTOR) {
      storeOne(Kind.LONG, slot + 2);
      storeOne(Kind.LONG, slot);
    } else {
      storeOne(kind, slot);
    }
  }

  final void drop(char kind) {
    switch (kind) {
      case Kind.VECTOR -> {
        op(Opcode.POP2);
        op(Opcode.POP2);
      }
      case Kind.LONG, Kind.DOUBLE -> op(Opcode.POP2);
      default -> op(Opcode.POP);
    }
  }

  /** The zero or null of a kind. */
  final void zero(char kind) {
    switch (kind) {
      case Kind.INT -> op(Opcode.ICONST_0);
      case Kind.LONG -> op(Opcode.LCONST_0);
      case Kind.FLOAT -> op(Opcode.FCONST_0);
      case Kind.DOUBLE -> op(Opcode.DCONST_0);
      case Kind.VECTOR -> {
        op(Opcode.LCONST_0);
        op(Opcode.LCONST_0);
      }
      default -> op(Opcode.ACONST_NULL);
    }
  }

  /** Returns a value of a kind, or the first half of a vector. */
  final void giveBack(String results) {
    op(
        results.isEmpty()
            ? Opcode.RETURN
            : switch (results.charAt(0)) {
              case Kind.INT -> Opcode.IRETURN;
              case Kind.LONG, Kind.VECTOR -> Opcode.LRETURN;
              case Kind.FLOAT -> Opcode.FRETURN;
              case Kind.DOUBLE -> Opcode.DRETURN;
              default -> Opcode.ARETURN;
            });
  }

  /** A number as the long that stands for it in an array. */
  final void toLong(char kind) {
    switch (kind) {
      case Kind.INT -> op(Opcode.I2L);
      case Kind.FLOAT -> {
        invokeStatic(Types.FLOAT, "floatToRawIntBits", Types.FLOAT_TO_INT);
        op(Opcode.I2L);
      }
      case Kind.DOUBLE -> invokeStatic(Types.DOUBLE, "doubleToRawLongBits", Types.DOUBLE_TO_LONG);
      default -> {}
    }
  }

  /** The number that a long of an array stands for. */
  final void fromLong(char kind) {
    switch (kind) {
      case Kind.INT -> op(Opcode.L2I);
      case Kind.FLOAT -> {
        op(Opcode.L2I);
        invokeStatic(Types.FLOAT, "intBitsToFloat", Types.INT_TO_FLOAT);
      }
      case Kind.DOUBLE -> invokeStatic(Types.DOUBLE, "longBitsToDouble", Types.LONG_TO_DOUBLE);
      default -> {}
    }
  }

  /** The condition that holds exactly if another does not. */
  static Opcode inverse(Opcode jump) {
    return switch (jump) {
      case IFEQ -> Opcode.IFNE;
      case IFNE -> Opcode.IFEQ;
      case IFLT -> Opcode.IFGE;
      case IFGE -> Opcode.IFLT;
      case IFGT -> Opcode.IFLE;
      case IFLE -> Opcode.IFGT;
      case IF_ICMPEQ -> Opcode.IF_ICMPNE;
      case IF_ICMPNE -> Opcode.IF_ICMPEQ;
      case IF_ICMPLT -> Opcode.IF_ICMPGE;
      case IF_ICMPGE -> Opcode.IF_ICMPLT;
      case IF_ICMPGT -> Opcode.IF_ICMPLE;
      case IF_ICMPLE -> Opcode.IF_ICMPGT;
      case IF_ACMPEQ -> Opcode.IF_ACMPNE;
      case IF_ACMPNE -> Opcode.IF_ACMPEQ;
      case IFNULL -> Opcode.IFNONNULL;
      case IFNONNULL -> Opcode.IFNULL;
      default -> throw new IllegalArgumentException(jump.toString());
    };
  }
}

package dev.witj.engine.internal.compile;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Counts the bytes that instructions would take, roundly where it depends on a constant pool. */
class CountingCode extends Code {
  /** As far as any jump goes. */
  private static final int FAR = 32_000;

  /** As much as a jump takes more that goes farther. */
  private static final int FOR_FAR = 5;

  /** As many as a method may have, but for what is counted roundly. */
  static final int MOST = 65_000;

  /**
   * What an access by a {@link java.lang.invoke.VarHandle} counts for. The compilers of HotSpot put
   * some six methods into line for it, and the first of them gives a method up that has more than
   * about 130: it runs on without what the second needs to be told of it, or unoptimised for good.
   */
  private static final int VIEW = 30;

  private int size;
  private int jumps;

  @Override
  int size() {
    return size;
  }

  @Override
  boolean isTooLarge() {
    return (size > FAR ? (long) size + (long) FOR_FAR * jumps : size) > MOST;
  }

  @Override
  void op(Opcode opcode) {
    size++;
  }

  private void variable(int slot) {
    size += slot < 4 ? 1 : slot < 256 ? 2 : 4;
  }

  @Override
  void loadOne(char kind, int slot) {
    variable(slot);
  }

  @Override
  void storeOne(char kind, int slot) {
    variable(slot);
  }

  @Override
  void increment(int slot, int by) {
    size += slot < 256 ? 3 : 6;
  }

  @Override
  void constant(int value) {
    size += value >= -1 && value <= 5 ? 1 : value == (byte) value ? 2 : 3;
  }

  @Override
  void constant(long value) {
    size += value == 0 || value == 1 ? 1 : 3;
  }

  @Override
  void floatBits(int bits) {
    size += Float.isNaN(Float.intBitsToFloat(bits)) ? 6 : 3;
  }

  @Override
  void doubleBits(long bits) {
    size += Double.isNaN(Double.longBitsToDouble(bits)) ? 6 : 3;
  }

  @Override
  void invokeStatic(ClassDesc owner, String name, MethodTypeDesc type) {
    size += 3;
  }

  @Override
  void invokeVirtual(ClassDesc owner, String name, MethodTypeDesc type) {
    size += owner.equals(ConstantDescs.CD_VarHandle) ? VIEW : 3;
  }

  @Override
  void getField(ClassDesc owner, String name, ClassDesc type) {
    size += 3;
  }

  @Override
  void getStatic(ClassDesc owner, String name, ClassDesc type) {
    size += 3;
  }

  @Override
  void putField(ClassDesc owner, String name, ClassDesc type) {
    size += 3;
  }

  @Override
  void bind(Target target) {}

  @Override
  void jump(Opcode opcode, Target target) {
    jumps++;
    size += 3;
  }

  @Override
  void tableSwitch(int low, List<Target> targets, Target otherwise) {
    size += 16 + 4 * targets.size();
  }

  @Override
  void lookupSwitch(int[] keys, List<Target> targets, Target otherwise) {
    size += 12 + 8 * keys.length;
  }

  @Override
  void string(String value) {
    size += 3;
  }

  @Override
  void newLongs() {
    size += 2;
  }

  @Override
  void newObjects() {
    size += 3;
  }

  @Override
  void cast(ClassDesc type) {
    size += 3;
  }

  @Override
  void handler(Target start, Target end, Target handler, ClassDesc type) {}

  @Override
  void line(int number) {}
}

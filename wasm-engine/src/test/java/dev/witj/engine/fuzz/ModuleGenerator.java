package dev.witj.engine.fuzz;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModuleBuilder;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes a valid module out of a seed: every function is exported as {@code f} and its number, every
 * global as {@code g}, memory as {@code m}, table as {@code t} and tag as {@code e} and its number.
 * Global 0 is the fuel: loops and calls use it up, and trap when there is none, so that everything
 * ends.
 */
final class ModuleGenerator {
  /** How many segments of each kind there are; the second half of them are passive. */
  static final int SEGMENTS = 4;

  private final Random random;
  private final CoreModuleBuilder builder = new CoreModuleBuilder();
  private final Shape shape;

  private ModuleGenerator(long seed, boolean gc) {
    this.random = new Random(seed);
    this.shape = Shape.random(random, gc);
  }

  /** The module of a seed. */
  static byte[] generate(long seed, boolean gc) {
    return new ModuleGenerator(seed, gc).module();
  }

  private byte[] module() {
    shape.groups().forEach(builder::addTypes);
    shape.functions().forEach(builder::addType);
    tables();
    memories();
    for (List<ValType> tag : shape.tags()) {
      int index = builder.addTag(new TagType(builder.addType(new FuncType(tag, List.of()))));
      builder.export("e" + index, ExternKind.TAG, index);
    }
    for (int i = 0; i < shape.globals().size(); i++) {
      ValType type = shape.globals().get(i);
      builder.addGlobal(new Global(new GlobalType(type, true), zero(type)));
      builder.export("g" + i, ExternKind.GLOBAL, i);
    }
    segments();
    for (int i = 0; i < shape.functions().size(); i++) {
      FuncType type = shape.functions().get(i);
      BodyGenerator body = new BodyGenerator(random, shape, type, this::blockType);
      ByteSlice code = ConstExpr.of(body.generate()).code();
      builder.addFunction(builder.addType(type), FunctionBody.of(body.localGroups(), code));
      builder.export("f" + i, ExternKind.FUNC, i);
    }
    return builder.withDataCount().toByteArray();
  }

  private BlockType blockType(FuncType type) {
    return new BlockType.Index(builder.addType(type));
  }

  private static ConstExpr zero(ValType type) {
    return ConstExpr.of(
        List.of(
            switch (type) {
              case RefType reference -> new Instruction.Heap(Opcode.REF_NULL, reference.heap());
              case NumType number ->
                  switch (number) {
                    case I32 -> new Instruction.I32Const(0);
                    case I64 -> new Instruction.I64Const(0);
                    case F32 -> new Instruction.F32Const(0);
                    case F64 -> new Instruction.F64Const(0);
                    case V128 -> new Instruction.V128Const(0, 0);
                  };
            }));
  }

  private static ConstExpr i32(int value) {
    return ConstExpr.of(List.of(new Instruction.I32Const(value)));
  }

  private void tables() {
    builder.addTable(TableType.of(RefType.FUNCREF, SizeLimits.between(10, 20)));
    builder.addTable(new TableType(RefType.FUNCREF, true, false, SizeLimits.between(5, 12)));
    builder.addTable(TableType.of(RefType.EXTERNREF, SizeLimits.atLeast(4)));
    for (int i = 0; i < 3; i++) {
      builder.export("t" + i, ExternKind.TABLE, i);
    }
  }

  private void memories() {
    builder.addMemory(MemoryType.of(SizeLimits.between(1, 3)));
    builder.addMemory(
        new MemoryType(
            shape.wideMemory(), false, OptionalInt.of(0), SizeLimits.between(500, 4000)));
    builder.export("m0", ExternKind.MEMORY, 0).export("m1", ExternKind.MEMORY, 1);
  }

  private void segments() {
    List<Integer> functions = IntStream.range(0, shape.functions().size()).boxed().toList();
    builder.addElements(0, i32(1), functions);
    for (int i = 1; i < SEGMENTS; i++) {
      // The last ones are there to be named by ref.func and to be copied.
      builder.addElements(
          new ElementSegment(
              ElementSegment.Mode.Unplaced.PASSIVE, new ElementSegment.Items.Functions(functions)));
    }
    for (int i = 0; i < SEGMENTS; i++) {
      ByteWriter bytes = new ByteWriter();
      for (int k = random.nextInt(40); k >= 0; k--) {
        bytes.writeByte(random.nextInt(256));
      }
      DataSegment.Mode mode =
          i == 0
              ? new DataSegment.Mode.Active(OptionalInt.empty(), i32(random.nextInt(1000)))
              : DataSegment.Mode.Passive.PASSIVE;
      builder.addData(new DataSegment(mode, ByteSlice.of(bytes.toByteArray())));
    }
  }
}

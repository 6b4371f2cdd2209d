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
import dev.witj.binary.core.Import;
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
 * Global 0 is the fuel: loops and calls use it up, and give back zeros when there is none, so that
 * everything ends.
 */
final class ModuleGenerator {
  /** How many segments of each kind there are; the second half of them are passive. */
  static final int SEGMENTS = 4;

  private final Random random;
  private final CoreModuleBuilder builder = new CoreModuleBuilder();
  private final Shape shape;

  /** How many of the functions are imported. */
  private final int imported;

  private ModuleGenerator(Random random, Shape shape, int imported) {
    this.random = random;
    this.shape = shape;
    this.imported = imported;
  }

  /** The module of a seed. */
  static byte[] generate(long seed, boolean gc) {
    Random random = new Random(seed);
    return new ModuleGenerator(random, Shape.random(random, gc), 0).module();
  }

  /**
   * Two modules of a seed. The second one imports all that the first has, and puts functions of its
   * own into its table, so that they call one another.
   */
  static List<byte[]> generateLinked(long seed, boolean gc) {
    return generateLinked(seed, gc, true);
  }

  /**
   * The same.
   *
   * @param places whether the second one places bytes in the first one's memory
   */
  static List<byte[]> generateLinked(long seed, boolean gc, boolean places) {
    Random random = new Random(seed);
    Shape shape = Shape.random(random, gc);
    byte[] first = new ModuleGenerator(random, shape, 0).module();
    byte[] second =
        new ModuleGenerator(random, shape.twice(), shape.functions().size()).linkedModule(places);
    return List.of(first, second);
  }

  private void types() {
    shape.groups().forEach(builder::addTypes);
    shape.functions().forEach(builder::addType);
  }

  private byte[] linkedModule(boolean places) {
    types();
    for (int i = 0; i < imported; i++) {
      builder.importFunction("0", "f" + i, shape.functions().get(i));
    }
    for (int i = 0; i < TABLES.size(); i++) {
      builder.addImport(new Import("0", "t" + i, TABLES.get(i)));
    }
    for (int i = 0; i < 2; i++) {
      builder.addImport(new Import("0", "m" + i, memory(i)));
    }
    for (int i = 0; i < shape.globals().size(); i++) {
      builder.addImport(new Import("0", "g" + i, new GlobalType(shape.globals().get(i), true)));
    }
    for (int i = 0; i < shape.tags().size(); i++) {
      builder.addImport(
          new Import(
              "0",
              "e" + i,
              new TagType(builder.addType(new FuncType(shape.tags().get(i), List.of())))));
    }
    segments(places);
    bodies();
    return builder.withDataCount().toByteArray();
  }

  private byte[] module() {
    types();
    tables();
    memories();
    for (List<ValType> tag : shape.tags()) {
      int index = builder.addTag(new TagType(builder.addType(new FuncType(tag, List.of()))));
      builder.export("e" + index, ExternKind.TAG, index);
    }
    for (int i = 0; i < shape.globals().size(); i++) {
      ValType type = shape.globals().get(i);
      builder.addGlobal(new Global(new GlobalType(type, true), ConstExpr.of(List.of(zero(type)))));
      builder.export("g" + i, ExternKind.GLOBAL, i);
    }
    segments(true);
    bodies();
    return builder.withDataCount().toByteArray();
  }

  private void bodies() {
    for (int i = imported; i < shape.functions().size(); i++) {
      FuncType type = shape.functions().get(i);
      BodyGenerator body = new BodyGenerator(random, shape, type, this::blockType);
      ByteSlice code = ConstExpr.of(body.generate()).code();
      builder.addFunction(builder.addType(type), FunctionBody.of(body.localGroups(), code));
      builder.export("f" + i, ExternKind.FUNC, i);
    }
  }

  private BlockType blockType(FuncType type) {
    return new BlockType.Index(builder.addType(type));
  }

  /** The first value of a variable. */
  static Instruction zero(ValType type) {
    return switch (type) {
      case RefType reference -> new Instruction.Heap(Opcode.REF_NULL, reference.heap());
      case NumType number ->
          switch (number) {
            case I32 -> new Instruction.I32Const(0);
            case I64 -> new Instruction.I64Const(0);
            case F32 -> new Instruction.F32Const(0);
            case F64 -> new Instruction.F64Const(0);
            case V128 -> new Instruction.V128Const(0, 0);
          };
    };
  }

  private static ConstExpr i32(int value) {
    return ConstExpr.of(List.of(new Instruction.I32Const(value)));
  }

  private static final List<TableType> TABLES =
      List.of(
          TableType.of(RefType.FUNCREF, SizeLimits.between(10, 20)),
          new TableType(RefType.FUNCREF, true, false, SizeLimits.between(5, 12)),
          TableType.of(RefType.EXTERNREF, SizeLimits.atLeast(4)));

  private void tables() {
    for (int i = 0; i < TABLES.size(); i++) {
      builder.addTable(TABLES.get(i));
      builder.export("t" + i, ExternKind.TABLE, i);
    }
  }

  private MemoryType memory(int index) {
    return index == 0
        ? MemoryType.of(SizeLimits.between(1, 3))
        : new MemoryType(
            shape.wideMemory(), false, OptionalInt.of(0), SizeLimits.between(500, 4000));
  }

  private void memories() {
    for (int i = 0; i < 2; i++) {
      builder.addMemory(memory(i));
      builder.export("m" + i, ExternKind.MEMORY, i);
    }
  }

  private void segments(boolean places) {
    List<Integer> functions = IntStream.range(imported, shape.functions().size()).boxed().toList();
    builder.addElements(0, i32(1), functions);
    List<Integer> all = IntStream.range(0, shape.functions().size()).boxed().toList();
    for (int i = 1; i < SEGMENTS; i++) {
      // The last ones are there to be named by ref.func and to be copied.
      builder.addElements(
          new ElementSegment(
              ElementSegment.Mode.Unplaced.PASSIVE, new ElementSegment.Items.Functions(all)));
    }
    for (int i = 0; i < SEGMENTS; i++) {
      ByteWriter bytes = new ByteWriter();
      for (int k = random.nextInt(40); k >= 0; k--) {
        bytes.writeByte(random.nextInt(256));
      }
      DataSegment.Mode mode =
          i == 0 && places
              ? new DataSegment.Mode.Active(OptionalInt.empty(), i32(random.nextInt(1000)))
              : DataSegment.Mode.Passive.PASSIVE;
      builder.addData(new DataSegment(mode, ByteSlice.of(bytes.toByteArray())));
    }
  }
}

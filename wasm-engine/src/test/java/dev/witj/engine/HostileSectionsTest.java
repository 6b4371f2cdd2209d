package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreModuleBuilder;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Modules that have as many items of one kind as there may be, or items with long names. */
class HostileSectionsTest {
  private static final FuncType NONE_TO_I32 = new FuncType(List.of(), List.of(NumType.I32));
  private static final FuncType I32_TO_I32 =
      new FuncType(List.of(NumType.I32), List.of(NumType.I32));
  private static final String LONG_NAME = "n".repeat(100_000);

  private static Instruction i32(int value) {
    return new Instruction.I32Const(value);
  }

  private static Instruction of(Opcode opcode, int index) {
    return new Instruction.Index(opcode, index);
  }

  private static ConstExpr constant(Instruction instruction) {
    return ConstExpr.of(List.of(instruction));
  }

  private static Instance instantiate(CoreModuleBuilder builder, List<? extends Extern> imports) {
    byte[] binary = builder.toByteArray();
    var _ = CoreValidator.validate(CoreModule.read(ByteSlice.of(binary)), Features.ALL);
    return WasmEngine.create()
        .compile(ByteSlice.of(binary), "hostile")
        .instantiate(imports, Meter.UNLIMITED);
  }

  private static Object[] call(CoreModuleBuilder builder, int function, Object... arguments) {
    builder.export("run", ExternKind.FUNC, function);
    return ((Func) instantiate(builder, List.of()).export("run").orElseThrow()).call(arguments);
  }

  @Test
  void functions() {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    int type = builder.addType(NONE_TO_I32);
    FunctionBody body = FunctionBody.of(List.of(), constant(i32(5)).code());
    int last = 0;
    for (int i = 0; i < 1_000_000; i++) {
      last = builder.addFunction(type, body);
    }
    assertArrayEquals(new Object[] {5}, call(builder, last));
  }

  @Test
  void functionsOfOneTypeInATable() {
    int count = 100_000;
    CoreModuleBuilder builder = new CoreModuleBuilder();
    int type = builder.addType(NONE_TO_I32);
    List<Integer> functions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FunctionBody body = FunctionBody.of(List.of(), constant(i32(i)).code());
      functions.add(builder.addFunction(type, body));
    }
    builder.addTable(TableType.of(RefType.FUNCREF, SizeLimits.atLeast(count)));
    var _ = builder.addElements(0, constant(i32(0)), functions);
    Instruction called = new Instruction.Indices(Opcode.CALL_INDIRECT, type, 0);
    int function = builder.addFunction(I32_TO_I32, List.of(of(Opcode.LOCAL_GET, 0), called));
    builder.export("run", ExternKind.FUNC, function);
    Func run = (Func) instantiate(builder, List.of()).export("run").orElseThrow();
    for (int index : new int[] {0, 127, 128, 8_191, 8_192, 8_320, 65_536, count - 1}) {
      assertArrayEquals(new Object[] {index}, run.call(index));
    }
  }

  @Test
  void tailCallsOfFunctionsOfOneType() {
    int count = 20_000;
    CoreModuleBuilder builder = new CoreModuleBuilder();
    int type = builder.addType(NONE_TO_I32);
    for (int i = 0; i + 1 < count; i++) {
      FunctionBody body =
          FunctionBody.of(List.of(), constant(of(Opcode.RETURN_CALL, i + 1)).code());
      builder.addFunction(type, body);
    }
    builder.addFunction(NONE_TO_I32, List.of(i32(8)));
    assertArrayEquals(new Object[] {8}, call(builder, 0));
  }

  @Test
  void globals() {
    for (NumType type : List.of(NumType.I32, NumType.V128)) {
      CoreModuleBuilder builder = new CoreModuleBuilder();
      Instruction zero = type == NumType.I32 ? i32(0) : new Instruction.V128Const(0, 0);
      Instruction four = type == NumType.I32 ? i32(4) : new Instruction.V128Const(4, 5);
      for (int i = 0; i < 100_000; i++) {
        builder.addGlobal(new Global(new GlobalType(type, true), constant(zero)));
      }
      builder.export("first", ExternKind.GLOBAL, 0);
      builder.export("last", ExternKind.GLOBAL, 99_999);
      List<Instruction> code = new ArrayList<>();
      for (int global : new int[] {0, 99_998, 99_999}) {
        code.add(four);
        code.add(of(Opcode.GLOBAL_SET, global));
      }
      code.add(of(Opcode.GLOBAL_GET, 99_998));
      int function = builder.addFunction(new FuncType(List.of(), List.of(type)), code);
      builder.export("run", ExternKind.FUNC, function);
      Instance instance = instantiate(builder, List.of());
      Object[] found = ((Func) instance.export("run").orElseThrow()).call();
      assertArrayEquals(new Object[] {type == NumType.I32 ? (Object) 4 : new V128(4, 5)}, found);
      for (String name : List.of("first", "last")) {
        var global = (dev.witj.engine.Global) instance.export(name).orElseThrow();
        assertEquals(found[0], global.get());
      }
    }
  }

  @Test
  void globalsThatAreReferences() {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    int function = builder.addFunction(NONE_TO_I32, List.of(i32(3)));
    int type = builder.addType(NONE_TO_I32);
    RefType reference = new RefType(true, new HeapType.Concrete(type));
    for (int i = 0; i < 10_000; i++) {
      builder.addGlobal(
          new Global(new GlobalType(reference, true), constant(of(Opcode.REF_FUNC, function))));
    }
    List<Instruction> code =
        List.of(
            of(Opcode.GLOBAL_GET, 9_998),
            of(Opcode.GLOBAL_SET, 9_999),
            of(Opcode.GLOBAL_GET, 9_999),
            of(Opcode.CALL_REF, type));
    assertArrayEquals(new Object[] {3}, call(builder, builder.addFunction(NONE_TO_I32, code)));
  }

  @Test
  void importedFunctionsAndGlobals() {
    int count = 100_000;
    CoreModuleBuilder builder = new CoreModuleBuilder();
    WasmEngine engine = WasmEngine.create();
    List<Extern> imports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      builder.importFunction("m", "", NONE_TO_I32);
      imports.add(engine.hostFunc(NONE_TO_I32, (HostFunction.OfBits) _ -> number));
    }
    int function =
        builder.addFunction(
            NONE_TO_I32,
            List.of(
                of(Opcode.CALL, 7),
                of(Opcode.CALL, count - 1),
                new Instruction.Plain(Opcode.I32_ADD)));
    builder.export("run", ExternKind.FUNC, function);
    WasmModule module = engine.compile(ByteSlice.of(builder.toByteArray()), "hostile");
    Instance instance = module.instantiate(imports, Meter.UNLIMITED);
    Object[] found = ((Func) instance.export("run").orElseThrow()).call();
    assertArrayEquals(new Object[] {count + 6}, found);
  }

  @Test
  void dataSegments() {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    builder.addMemory(MemoryType.of(SizeLimits.atLeast(2)));
    for (int i = 0; i < 100_000; i++) {
      DataSegment.Mode to = new DataSegment.Mode.Active(OptionalInt.empty(), constant(i32(i)));
      builder.addData(new DataSegment(to, ByteSlice.of(new byte[] {(byte) i})));
    }
    int function =
        builder.addFunction(
            I32_TO_I32,
            List.of(
                of(Opcode.LOCAL_GET, 0),
                new Instruction.Memory(Opcode.I32_LOAD8_U, new MemArg(0, 0, 0))));
    assertArrayEquals(new Object[] {99_999 & 0xff}, call(builder, function, 99_999));
  }

  @Test
  void elementSegments() {
    int count = 100_000;
    CoreModuleBuilder builder = new CoreModuleBuilder();
    int type = builder.addType(NONE_TO_I32);
    int one = builder.addFunction(NONE_TO_I32, List.of(i32(1)));
    builder.addTable(TableType.of(RefType.FUNCREF, SizeLimits.atLeast(count)));
    for (int i = 0; i < count; i++) {
      ElementSegment.Mode to =
          new ElementSegment.Mode.Active(OptionalInt.empty(), constant(i32(i)));
      builder.addElements(new ElementSegment(to, new ElementSegment.Items.Functions(List.of(one))));
    }
    int function =
        builder.addFunction(
            I32_TO_I32,
            List.of(
                of(Opcode.LOCAL_GET, 0), new Instruction.Indices(Opcode.CALL_INDIRECT, type, 0)));
    assertArrayEquals(new Object[] {1}, call(builder, function, count - 1));
  }

  @Test
  void longNames() {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    FuncType type = new FuncType(List.of(), List.of());
    builder.importFunction(LONG_NAME, LONG_NAME, type);
    int trapping = builder.addFunction(type, List.of(new Instruction.Plain(Opcode.UNREACHABLE)));
    builder.export(LONG_NAME, ExternKind.FUNC, trapping);
    NameSection names =
        new NameSection(
            List.of(
                new NameSection.Part.Names(
                    NameSection.Kind.FUNCTION,
                    List.of(new NameSection.Naming(trapping, LONG_NAME)))));
    builder.addCustom(names.toCustom());
    WasmEngine engine = WasmEngine.create();
    WasmModule module = engine.compile(ByteSlice.of(builder.toByteArray()), LONG_NAME);
    Func host = engine.hostFunc(type, (HostFunction.OfBits) _ -> 0);
    Instance instance = module.instantiate(List.of(host), Meter.UNLIMITED);
    Func run = (Func) instance.export(LONG_NAME).orElseThrow();
    Trap trap = assertThrows(Trap.class, run::call);
    assertEquals(TrapKind.UNREACHABLE, trap.kind());
    assertTrue(
        List.of(trap.getStackTrace()).stream()
            .flatMap(frame -> module.frame(frame).stream())
            .anyMatch(frame -> frame.function() == trapping));
  }

  @Test
  void typesThatAreAllAlike() {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    int type = 0;
    for (int i = 0; i < 1_000_000; i++) {
      type = builder.addTypes(RecGroup.of(SubType.of(NONE_TO_I32)));
    }
    FunctionBody body = FunctionBody.of(List.of(), constant(i32(6)).code());
    assertArrayEquals(new Object[] {6}, call(builder, builder.addFunction(type, body)));
  }

  @Test
  void typesThatDiffer() {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    // Numbers in base 4, a type for each digit.
    for (int i = 0; i < 50_000; i++) {
      List<ValType> params = new ArrayList<>();
      for (int digits = i; digits > 0; digits /= 4) {
        params.add(NumType.values()[digits % 4]);
      }
      builder.addTypes(RecGroup.of(SubType.of(new FuncType(params, List.of()))));
    }
    int function = builder.addFunction(NONE_TO_I32, List.of(i32(6)));
    assertArrayEquals(new Object[] {6}, call(builder, function));
  }

  private static SubType structureOf(int type) {
    RefType reference = new RefType(true, new HeapType.Concrete(type));
    return SubType.of(new StructType(List.of(new FieldType(reference, true))));
  }

  /** Each refers to the one before, so that no two of them are the same. */
  @Test
  void groupsOfTypesThatReferToOneAnother() {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    int type = builder.addTypes(RecGroup.of(structureOf(0)));
    for (int i = 0; i < 100_000; i++) {
      type = builder.addTypes(RecGroup.of(structureOf(type)));
    }
    List<Instruction> code =
        List.of(of(Opcode.STRUCT_NEW_DEFAULT, type), new Instruction.Plain(Opcode.REF_IS_NULL));
    assertArrayEquals(new Object[] {0}, call(builder, builder.addFunction(NONE_TO_I32, code)));
  }

  @Test
  void typesOfOneGroup() {
    int count = 100_000;
    CoreModuleBuilder builder = new CoreModuleBuilder();
    List<SubType> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(structureOf((i + 1) % count));
    }
    builder.addTypes(new RecGroup(true, all));
    builder.addTypes(
        new RecGroup(
            true,
            IntStream.range(0, count)
                .mapToObj(i -> structureOf(count + (i + 1) % count))
                .toList()));
    List<Instruction> code =
        List.of(
            of(Opcode.STRUCT_NEW_DEFAULT, count - 1),
            new Instruction.Heap(Opcode.REF_TEST, new HeapType.Concrete(2 * count - 1)));
    assertArrayEquals(new Object[] {1}, call(builder, builder.addFunction(NONE_TO_I32, code)));
  }
}

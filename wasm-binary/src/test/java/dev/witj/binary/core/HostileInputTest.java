package dev.witj.binary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Features;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.BinaryMutator;
import dev.witj.testdata.Growth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes are, reading and validating them ends with a result or with a diagnostic that
 * has an offset, and takes no more memory than the size of the input accounts for.
 *
 * <p>{@code -Dwitj.fuzz.runs=N} says how many mutants there are, {@code -Dwitj.fuzz.seed=N} which.
 */
final class HostileInputTest {
  private static final int LARGEST = 40_000;
  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 10_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_260_821L);

  @Test
  void mutantsOfRealModulesGiveDiagnosticsOnly() {
    List<ByteSlice> seeds = new ArrayList<>();
    for (ByteSlice module : CorpusModules.guests()) {
      if (module.size() <= LARGEST) {
        seeds.add(module);
      }
    }
    BinaryMutator mutator =
        new BinaryMutator(seeds.stream().map(ByteSlice::toByteArray).toList(), SEED);
    long start = System.nanoTime();
    int accepted = 0;
    for (int run = 0; run < RUNS; run++) {
      BinaryMutator.Mutant mutant = mutator.next();
      String what = "run " + run + " of " + CorpusModules.name(seeds.get(mutant.seed()));
      accepted += survives(what, mutant.bytes()) ? 1 : 0;
    }
    System.out.printf(
        "module mutants: %d in %d s, %d valid%n",
        RUNS, (System.nanoTime() - start) / 1_000_000_000L, accepted);
    assertTrue(accepted < RUNS, "mutants that are all valid test nothing");
    assertTrue(accepted > RUNS / 100, "mutants that are never valid test little");
  }

  /** Reads everything there is to read; gives whether the module is valid. */
  private static boolean survives(String what, byte[] bytes) {
    ByteSlice slice = ByteSlice.of(Source.binary(what), bytes);
    boolean decoded = succeeds(what, slice, HostileInputTest::decodeAll);
    boolean valid =
        succeeds(what, slice, in -> CoreValidator.validate(CoreModule.read(in), Features.ALL));
    // Custom sections are no part of being valid, so a valid module may have bad ones.
    return valid && decoded;
  }

  private static boolean succeeds(String what, ByteSlice bytes, Consumer<ByteSlice> action) {
    try {
      action.accept(bytes);
      return true;
    } catch (DiagnosticException e) {
      Diagnostic diagnostic = e.diagnostics().getFirst();
      int offset = diagnostic.primary().orElseThrow().span().start();
      assertTrue(offset <= bytes.size(), () -> what + ": " + diagnostic);
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(what, e);
    }
  }

  private static void decodeAll(ByteSlice bytes) {
    CoreModule module = CoreModule.read(bytes);
    for (Section section : module.sections()) {
      switch (section.decode()) {
        case ModuleSection.Custom custom -> {
          switch (custom.name()) {
            case NameSection.NAME -> NameSection.read(custom.data());
            case ProducersSection.NAME -> ProducersSection.read(custom.data());
            case DylinkSection.NAME -> DylinkSection.read(custom.data());
            case BranchHintSection.NAME -> BranchHintSection.read(custom.data());
            default -> {}
          }
        }
        case ModuleSection.Code code -> {
          for (FunctionBody body : code.bodies()) {
            body.locals();
            InstructionReader.instructions(body.code());
          }
        }
        case ModuleSection _ -> {}
      }
    }
  }

  // Bombs: small inputs that claim to be large.

  private static final long[] CLAIMS = {
    1_000, 10_000, 50_000, 100_000, 1_000_000, 7_000_000, 10_000_000, 0x7fffffffL, 0xffffffffL
  };

  @Test
  void countsThatTheBytesCannotHoldTakeNoMemory() {
    for (SectionId id : SectionId.values()) {
      for (long count : CLAIMS) {
        ByteWriter content = new ByteWriter();
        content.writeU32((int) count);
        assertFrugal(module(id, content));
      }
    }
  }

  /** What stands in a custom section before a count. */
  @Test
  void countsInCustomSectionsTakeNoMemory() {
    for (long count : CLAIMS) {
      for (int part = 0; part <= 12; part++) {
        ByteWriter names = new ByteWriter().writeName(NameSection.NAME).writeByte(part);
        assertFrugal(module(SectionId.CUSTOM, names.writeSized(claim(count))));
        names = new ByteWriter().writeName(NameSection.NAME).writeByte(part);
        assertFrugal(module(SectionId.CUSTOM, names.writeSized(claim(count, 1, 0))));
        ByteWriter dylink = new ByteWriter().writeName(DylinkSection.NAME).writeByte(part);
        assertFrugal(module(SectionId.CUSTOM, dylink.writeSized(claim(count))));
      }
      for (String name : List.of(ProducersSection.NAME, BranchHintSection.NAME)) {
        assertFrugal(
            module(SectionId.CUSTOM, new ByteWriter().writeName(name).writeU32((int) count)));
        ByteWriter inner = new ByteWriter().writeName(name).writeByte(1).writeByte(0);
        assertFrugal(module(SectionId.CUSTOM, inner.writeU32((int) count)));
      }
      // The name of the section itself.
      assertFrugal(module(SectionId.CUSTOM, claim(count)));
    }
  }

  @Test
  void countsWithinItemsTakeNoMemory() {
    for (long count : CLAIMS) {
      for (int opcode : new int[] {0x0e, 0x1c}) {
        assertFrugal(function(claim(count, 0, opcode)));
      }
      // Catch clauses, locals, and the size of a body.
      assertFrugal(function(claim(count, 0, 0x1f, 0x40)));
      assertFrugal(function(claim(count)));
      assertFrugal(function(claim(count, 1).writeByte(0x7f).writeByte(0x0b)));
      assertFrugal(module(SectionId.CODE, claim(count, 1)));
      // Groups of types, supertypes, parameters, results and fields.
      assertFrugal(module(SectionId.TYPE, claim(count, 1, 0x4e)));
      assertFrugal(module(SectionId.TYPE, claim(count, 1, 0x50)));
      assertFrugal(module(SectionId.TYPE, claim(count, 1, 0x4f)));
      assertFrugal(module(SectionId.TYPE, claim(count, 1, 0x60)));
      assertFrugal(module(SectionId.TYPE, claim(count, 1, 0x60, 0)));
      assertFrugal(module(SectionId.TYPE, claim(count, 1, 0x5f)));
      // Names, and imports that share something.
      assertFrugal(module(SectionId.IMPORT, claim(count, 1)));
      assertFrugal(module(SectionId.IMPORT, claim(count, 1, 0)));
      assertFrugal(module(SectionId.IMPORT, claim(count, 1, 0, 0, 0x7f)));
      assertFrugal(module(SectionId.IMPORT, claim(count, 1, 0, 0, 0x7e, 3, 0x7f, 0)));
      assertFrugal(module(SectionId.EXPORT, claim(count, 1)));
      // Items of segments, and bytes.
      for (int flags = 0; flags < 8; flags++) {
        int[] active = {1, flags, 0x41, 0, 0x0b};
        assertFrugal(module(SectionId.ELEMENT, claim(count, active)));
        assertFrugal(module(SectionId.ELEMENT, claim(count, 1, flags, 0)));
        assertFrugal(module(SectionId.ELEMENT, claim(count, 1, flags, 0x70)));
        assertFrugal(module(SectionId.DATA, claim(count, active)));
        assertFrugal(module(SectionId.DATA, claim(count, 1, flags)));
      }
    }
  }

  /** Some bytes and a number. */
  private static ByteWriter claim(long count, int... before) {
    ByteWriter out = new ByteWriter();
    for (int each : before) {
      out.writeByte(each);
    }
    return out.writeU32((int) count);
  }

  @Test
  void callsWithManyResultsTakeBoundedMemory() {
    int calls = 100_000;
    ByteWriter body = new ByteWriter().writeU32(0);
    for (int i = 0; i < calls; i++) {
      body.writeByte(Opcode.CALL.code()).writeU32(0);
    }
    FuncType source = new FuncType(List.of(), Collections.nCopies(1_000, NumType.I32));
    FuncType plain = new FuncType(List.of(), List.of());
    CoreModule module =
        CoreModule.of(
            List.of(
                new ModuleSection.Types(
                    List.of(RecGroup.of(SubType.of(source)), RecGroup.of(SubType.of(plain)))),
                new ModuleSection.Imports(
                    List.of(new ImportGroup.Single(new Import("", "", new ExternType.Func(0))))),
                new ModuleSection.Functions(List.of(1)),
                new ModuleSection.Code(
                    List.of(new FunctionBody(ByteSlice.of(body.toByteArray()))))));
    Growth.assertFrugal(
        "a stack of 100 million operands",
        120_000_000,
        () -> assertFalse(succeeds("stack", module.binary(), HostileInputTest::validateAll)));
  }

  /** Comparing the fields of the first types would walk up from the last type each time. */
  @Test
  void deepHierarchiesAreRefusedBeforeTheyAreWalked() {
    int depth = 50_000;
    int fields = 10_000;
    List<SubType> chain = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      StorageType storage = RefType.nullable(new HeapType.Concrete(i == 0 ? 0 : depth - 1));
      CompositeType struct =
          new StructType(Collections.nCopies(i < 10 ? fields : 0, new FieldType(storage, false)));
      chain.add(new SubType(false, i == 0 ? List.of() : List.of(i - 1), struct));
    }
    CoreModule module =
        CoreModule.of(List.of(new ModuleSection.Types(List.of(new RecGroup(true, chain)))));
    DiagnosticException failure =
        assertThrows(DiagnosticException.class, () -> CoreValidator.validate(module, Features.ALL));
    assertEquals(BinaryCode.LIMIT_EXCEEDED, failure.diagnostics().getFirst().code());
  }

  @Test
  void nestedBlocksTakeMemoryInProportion() {
    int depth = 1_000_000;
    ByteWriter body = new ByteWriter();
    body.writeU32(0);
    for (int i = 0; i < depth; i++) {
      body.writeByte(Opcode.BLOCK.code()).writeByte(0x40);
    }
    ByteSlice open = function(body);
    assertFalse(succeeds("open blocks", open, HostileInputTest::validateAll));
    for (int i = 0; i <= depth; i++) {
      body.writeByte(Opcode.END.code());
    }
    assertTrue(succeeds("nested blocks", function(body), HostileInputTest::validateAll));
  }

  @Test
  void manyFunctionsWithManyLocalsTakeNoTimeForEachLocal() {
    int functions = 100_000;
    ByteWriter out = new ByteWriter();
    BinaryKind.MODULE.writeHeader(out);
    new ModuleSection.Types(List.of(RecGroup.of(SubType.of(new FuncType(List.of(), List.of())))))
        .write(out);
    new ModuleSection.Functions(Collections.nCopies(functions, 0)).write(out);
    FunctionBody body =
        FunctionBody.of(
            List.of(new FunctionBody.Locals(50_000, NumType.I32)), ConstExpr.of(List.of()).code());
    new ModuleSection.Code(Collections.nCopies(functions, body)).write(out);
    ByteSlice module = ByteSlice.of(out.toByteArray());
    assertTrue(succeeds("locals", module, HostileInputTest::validateAll));
  }

  @Test
  void namesTheFunctionThatIsWrongWhateverThreadFindsIt() {
    int functions = 20_000;
    List<FunctionBody> bodies = new ArrayList<>();
    ByteSlice good =
        ConstExpr.of(Collections.nCopies(64, new Instruction.Plain(Opcode.NOP))).code();
    ByteSlice bad = ConstExpr.of(List.of(new Instruction.Plain(Opcode.I32_ADD))).code();
    for (int i = 0; i < functions; i++) {
      bodies.add(FunctionBody.of(List.of(), i == 7_777 || i > 19_000 ? bad : good));
    }
    CoreModule module =
        CoreModule.of(
            List.of(
                new ModuleSection.Types(
                    List.of(RecGroup.of(SubType.of(new FuncType(List.of(), List.of()))))),
                new ModuleSection.Functions(Collections.nCopies(functions, 0)),
                new ModuleSection.Code(bodies)));
    for (int i = 0; i < 10; i++) {
      try {
        CoreValidator.validate(module, Features.DEFAULT);
        throw new AssertionError("valid");
      } catch (DiagnosticException e) {
        assertEquals(List.of("func 7777 failed to validate"), e.diagnostics().getFirst().notes());
      }
    }
  }

  private static void validateAll(ByteSlice bytes) {
    CoreValidator.validate(CoreModule.read(bytes), Features.ALL);
  }

  private static ByteSlice module(SectionId id, ByteWriter content) {
    ByteWriter out = new ByteWriter();
    BinaryKind.MODULE.writeHeader(out);
    out.writeByte(id.code()).writeSized(content);
    return ByteSlice.of(out.toByteArray());
  }

  private static ByteSlice function(ByteWriter body) {
    ByteWriter out = new ByteWriter();
    BinaryKind.MODULE.writeHeader(out);
    new ModuleSection.Types(List.of(RecGroup.of(SubType.of(new FuncType(List.of(), List.of())))))
        .write(out);
    new ModuleSection.Functions(List.of(0)).write(out);
    ByteSlice bytes = ByteSlice.of(body.toByteArray());
    new ModuleSection.Code(List.of(new FunctionBody(bytes))).write(out);
    return ByteSlice.of(out.toByteArray());
  }

  /** A small input ends soon, whatever it claims, and little memory is taken for it. */
  private static void assertFrugal(ByteSlice module) {
    for (Consumer<ByteSlice> action :
        List.<Consumer<ByteSlice>>of(HostileInputTest::decodeAll, HostileInputTest::validateAll)) {
      Growth.assertFrugal(
          "an input of " + module.size(), 1 << 20, () -> succeeds("bomb", module, action));
    }
  }
}

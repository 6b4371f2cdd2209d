package dev.witj.binary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Features;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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
  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 20_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_260_821L);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void mutantsOfRealModulesGiveDiagnosticsOnly() {
    List<ByteSlice> seeds = new ArrayList<>();
    for (ByteSlice module : CorpusModules.guests()) {
      if (module.size() <= LARGEST) {
        seeds.add(module);
      }
    }
    assertFalse(seeds.isEmpty());
    SplittableRandom random = new SplittableRandom(SEED);
    int accepted = 0;
    for (int run = 0; run < RUNS; run++) {
      ByteSlice seed = seeds.get(random.nextInt(seeds.size()));
      byte[] mutant = mutate(seed.toByteArray(), random);
      accepted += survives("run " + run + " of " + CorpusModules.name(seed), mutant) ? 1 : 0;
    }
    assertTrue(accepted < RUNS, "mutants that are all valid test nothing");
  }

  private static byte[] mutate(byte[] bytes, SplittableRandom random) {
    byte[] result = bytes;
    for (int changes = random.nextInt(1, 4); changes > 0 && result.length > 0; changes--) {
      int at = random.nextInt(result.length);
      switch (random.nextInt(6)) {
        case 0 -> result = Arrays.copyOf(result, at);
        case 1, 2 -> result[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> result[at] = (byte) random.nextInt(256);
        case 4 -> {
          // A number that claims a great deal.
          byte[] claim = {-1, -1, -1, -1, 0x0f};
          for (int i = 0; i < claim.length && at + i < result.length; i++) {
            result[at + i] = claim[i];
          }
        }
        default -> {
          int size = Math.min(random.nextInt(1, 32), result.length - at);
          int from = random.nextInt(result.length - size + 1);
          System.arraycopy(bytes, Math.min(from, bytes.length - size), result, at, size);
        }
      }
    }
    return result;
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

  @Test
  void countsThatTheBytesCannotHoldTakeNoMemory() {
    for (SectionId id : SectionId.values()) {
      for (long count : new long[] {1_000_000, 10_000_000, 0x7fffffffL, 0xffffffffL}) {
        ByteWriter content = new ByteWriter();
        if (id == SectionId.CUSTOM) {
          content.writeName(NameSection.NAME).writeByte(1);
        }
        content.writeU32((int) count);
        ByteSlice module = module(id, content);
        assertFrugal(module);
      }
    }
  }

  @Test
  void countsWithinItemsTakeNoMemory() {
    ByteWriter body = new ByteWriter();
    body.writeU32(0).writeByte(Opcode.BR_TABLE.code()).writeU32(7_000_000);
    assertFrugal(function(body));
    ByteWriter locals = new ByteWriter();
    locals.writeU32(-1).writeU32(50_000).writeByte(0x7f);
    assertFrugal(function(locals));
    ByteWriter types = new ByteWriter();
    types.writeU32(1).writeByte(0x4e).writeU32(1_000_000);
    assertFrugal(module(SectionId.TYPE, types));
    ByteWriter fields = new ByteWriter();
    fields.writeU32(1).writeByte(0x5f).writeU32(10_000);
    assertFrugal(module(SectionId.TYPE, fields));
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
    new ModuleSection.Functions(java.util.Collections.nCopies(functions, 0)).write(out);
    FunctionBody body =
        FunctionBody.of(
            List.of(new FunctionBody.Locals(50_000, NumType.I32)), ConstExpr.of(List.of()).code());
    new ModuleSection.Code(java.util.Collections.nCopies(functions, body)).write(out);
    ByteSlice module = ByteSlice.of(out.toByteArray());
    long start = System.nanoTime();
    assertTrue(succeeds("locals", module, HostileInputTest::validateAll));
    assertTrue(System.nanoTime() - start < 5_000_000_000L, "5e9 locals are looked at");
  }

  @Test
  void namesTheFunctionThatIsWrongWhateverThreadFindsIt() {
    int functions = 20_000;
    List<FunctionBody> bodies = new ArrayList<>();
    ByteSlice good =
        ConstExpr.of(java.util.Collections.nCopies(64, new Instruction.Plain(Opcode.NOP))).code();
    ByteSlice bad = ConstExpr.of(List.of(new Instruction.Plain(Opcode.I32_ADD))).code();
    for (int i = 0; i < functions; i++) {
      bodies.add(FunctionBody.of(List.of(), i == 7_777 || i > 19_000 ? bad : good));
    }
    CoreModule module =
        CoreModule.of(
            List.of(
                new ModuleSection.Types(
                    List.of(RecGroup.of(SubType.of(new FuncType(List.of(), List.of()))))),
                new ModuleSection.Functions(java.util.Collections.nCopies(functions, 0)),
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

  /** A small input is refused, and little memory is taken for it. */
  private static void assertFrugal(ByteSlice module) {
    for (Consumer<ByteSlice> action :
        List.<Consumer<ByteSlice>>of(HostileInputTest::decodeAll, HostileInputTest::validateAll)) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      succeeds("bomb", module, action);
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(taken < 1 << 20, () -> taken + " bytes for an input of " + module.size());
    }
  }
}

package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.BinaryMutator;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: text or a diagnostic, and not more text than the bytes can ask for. */
class HostileBinaryTest {
  private static final int LARGEST = 20_000;
  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 3_000);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_260_821L);
  private static final WatPrinter.Options FOLDED_WITH_OPERANDS =
      new WatPrinter.Options("  ", false, true, false, true, true);

  private static final List<WatPrinter.Options> OPTIONS =
      List.of(
          WatPrinter.Options.DEFAULT,
          WatPrinter.Options.FOLDED,
          new WatPrinter.Options(" ", false, true, true, false, true),
          new WatPrinter.Options("", true, false, false, true, true));

  /** The small binaries of all suites, by name. */
  private static Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new TreeMap<>();
    for (String suite : List.of("jco-components", "wasi-testsuite", "wit-component")) {
      for (Path file : Corpus.files(Corpus.suite(suite), ".wasm")) {
        if (Files.size(file) < LARGEST) {
          seeds.put(file.toString(), Files.readAllBytes(file));
        }
      }
    }
    for (String suite : List.of("core-testsuite", "cm-spec", "wasmtime-misc", "wasm-tools-cli")) {
      seeds.putAll(Corpus.smallBinaries(suite));
    }
    return seeds;
  }

  @Test
  void mutantsGiveTextOrDiagnostics() throws IOException {
    Map<String, byte[]> seeds = seeds();
    List<String> names = List.copyOf(seeds.keySet());
    BinaryMutator mutator = new BinaryMutator(List.copyOf(seeds.values()), SEED);
    long start = System.nanoTime();
    int valid = 0;
    for (int run = 0; run < RUNS; run++) {
      BinaryMutator.Mutant mutant = mutator.next();
      String what = "run " + run + " of " + names.get(mutant.seed());
      try {
        valid += survives(ByteSlice.of(Source.binary("mutant"), mutant.bytes())) ? 1 : 0;
      } catch (IOException | RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError(
            what + ": " + Base64.getEncoder().encodeToString(mutant.bytes()), e);
      }
    }
    System.out.printf(
        "printed mutants: %d in %d s, %d valid%n",
        RUNS, (System.nanoTime() - start) / 1_000_000_000L, valid);
    assertTrue(valid > RUNS / 100, "mutants that are never valid test little");
  }

  /** Does everything there is to do; gives whether the binary is valid. */
  private static boolean survives(ByteSlice mutant) throws IOException {
    for (WatPrinter.Options options : OPTIONS) {
      attempt(() -> WatPrinter.print(mutant, options, new StringBuilder()));
    }
    attempt(() -> Metadata.read(mutant).toTables());
    attempt(() -> Metadata.read(mutant).toJson());
    attempt(() -> ObjDump.print(mutant, new StringBuilder()));
    attempt(() -> ObjDump.toJson(mutant));
    attempt(() -> Dump.print(mutant, new StringBuilder()));
    attempt(() -> Demangle.demangle(mutant));
    attempt(() -> Strip.unneeded().strip(mutant));
    attempt(() -> CHANGES.apply(mutant));
    if (!attempt(() -> validate(mutant))) {
      return false;
    }
    validate(ByteSlice.of(Strip.all().strip(mutant)));
    WatRoundTripTest.check(mutant);
    return true;
  }

  private static final MetadataChanges CHANGES =
      new MetadataChanges(
          Optional.of("name"),
          List.of(new MetadataChanges.Tool("language", "x", "1")),
          Map.of("licenses", "MIT"),
          Set.of("revision"));

  /** All that has a text form. */
  private static final Features FEATURES = Features.ALL.without(Feature.CUSTOM_DESCRIPTORS);

  private static void validate(ByteSlice binary) {
    if (BinaryKind.of(binary).equals(Optional.of(BinaryKind.COMPONENT))) {
      ComponentValidator.validate(binary, FEATURES);
    } else {
      CoreValidator.validate(CoreModule.read(binary), FEATURES);
    }
  }

  private static String print(ByteSlice binary, WatPrinter.Options options) throws IOException {
    StringBuilder text = new StringBuilder();
    WatPrinter.print(binary, options, text);
    return text.toString();
  }

  private interface Attempt {
    void run() throws IOException;
  }

  /** Whether it ends well; a diagnostic is the only other end. */
  private static boolean attempt(Attempt attempt) throws IOException {
    try {
      attempt.run();
      return true;
    } catch (DiagnosticException refused) {
      assertTrue(refused.diagnostics().getFirst().primary().isPresent(), refused::getMessage);
      return false;
    }
  }

  @Test
  void longNamesAreNotWrittenAtEachUse() throws IOException {
    int uses = 20_000;
    String name = "a".repeat(90_000);
    byte[] binary =
        WatAssembler.assemble(
            Source.text(
                "test.wat", "(module (func $" + name + " " + "call 0 ".repeat(uses) + "))"));
    ByteSlice slice = ByteSlice.of(binary);
    assertTrue(WatPrinter.print(slice).length() < 100 * uses);
    WatRoundTripTest.check(slice);
  }

  @Test
  void deepBlocksAreNotIndentedForEver() throws IOException {
    int depth = 100_000;
    ByteWriter code = new ByteWriter();
    for (int i = 0; i < depth; i++) {
      new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY).write(code);
    }
    for (int i = 0; i <= depth; i++) {
      code.writeByte(Opcode.END.code());
    }
    CoreModule module = module(code);
    assertTrue(WatPrinter.print(module.binary()).length() < 300 * depth);
    assertTrue(print(module.binary(), FOLDED_WITH_OPERANDS).length() < 300 * depth);
  }

  @Test
  void deepOperandsAreFoldedInLinearTextAndReadAgain() throws IOException {
    int depth = 100_000;
    ByteWriter code = new ByteWriter();
    new Instruction.I32Const(1).write(code);
    for (int i = 0; i < depth; i++) {
      code.writeByte(Opcode.I32_EQZ.code());
    }
    code.writeByte(Opcode.DROP.code()).writeByte(Opcode.END.code());
    CoreModule module = module(code);
    String text = print(module.binary(), WatPrinter.Options.FOLDED);
    assertTrue(text.length() < 300 * depth);
    byte[] again = WatAssembler.assemble(Source.text("printed", text));
    assertArrayEquals(module.binary().toByteArray(), again);
  }

  @Test
  void aDeepStackIsNotWrittenWholeForEachInstruction() throws IOException {
    int depth = 50_000;
    ByteWriter code = new ByteWriter();
    for (int i = 0; i < depth; i++) {
      new Instruction.I32Const(1).write(code);
    }
    code.writeByte(Opcode.UNREACHABLE.code()).writeByte(Opcode.END.code());
    String text = print(module(code).binary(), FOLDED_WITH_OPERANDS);
    assertTrue(text.length() < 300 * depth);
  }

  private static CoreModule module(ByteWriter code) {
    CompositeType type = new FuncType(List.of(), List.of());
    return CoreModule.of(
        List.of(
            new ModuleSection.Types(List.of(RecGroup.of(SubType.of(type)))),
            new ModuleSection.Functions(List.of(0)),
            new ModuleSection.Code(
                List.of(FunctionBody.of(List.of(), ByteSlice.of(code.toByteArray()))))));
  }
}

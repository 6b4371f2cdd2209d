package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever the bytes are: text or a diagnostic, and not more text than the bytes can ask for. */
class HostileBinaryTest {
  private static final int ROUNDS = 150;
  private static final int LARGEST = 20_000;

  @TestFactory
  Stream<DynamicTest> damagedBinaries() {
    Path folder = Corpus.suite("jco-components");
    return Corpus.files(folder, ".wasm").stream()
        .filter(file -> file.toFile().length() < LARGEST)
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(), () -> damage(Files.readAllBytes(file))));
  }

  private static void damage(byte[] binary) throws IOException {
    Random random = new Random(binary.length);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged =
          Arrays.copyOf(binary, i % 3 == 0 ? random.nextInt(binary.length) : binary.length);
      for (int flips = i % 4; flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      ByteSlice slice = ByteSlice.of(damaged);
      attempt(() -> WatPrinter.print(slice));
      attempt(() -> Metadata.read(slice).toTables());
      attempt(() -> Strip.all().strip(slice));
      attempt(() -> ObjDump.print(slice, new StringBuilder()));
      attempt(() -> Dump.print(slice, new StringBuilder()));
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void attempt(Attempt attempt) throws IOException {
    try {
      attempt.run();
    } catch (DiagnosticException expected) {
      assertTrue(!expected.diagnostics().isEmpty());
    }
  }

  @Test
  void deepBlocksAreNotIndentedForEver() {
    int depth = 100_000;
    ByteWriter code = new ByteWriter();
    for (int i = 0; i < depth; i++) {
      new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY).write(code);
    }
    for (int i = 0; i <= depth; i++) {
      code.writeByte(Opcode.END.code());
    }
    CompositeType type = new FuncType(List.of(), List.of());
    CoreModule module =
        CoreModule.of(
            List.of(
                new ModuleSection.Types(List.of(RecGroup.of(SubType.of(type)))),
                new ModuleSection.Functions(List.of(0)),
                new ModuleSection.Code(
                    List.of(FunctionBody.of(List.of(), ByteSlice.of(code.toByteArray()))))));
    assertTrue(WatPrinter.print(module.binary()).length() < 300 * depth);
  }
}

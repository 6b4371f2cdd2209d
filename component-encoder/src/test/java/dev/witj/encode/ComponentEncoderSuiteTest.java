package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.WitPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Makes the components of the wit-component suite. */
class ComponentEncoderSuiteTest {
  @TestFactory
  Stream<DynamicTest> encodesComponents() throws IOException {
    Expectations expectations = Expectations.load("wit-component-new");
    return SuiteComponent.all().stream()
        .map(
            of ->
                dynamicTest(
                    of.name(), () -> expectations.run(of.name(), () -> new Case(of).check())));
  }

  private record Case(SuiteComponent of) {
    void check() throws IOException {
      Path folder = of.folder();
      Path error = folder.resolve("error.txt");
      if (Files.exists(error)) {
        DiagnosticException refusal = assertThrows(DiagnosticException.class, this::encode);
        assertEquals(
            code(Files.readString(error)),
            refusal.diagnostics().getFirst().code(),
            () -> refusal.diagnostics().toString());
        return;
      }
      byte[] component = encode();
      assertArrayEquals(component, encode());
      byte[] golden = WatAssembler.assemble(SuiteComponent.source(folder.resolve("component.wat")));
      DecodedWit decoded = WitDecoder.decode(ByteSlice.of(component));
      assertEquals(
          Files.readString(folder.resolve("component.wit.print")).stripTrailing(),
          WitPrinter.withDocs().print(decoded.resolve(), decoded.main()).stripTrailing());
      Structure.assertSame(golden, component);
    }

    /** What is wrong, by the words of the reference. */
    private static EncodeCode code(String error) {
      if (error.contains("type mismatch")) {
        return EncodeCode.SIGNATURE_MISMATCH;
      }
      if (error.contains("missing libraries")) {
        return EncodeCode.MISSING_LIBRARY;
      }
      if (error.contains("unresolved symbol")) {
        return EncodeCode.UNRESOLVED_SYMBOL;
      }
      if (error.contains("at most one of the two")) {
        return EncodeCode.AMBIGUOUS_EXPORT;
      }
      return error.contains("failed to find export") || error.contains("missing callback")
          ? EncodeCode.MISSING_EXPORT
          : EncodeCode.UNKNOWN_IMPORT;
    }

    private byte[] encode() throws IOException {
      return of.encoder(of.parts()).encode();
    }
  }
}

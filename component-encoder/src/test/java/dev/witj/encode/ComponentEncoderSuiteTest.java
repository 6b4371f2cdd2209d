package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.WitPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
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
        EncodeCode found = (EncodeCode) refusal.diagnostics().getFirst().code();
        assertTrue(
            codes(Files.readString(error)).contains(found), () -> refusal.diagnostics().toString());
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

    /** What may be wrong, by the words of the reference, which are fewer than ours. */
    private static Set<EncodeCode> codes(String error) {
      if (error.contains("type mismatch")) {
        return EnumSet.of(EncodeCode.SIGNATURE_MISMATCH, EncodeCode.IMPORT_SIGNATURE_MISMATCH);
      }
      if (error.contains("missing libraries")) {
        return EnumSet.of(EncodeCode.MISSING_LIBRARY);
      }
      if (error.contains("unresolved symbol")) {
        return EnumSet.of(EncodeCode.UNRESOLVED_SYMBOL, EncodeCode.UNRESOLVED_FUNCTION);
      }
      if (error.contains("at most one of the two")) {
        return EnumSet.of(EncodeCode.TWO_INITIALIZERS);
      }
      if (error.contains("failed to find export")) {
        return EnumSet.of(EncodeCode.MISSING_EXPORT);
      }
      return error.contains("missing callback")
          ? EnumSet.of(EncodeCode.MISSING_CALLBACK)
          : EnumSet.of(
              EncodeCode.UNKNOWN_IMPORT,
              EncodeCode.UNKNOWN_WORLD_FUNCTION,
              EncodeCode.IMPORT_OF_NO_FUNCTION,
              EncodeCode.UNSAID_IMPORT);
    }

    private byte[] encode() throws IOException {
      return of.encoder(of.parts()).encode();
    }
  }
}

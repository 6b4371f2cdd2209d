package dev.witj.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreModuleBuilder;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pages of the packages show. */
class ExampleTest {
  @Test
  void makesAndReadsAModule() {
    assertEquals(List.of("add"), exports(adder()));
  }

  private static byte[] adder() {
    // @start region="module"
    CoreModuleBuilder builder = new CoreModuleBuilder();
    int add =
        builder.addFunction(
            new FuncType(List.of(NumType.I32, NumType.I32), List.of(NumType.I32)),
            List.of(
                new Instruction.Index(Opcode.LOCAL_GET, 0),
                new Instruction.Index(Opcode.LOCAL_GET, 1),
                new Instruction.Plain(Opcode.I32_ADD)));
    byte[] binary = builder.export("add", ExternKind.FUNC, add).toByteArray();

    CoreModule module = CoreModule.read(ByteSlice.of(binary));
    CoreValidator.validate(module, Features.ALL); // or an error that names the offset
    // @end
    return binary;
  }

  private static List<String> exports(byte[] binary) {
    return CoreModule.read(ByteSlice.of(binary)).exports().stream()
        .map(export -> export.name())
        .toList();
  }

  @Test
  void saysWhatAComponentImports() throws IOException {
    assertEquals(
        List.of("example:shop/pricing"),
        imports(Corpus.guests().resolve("js/shop-qjs.wasm")).stream()
            .filter(name -> name.startsWith("example:"))
            .map(name -> name.replaceAll("@.*", ""))
            .toList());
  }

  private static List<String> imports(Path file) throws IOException {
    // @start region="component"
    ByteSlice bytes = ByteSlice.of(Source.binary(file), Files.readAllBytes(file));
    ValidatedComponent component = ComponentValidator.validateTypes(bytes, Features.ALL);
    List<String> imports =
        component.imports().all().stream().map(Extern::name).map(name -> name.name()).toList();
    // @end
    return imports;
  }
}

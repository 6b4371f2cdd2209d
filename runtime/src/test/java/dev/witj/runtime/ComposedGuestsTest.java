package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ResourceName;
import dev.witj.runtime.value.Result;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.RecordedCase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Components that were composed by hand: calls and resources pass from one to the other. The host
 * here is just enough of WASI for them to have arguments and to write.
 */
class ComposedGuestsTest {
  private static final Engine ENGINE = Engines.cached();

  @TestFactory
  Stream<DynamicTest> recordedCases() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : Corpus.files(Corpus.guests().resolve("composed"), ".wasm")) {
      for (RecordedCase each : RecordedCase.all()) {
        if (each.chain().fits(file)) {
          tests.add(
              DynamicTest.dynamicTest(
                  file.getFileName() + ": " + each.name(), () -> run(file, each)));
        }
      }
    }
    assertTrue(!tests.isEmpty());
    return tests.stream();
  }

  private static void run(Path file, RecordedCase expected) {
    Component component = Component.load(ENGINE, file);
    List<String> arguments = new ArrayList<>(List.of("program"));
    arguments.addAll(expected.arguments());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Linker linker = wasi(component, arguments, out);
    int exit;
    try (Store store = Store.create(ENGINE)) {
      Instance instance = linker.instantiate(store, component);
      Object result = instance.instance("wasi:cli/run@0.2.12").func("run").call();
      exit = result instanceof Result.Ok ? 0 : 1;
    } catch (GuestExitException e) {
      exit = e.status();
    } catch (TrapException e) {
      exit = 134;
      // With the streams of this host, a freed index may be that of another resource by then.
      assertTrue(
          e.code() == TrapCode.UNKNOWN_HANDLE || e.code() == TrapCode.RESOURCE_TYPE_MISMATCH,
          e.toString());
    }
    assertEquals(expected.output(), out.toString(StandardCharsets.UTF_8));
    assertEquals(expected.exit(), exit);
  }

  /** Defines whatever the component imports; what nobody should call here traps. */
  private static Linker wasi(
      Component component, List<String> arguments, ByteArrayOutputStream out) {
    Linker linker = Linker.create(ENGINE);
    for (Extern imported : component.imports().all()) {
      if (imported.type() instanceof EntityType.Instance(var type)) {
        LinkerInstance instance = linker.instance(imported.name().name());
        for (Extern item : type.exports().all()) {
          String name = item.name().name();
          switch (item.type()) {
            case EntityType.Func _ -> instance.func(name, function(name, arguments, out));
            case EntityType.Type(ResourceName _) -> RESOURCES.define(instance, name);
            case EntityType _ -> {}
          }
        }
      }
    }
    return linker;
  }

  /** Interfaces share their resources: one name is one resource. */
  private static final class Resources {
    private final Map<String, ResourceType> known = new java.util.HashMap<>();

    void define(LinkerInstance instance, String name) {
      instance.resource(name, known.computeIfAbsent(name, ResourceType::ofHost));
    }
  }

  private static final Resources RESOURCES = new Resources();

  private static HostFunction function(
      String name, List<String> arguments, ByteArrayOutputStream out) {
    return switch (name) {
      case "get-arguments" -> (_, _) -> arguments;
      case "get-environment", "get-directories" -> (_, _) -> List.of();
      case "get-stdout" -> (_, _) -> out;
      case "get-stderr", "get-stdin" -> (_, _) -> new ByteArrayOutputStream();
      case "[method]output-stream.check-write" -> (_, _) -> Result.ok(4096L);
      case "[method]output-stream.write", "[method]output-stream.blocking-write-and-flush" ->
          (_, values) -> {
            ((ByteArrayOutputStream) values[0]).writeBytes((byte[]) values[1]);
            return Result.ok();
          };
      case "[method]output-stream.flush", "[method]output-stream.blocking-flush" ->
          (_, _) -> Result.ok();
      case "get-terminal-stdin", "get-terminal-stdout", "get-terminal-stderr" ->
          (_, _) -> java.util.Optional.empty();
      case "exit" ->
          (_, values) -> {
            throw new GuestExitException(values[0] instanceof Result.Ok ? 0 : 1);
          };
      case "exit-with-code" ->
          (_, values) -> {
            throw new GuestExitException((Integer) values[0]);
          };
      default ->
          (_, _) -> {
            throw new UnsupportedOperationException(name);
          };
    };
  }
}

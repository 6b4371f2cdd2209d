package dev.witj.binary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real modules: valid, written as they were read, and rebuilt from what their accessors give. */
final class CorpusTest {
  @TestFactory
  Stream<DynamicTest> guests() {
    return tests(CorpusModules.guests());
  }

  @TestFactory
  Stream<DynamicTest> suites() {
    return tests(CorpusModules.suites());
  }

  private static Stream<DynamicTest> tests(List<ByteSlice> modules) {
    return modules.stream()
        .map(bytes -> DynamicTest.dynamicTest(CorpusModules.name(bytes), () -> check(bytes)));
  }

  private static void check(ByteSlice bytes) {
    CoreModule module = CoreModule.read(bytes);
    CoreValidator.validate(module, Features.DEFAULT.with(Feature.LEGACY_EXCEPTIONS));
    ByteWriter out = new ByteWriter();
    module.write(out);
    assertEquals(bytes, ByteSlice.of(out.toByteArray()), "written again");
    CoreValidator.validate(Rebuild.check(module), Features.DEFAULT.with(Feature.LEGACY_EXCEPTIONS));
  }

  /** Builds everything anew from the values that the accessors give. */
  static final class Rebuild {
    private Rebuild() {}

    static CoreModule check(CoreModule module) {
      List<ModuleSection> decoded = module.sections().stream().map(Section::decode).toList();
      CoreModule rebuilt = CoreModule.of(decoded.stream().map(Rebuild::section).toList());
      List<ModuleSection> again = rebuilt.sections().stream().map(Section::decode).toList();
      assertEquals(decoded.size(), again.size());
      for (int i = 0; i < decoded.size(); i++) {
        same(decoded.get(i), again.get(i));
      }
      // What is minimal already does not change by being rebuilt once more.
      CoreModule once = CoreModule.of(again.stream().map(Rebuild::section).toList());
      assertEquals(rebuilt.binary(), once.binary());
      return rebuilt;
    }

    private static void same(ModuleSection expected, ModuleSection actual) {
      if (expected instanceof ModuleSection.Code code) {
        List<FunctionBody> bodies = ((ModuleSection.Code) actual).bodies();
        assertEquals(code.bodies().size(), bodies.size());
        for (int i = 0; i < bodies.size(); i++) {
          sameBody(code.bodies().get(i), bodies.get(i));
        }
        return;
      }
      assertEquals(minimal(expected), actual);
    }

    private static void sameBody(FunctionBody expected, FunctionBody actual) {
      assertEquals(expected.locals(), actual.locals());
      InstructionReader left = expected.instructions();
      InstructionReader right = actual.instructions();
      while (left.next()) {
        assertEquals(true, right.next());
        assertEquals(left.instruction(), right.instruction());
      }
      assertEquals(false, right.next());
    }

    /** Expressions are compared by their bytes, so these must be the shortest. */
    private static ModuleSection minimal(ModuleSection section) {
      return section(section);
    }

    static ModuleSection section(ModuleSection section) {
      return switch (section) {
        case ModuleSection.Custom custom -> custom(custom);
        case ModuleSection.Types types -> new ModuleSection.Types(types.groups());
        case ModuleSection.Imports imports -> new ModuleSection.Imports(imports.groups());
        case ModuleSection.Functions functions ->
            new ModuleSection.Functions(functions.typeIndices());
        case ModuleSection.Tables tables ->
            new ModuleSection.Tables(
                tables.tables().stream()
                    .map(t -> new Table(t.type(), t.initializer().map(Rebuild::expression)))
                    .toList());
        case ModuleSection.Memories memories -> new ModuleSection.Memories(memories.memories());
        case ModuleSection.Tags tags -> new ModuleSection.Tags(tags.tags());
        case ModuleSection.Globals globals ->
            new ModuleSection.Globals(
                globals.globals().stream()
                    .map(global -> new Global(global.type(), expression(global.initializer())))
                    .toList());
        case ModuleSection.Exports exports -> new ModuleSection.Exports(exports.exports());
        case ModuleSection.Start start -> new ModuleSection.Start(start.function());
        case ModuleSection.Elements elements ->
            new ModuleSection.Elements(
                elements.segments().stream().map(Rebuild::elements).toList());
        case ModuleSection.DataCount count -> new ModuleSection.DataCount(count.count());
        case ModuleSection.Code code ->
            new ModuleSection.Code(code.bodies().stream().map(Rebuild::body).toList());
        case ModuleSection.Data data ->
            new ModuleSection.Data(data.segments().stream().map(Rebuild::data).toList());
      };
    }

    private static ModuleSection custom(ModuleSection.Custom custom) {
      return switch (custom.name()) {
        case NameSection.NAME -> {
          ModuleSection.Custom again = NameSection.read(custom.data()).toCustom();
          assertEquals(NameSection.read(custom.data()), NameSection.read(again.data()));
          yield again;
        }
        case ProducersSection.NAME -> ProducersSection.read(custom.data()).toCustom();
        case DylinkSection.NAME -> DylinkSection.read(custom.data()).toCustom();
        case BranchHintSection.NAME -> BranchHintSection.read(custom.data()).toCustom();
        default -> custom;
      };
    }

    private static ConstExpr expression(ConstExpr expression) {
      return ConstExpr.of(expression.instructions());
    }

    private static ElementSegment elements(ElementSegment segment) {
      ElementSegment.Mode mode =
          switch (segment.mode()) {
            case ElementSegment.Mode.Unplaced unplaced -> unplaced;
            case ElementSegment.Mode.Active active ->
                new ElementSegment.Mode.Active(active.table(), expression(active.offset()));
          };
      ElementSegment.Items items =
          switch (segment.items()) {
            case ElementSegment.Items.Functions functions -> functions;
            case ElementSegment.Items.Expressions list ->
                new ElementSegment.Items.Expressions(
                    list.type(), list.expressions().stream().map(Rebuild::expression).toList());
          };
      return new ElementSegment(mode, items);
    }

    private static DataSegment data(DataSegment segment) {
      DataSegment.Mode mode =
          switch (segment.mode()) {
            case DataSegment.Mode.Passive passive -> passive;
            case DataSegment.Mode.Active active ->
                new DataSegment.Mode.Active(active.memory(), expression(active.offset()));
          };
      return new DataSegment(mode, segment.bytes());
    }

    private static FunctionBody body(FunctionBody body) {
      ByteWriter code = new ByteWriter(body.bytes().size());
      InstructionReader in = body.instructions();
      List<FunctionBody.Locals> locals = new ArrayList<>(body.locals());
      while (in.next()) {
        in.instruction().write(code);
      }
      return FunctionBody.of(locals, ByteSlice.of(code.toByteArray()));
    }
  }
}

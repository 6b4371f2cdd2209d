package dev.witj.binary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Real modules behind definitions that come before their own in every index space, and that nothing
 * can be mistaken for: an index that did not move makes them invalid.
 */
final class ModuleRewriterTest {
  private static final int LARGEST = 100_000;
  private static final FuncType STRANGE = new FuncType(List.of(NumType.V128), List.of());

  private final ModuleRewriter rewriter = new ModuleRewriter((_, index) -> index + 1);

  @TestFactory
  Stream<DynamicTest> movesEveryIndex() {
    return Stream.concat(CorpusModules.guests().stream(), CorpusModules.suites().stream())
        .filter(bytes -> bytes.size() < LARGEST)
        .map(bytes -> DynamicTest.dynamicTest(CorpusModules.name(bytes), () -> check(bytes)));
  }

  private void check(ByteSlice bytes) {
    CoreModule module = CoreModule.read(bytes);
    CoreValidator.validate(moved(module), Features.ALL.with(Feature.LEGACY_EXCEPTIONS));
    CoreModule shifted = module.transform(new ModuleRewriter((_, index) -> index + 1000));
    assertEquals(
        module.transform(new ModuleRewriter((_, index) -> index)).binary(),
        shifted.transform(new ModuleRewriter((_, index) -> index - 1000)).binary());
  }

  private CoreModule moved(CoreModule module) {
    CoreModuleBuilder out = new CoreModuleBuilder();
    int strange = out.addType(STRANGE);
    module.typeGroups().forEach(group -> out.addTypes(rewriter.group(group)));
    SizeLimits limits = SizeLimits.atLeast(0);
    List.of(
            new ExternType.Func(strange),
            new TableType(RefType.EXTERNREF, true, false, limits),
            new MemoryType(true, false, OptionalInt.empty(), limits),
            new GlobalType(NumType.V128, false, false),
            new TagType(strange))
        .forEach(type -> out.addImport(new Import("strange", type.kind().toString(), type)));
    module
        .imports()
        .forEach(
            item ->
                out.addImport(new Import(item.module(), item.name(), rewriter.type(item.type()))));
    List<FunctionBody> bodies = module.bodies();
    for (int i = 0; i < bodies.size(); i++) {
      out.addFunction(module.functions().get(i) + 1, rewriter.body(bodies.get(i)));
    }
    module.tables().forEach(table -> out.addTable(rewriter.table(table)));
    module.memories().forEach(out::addMemory);
    module.tags().forEach(tag -> out.addTag((TagType) rewriter.type(tag)));
    module.globals().forEach(global -> out.addGlobal(rewriter.global(global)));
    module.exports().stream()
        .map(rewriter::export)
        .forEach(export -> out.export(export.name(), export.kind(), export.index()));
    module
        .section(SectionId.START)
        .ifPresent(section -> out.start(((ModuleSection.Start) section.decode()).function() + 1));
    out.addElements(
        new ElementSegment(
            ElementSegment.Mode.Unplaced.PASSIVE,
            new ElementSegment.Items.Expressions(RefType.EXTERNREF, List.of())));
    module.elements().forEach(segment -> out.addElements(rewriter.segment(segment)));
    out.addData(
        new DataSegment(DataSegment.Mode.Passive.PASSIVE, ByteSlice.of(new byte[] {1, 2, 3})));
    module.data().forEach(segment -> out.addData(rewriter.segment(segment)));
    return out.withDataCount().build();
  }

  @Test
  void buildsWhatItIsTold() {
    CoreModuleBuilder out = new CoreModuleBuilder();
    FuncType nothing = new FuncType(List.of(), List.of());
    int imported = out.importFunction("a", "b", nothing);
    int table = out.addTable(TableType.of(RefType.FUNCREF, SizeLimits.atLeast(1)));
    int defined = out.addFunction(nothing, List.of(new Instruction.Index(Opcode.CALL, imported)));
    out.addElements(table, ConstExpr.of(List.of(new Instruction.I32Const(0))), List.of(defined));
    out.export("f", ExternKind.FUNC, defined).start(defined);
    CoreModule module = out.build();
    ValidatedModule valid = CoreValidator.validate(module, Features.DEFAULT);
    assertEquals(1, module.types().size(), "equal function types are one");
    assertEquals(List.of("f"), List.copyOf(valid.exports().keySet()));
    assertEquals(List.of(new Export("f", ExternKind.FUNC, 1)), module.exports());
    assertEquals(Optional.empty(), module.section(SectionId.DATA));
  }
}

package dev.witj.binary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.diagnostics.DiagnosticException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ModuleSectionTest {
  private static final ConstExpr ZERO = ConstExpr.of(List.of(new Instruction.I32Const(0)));

  private static ModuleSection roundTrip(ModuleSection section) {
    List<Section> sections = CoreModule.of(List.of(section)).sections();
    assertEquals(1, sections.size());
    assertEquals(section.id(), sections.getFirst().id());
    return sections.getFirst().decode();
  }

  private static void same(ModuleSection section) {
    assertEquals(section, roundTrip(section));
  }

  private static BinaryCode error(Features features, ModuleSection... sections) {
    DiagnosticException e =
        assertThrows(
            DiagnosticException.class,
            () -> CoreValidator.validate(CoreModule.of(List.of(sections)), features));
    return (BinaryCode) e.diagnostics().getFirst().code();
  }

  @Test
  void readsEveryFormOfElementSegment() {
    ElementSegment.Items functions = new ElementSegment.Items.Functions(List.of(0, 200));
    ElementSegment.Items plain =
        new ElementSegment.Items.Expressions(RefType.FUNCREF, List.of(ZERO, ZERO));
    for (ElementSegment.Items items : List.of(functions, plain)) {
      for (ElementSegment.Mode mode :
          List.of(
              ElementSegment.Mode.Unplaced.PASSIVE,
              ElementSegment.Mode.Unplaced.DECLARED,
              new ElementSegment.Mode.Active(OptionalInt.empty(), ZERO),
              new ElementSegment.Mode.Active(OptionalInt.of(0), ZERO),
              new ElementSegment.Mode.Active(OptionalInt.of(3), ZERO))) {
        same(new ModuleSection.Elements(List.of(new ElementSegment(mode, items))));
      }
    }
  }

  @Test
  void namesTheTableWhereOnlyThatFormHasAType() {
    ElementSegment.Items typed = new ElementSegment.Items.Expressions(RefType.EXTERNREF, List.of());
    ElementSegment.Mode written = new ElementSegment.Mode.Active(OptionalInt.of(0), ZERO);
    ElementSegment.Mode given = new ElementSegment.Mode.Active(OptionalInt.empty(), ZERO);
    assertEquals(
        new ModuleSection.Elements(List.of(new ElementSegment(written, typed))),
        roundTrip(new ModuleSection.Elements(List.of(new ElementSegment(given, typed)))));
  }

  @Test
  void readsEveryFormOfDataSegment() {
    ByteSlice bytes = ByteSlice.of(new byte[] {1, 2, 3});
    for (DataSegment.Mode mode :
        List.of(
            DataSegment.Mode.Passive.PASSIVE,
            new DataSegment.Mode.Active(OptionalInt.empty(), ZERO),
            new DataSegment.Mode.Active(OptionalInt.of(7), ZERO))) {
      same(new ModuleSection.Data(List.of(new DataSegment(mode, bytes))));
    }
  }

  @Test
  void readsTypes() {
    FieldType packed = new FieldType(StorageType.Packed.I16, true);
    FieldType reference = new FieldType(RefType.nullable(new HeapType.Concrete(70_000)), false);
    same(
        new ModuleSection.Types(
            List.of(
                RecGroup.of(
                    SubType.of(new FuncType(List.of(NumType.I32), List.of(RefType.EXNREF)))),
                new RecGroup(true, List.of()),
                new RecGroup(
                    true,
                    List.of(
                        new SubType(false, List.of(), new StructType(List.of(packed, reference))),
                        new SubType(true, List.of(1), new ArrayType(packed)))))));
  }

  @Test
  void readsTablesMemoriesTagsAndGlobals() {
    TableType table64 =
        new TableType(
            RefType.nonNull(HeapType.Abstract.FUNC), true, false, SizeLimits.between(1, -1));
    same(
        new ModuleSection.Tables(
            List.of(
                new Table(
                    TableType.of(RefType.FUNCREF, SizeLimits.atLeast(1L << 31)), Optional.empty()),
                new Table(table64, Optional.of(ZERO)))));
    same(
        new ModuleSection.Memories(
            List.of(
                MemoryType.of(SizeLimits.between(1, 1L << 16)),
                new MemoryType(true, true, OptionalInt.of(0), SizeLimits.between(0, -1)))));
    same(new ModuleSection.Tags(List.of(new TagType(300))));
    same(
        new ModuleSection.Globals(
            List.of(new Global(new GlobalType(NumType.I32, true, true), ZERO))));
  }

  @Test
  void readsImportsThatShareSomething() {
    ModuleSection.Imports imports =
        new ModuleSection.Imports(
            List.of(
                new ImportGroup.Single(new Import("a", "", new GlobalType(NumType.F64, false))),
                new ImportGroup.SameModule(
                    "b",
                    List.of(
                        new ImportGroup.Item("x", new GlobalType(NumType.I32, false)),
                        new ImportGroup.Item("y", MemoryType.of(SizeLimits.atLeast(0))))),
                new ImportGroup.SameType(
                    "c", new GlobalType(NumType.I64, false), List.of("p", "q", "r"))));
    same(imports);
    ValidatedModule valid =
        CoreValidator.validate(CoreModule.of(List.of(imports)), Features.DEFAULT);
    assertEquals(
        List.of("a/", "b/x", "b/y", "c/p", "c/q", "c/r"),
        valid.imports().stream().map(each -> each.module() + "/" + each.name()).toList());
    assertEquals(5, valid.globals().size());
    assertEquals(
        BinaryCode.FEATURE_DISABLED,
        error(Features.DEFAULT.without(Feature.COMPACT_IMPORTS), imports));
  }

  @Test
  void readsKnownCustomSections() {
    NameSection names =
        new NameSection(
            List.of(
                new NameSection.Part.Module("m"),
                new NameSection.Part.Names(
                    NameSection.Kind.FUNCTION, List.of(new NameSection.Naming(0, "f"))),
                new NameSection.Part.IndirectNames(
                    NameSection.Kind.LOCAL,
                    List.of(new NameSection.Group(0, List.of(new NameSection.Naming(1, "x"))))),
                new NameSection.Part.Unknown(77, ByteSlice.of(new byte[] {9}))));
    assertEquals(names, NameSection.read(names.toCustom().data()));
    ProducersSection producers =
        new ProducersSection(
            List.of(
                new ProducersSection.Field(
                    "processed-by", List.of(new ProducersSection.Value("tool", "1.0")))));
    assertEquals(producers, ProducersSection.read(producers.toData()));
    DylinkSection dylink =
        new DylinkSection(
            List.of(
                new DylinkSection.Part.MemoryInfo(1, 2, 3, 4),
                new DylinkSection.Part.Needed(List.of("libc.so")),
                new DylinkSection.Part.ExportInfo(List.of(new DylinkSection.ExportFlags("e", 1))),
                new DylinkSection.Part.ImportInfo(
                    List.of(new DylinkSection.ImportFlags("env", "i", 2))),
                new DylinkSection.Part.RuntimePath(List.of("lib")),
                new DylinkSection.Part.Unknown(9, ByteSlice.of(new byte[] {1}))));
    assertEquals(dylink, DylinkSection.read(dylink.toCustom().data()));
    BranchHintSection hints =
        new BranchHintSection(
            List.of(
                new BranchHintSection.Function(3, List.of(new BranchHintSection.Hint(5, true)))));
    assertEquals(hints, BranchHintSection.read(hints.toCustom().data()));
  }

  @Test
  void customSectionsStandAnywhereAndAreKept() {
    ModuleSection.Custom custom =
        new ModuleSection.Custom("anything", ByteSlice.of(new byte[] {0, -1}));
    CoreModule module =
        CoreModule.of(List.of(custom, new ModuleSection.Types(List.of()), custom, custom));
    CoreValidator.validate(module, Features.MVP);
    assertEquals(3, module.customSections("anything").count());
    assertEquals(custom, module.sections().getLast().decode());
  }

  @Test
  void sectionsMustBeInOrder() {
    ModuleSection types = new ModuleSection.Types(List.of());
    ModuleSection start = new ModuleSection.Exports(List.of());
    assertEquals(BinaryCode.SECTION_ORDER, error(Features.ALL, types, types));
    assertEquals(BinaryCode.SECTION_ORDER, error(Features.ALL, start, types));
  }

  @Test
  void equalGroupsOfDifferentModulesAreOneType() {
    CoreTypes types = CoreTypes.create();
    FuncType callback =
        new FuncType(List.of(RefType.nullable(new HeapType.Concrete(0))), List.of());
    ModuleSection group =
        new ModuleSection.Types(List.of(new RecGroup(true, List.of(SubType.of(callback)))));
    ModuleSection shifted =
        new ModuleSection.Types(
            List.of(
                RecGroup.of(SubType.of(new FuncType(List.of(), List.of()))),
                RecGroup.of(
                    SubType.of(
                        new FuncType(
                            List.of(RefType.nullable(new HeapType.Concrete(1))), List.of())))));
    int first =
        CoreValidator.validate(CoreModule.of(List.of(group)), Features.DEFAULT, types)
            .typeIds()
            .getFirst();
    int second =
        CoreValidator.validate(CoreModule.of(List.of(shifted)), Features.DEFAULT, types)
            .typeIds()
            .getLast();
    assertEquals(first, second);
  }

  @Test
  void saysWhyAnImportDoesNotFit() {
    CoreTypes types = CoreTypes.create();
    ExternType wanted = MemoryType.of(SizeLimits.between(2, 10));
    assertTrue(types.mismatch(MemoryType.of(SizeLimits.between(2, 10)), wanted).isEmpty());
    assertTrue(types.mismatch(MemoryType.of(SizeLimits.between(3, 9)), wanted).isEmpty());
    assertEquals(
        Optional.of("mismatch in memory limits"),
        types.mismatch(MemoryType.of(SizeLimits.atLeast(2)), wanted));
    assertEquals(
        Optional.of("expected memory, found global"),
        types.mismatch(new GlobalType(NumType.I32, false), wanted));
    int empty = types.add(new FuncType(List.of(), List.of()));
    int other = types.add(new FuncType(List.of(NumType.I32), List.of()));
    assertEquals(
        Optional.of("expected: (func type: [] -> []) found: (func type: [i32] -> [])"),
        types.mismatch(new ExternType.Func(other), new ExternType.Func(empty)));
  }
}

package dev.witj.engine.internal.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.diagnostics.Source;
import dev.witj.engine.internal.load.TypeRegistry;
import dev.witj.wat.WatAssembler;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HotSpot's first compiler gives methods up in which there are too many accesses to memories. */
final class ManyAccessesTest {
  private static final int LIMIT = 7000;

  /** As many as that compiler takes, whatever else there is. */
  private static final int MOST = 140;

  private static final int ACCESSES = 200;

  @Test
  void areSplitIntoSeveralMethods() {
    String text =
        "(module (memory 1) (func (param i32) (result i32) (local i32) "
            + "(local.set 1 (i32.load offset=8 (local.get 0))) ".repeat(ACCESSES)
            + "local.get 1))";
    CoreModule module =
        CoreModule.read(ByteSlice.of(WatAssembler.assemble(Source.text("many.wat", text))));
    ModuleOutline outline =
        new ModuleOutline(module, new TypeRegistry().add(module), Variant.PLAIN);
    ModuleClasses classes = new ModuleClasses(outline, LIMIT);
    List<Long> counts =
        ClassFile.of().parse(classes.make(classes.functionClass(0))).methods().stream()
            .map(ManyAccessesTest::accesses)
            .toList();
    assertEquals(ACCESSES, counts.stream().mapToLong(Long::longValue).sum());
    assertTrue(counts.stream().allMatch(count -> count <= MOST), counts::toString);
  }

  private static long accesses(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .filter(ManyAccessesTest::isAccess)
        .count();
  }

  private static boolean isAccess(CodeElement element) {
    return element instanceof InvokeInstruction invoke
        && invoke.owner().asInternalName().equals("java/lang/invoke/VarHandle");
  }
}

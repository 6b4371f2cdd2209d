package dev.witj.engine.internal.compile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.diagnostics.Source;
import dev.witj.engine.internal.load.TypeRegistry;
import dev.witj.wat.WatAssembler;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop of an interpreter and its choice among instructions are one method. */
final class SpineTest {
  private static final int LIMIT = 7000;
  private static final int ARMS = 200;

  /** About a hundred bytes of code, and as many times as many. */
  private static String work(int times) {
    return "(local.set $sum (i32.add (local.get $sum) (i32.const 77)))".repeat(20 * times);
  }

  /** A loop around a choice, with much else after this, and a block between that gives a value. */
  private static String interpreter() {
    StringBuilder text =
        new StringBuilder("(module (memory 1) (func (param $at i32) (local $sum i32)");
    text.append("(loop $next (block (result i32)");
    for (int arm = ARMS; arm >= 0; arm--) {
      text.append("(block $arm").append(arm).append(' ');
    }
    text.append("(br_table");
    for (int arm = 0; arm < ARMS; arm++) {
      text.append(" $arm").append(arm);
    }
    text.append(" $arm").append(ARMS).append(" (i32.load8_u (local.get $at)))");
    for (int arm = 0; arm < ARMS; arm++) {
      text.append(')').append(work(1)).append("(br $next)");
    }
    text.append(')').append(work(50)).append("(i32.const 1)) ");
    return text.append("local.set $sum ").append(work(45)).append("))").append(')').toString();
  }

  @Test
  void staysInTheMethodOfItsLoop() {
    CoreModule module =
        CoreModule.read(
            ByteSlice.of(WatAssembler.assemble(Source.text("loop.wat", interpreter()))));
    ModuleOutline outline =
        new ModuleOutline(module, new TypeRegistry().add(module), Variant.PLAIN);
    ModuleClasses classes = new ModuleClasses(outline, LIMIT);
    List<CodeModel> choosing =
        ClassFile.of().parse(classes.make(classes.functionClass(0))).methods().stream()
            .flatMap(method -> method.code().stream())
            .filter(SpineTest::chooses)
            .toList();
    assertTrue(!choosing.isEmpty() && choosing.stream().allMatch(SpineTest::asks));
  }

  private static boolean chooses(CodeModel code) {
    return code.elementStream()
        .anyMatch(e -> e instanceof TableSwitchInstruction choice && choice.cases().size() >= ARMS);
  }

  /** Whether there is a loop, which asks whether it may go on. */
  private static boolean asks(CodeModel code) {
    return code.elementStream()
        .anyMatch(e -> e instanceof InvokeInstruction call && call.name().equalsString("ask"));
  }
}

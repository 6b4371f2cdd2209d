package dev.witj.runtime.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.engine.Meter;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.CoreEngines;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runtime demands of what runs core modules. */
class CoreEngineTest {
  private static final CoreEngine ENGINE = CoreEngines.create(Optional.empty());

  private static CoreModule module(ByteSlice bytes) {
    return ENGINE.compile(bytes, "test");
  }

  private static CoreFunc func(CoreInstance instance, String name) {
    return (CoreFunc) instance.export(name).orElseThrow();
  }

  private static CoreItem item(CoreInstance instance, String name) {
    return instance.export(name).orElseThrow();
  }

  @Test
  void callsThroughATableThatAnotherModuleFilled() {
    for (boolean sameOrder : new boolean[] {true, false}) {
      CoreInstance shim = module(CoreModules.shim()).instantiate(List.of(), Meter.UNLIMITED);
      CoreInstance main =
          module(CoreModules.main())
              .instantiate(List.of(item(shim, "0"), item(shim, "1")), Meter.UNLIMITED);
      List<Long> seen = new ArrayList<>();
      CoreFunc x = arguments -> (int) arguments[0] + 1;
      CoreFunc y =
          arguments -> {
            for (long argument : arguments) {
              seen.add(argument);
            }
            return 0;
          };
      var _ =
          module(CoreModules.fixup(sameOrder))
              .instantiate(List.of(x, y, item(shim, "$imports")), Meter.UNLIMITED);
      assertEquals(42, func(main, "run").call(), "same order: " + sameOrder);
      assertEquals(List.of(1L, 2L, 3L, 4L), seen);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixup.wat", "fixup2.wat"})
  void callsThroughATableThatRealFixUpsFilled(String fixup) throws IOException {
    Path folder = Corpus.guests().resolve("engine");
    CoreInstance shim =
        module(text(Files.readString(folder.resolve("shim.wat"))))
            .instantiate(List.of(), Meter.UNLIMITED);
    CoreInstance main =
        module(text(Files.readString(folder.resolve("main.wat"))))
            .instantiate(List.of(item(shim, "0"), item(shim, "1")), Meter.UNLIMITED);
    CoreFunc x = arguments -> (int) arguments[0] + 1;
    CoreFunc y = _ -> 0;
    var _ =
        module(text(Files.readString(folder.resolve(fixup))))
            .instantiate(List.of(x, y, item(shim, "$imports")), Meter.UNLIMITED);
    assertEquals(42, func(main, "run").call());
  }

  @Test
  void trapsWhereTheTableHoldsAFunctionOfAnotherType() {
    CoreInstance shim = module(CoreModules.shim()).instantiate(List.of(), Meter.UNLIMITED);
    ByteSlice swapped =
        new CoreModules()
            .section(
                1,
                CoreModules.type(new int[] {CoreModules.I32}, CoreModules.I32),
                CoreModules.type(
                    new int[] {CoreModules.I32, CoreModules.I32, CoreModules.I32, CoreModules.I32}))
            .section(
                2,
                CoreModules.importFunc("", "0", 0),
                CoreModules.importFunc("", "1", 1),
                CoreModules.importTable("", "$imports", 2))
            .section(9, CoreModules.elements(1, 0))
            .build();
    CoreFunc any = _ -> 0;
    var _ = module(swapped).instantiate(List.of(any, any, item(shim, "$imports")), Meter.UNLIMITED);
    assertTrap(TrapCode.INDIRECT_CALL_TYPE_MISMATCH, () -> func(shim, "0").call(1));
  }

  @Test
  void passesReferencesToThoseWhoAskForThem() {
    CoreInstance instance =
        module(
                text(
                    """
                    (module
                      (type $s (struct))
                      (table $t 2 externref)
                      (global (export "none") externref (ref.null extern))
                      (func (export "swap") (param i64 externref) (result externref i64)
                        (local.get 1) (local.get 0))
                      (func (export "inside") (param externref) (result anyref)
                        (any.convert_extern (local.get 0)))
                      (func (export "new") (result anyref) (struct.new $s))
                      (func $f (export "self") (result funcref) (ref.func $f)))
                    """))
            .instantiate(List.of(), Meter.UNLIMITED);
    Object object = new Object();
    CoreValue number = new CoreValue.Numeric(CoreValue.Type.I64, -5);
    CoreValue outside =
        new CoreValue.Reference(CoreValue.Type.EXTERN, CoreValue.Referent.HOST, object);
    CoreValue none = new CoreValue.Null(CoreValue.Type.EXTERN);
    TypedCoreFunc swap = (TypedCoreFunc) func(instance, "swap");
    assertEquals(List.of(CoreValue.Type.I64, CoreValue.Type.EXTERN), swap.params());
    assertEquals(List.of(outside, number), swap.callTyped(List.of(number, outside)));
    assertEquals(List.of(none, number), swap.callTyped(List.of(number, none)));
    assertThrows(IllegalArgumentException.class, () -> swap.callTyped(List.of(number, number)));
    assertTrap(TrapCode.UNSUPPORTED, () -> swap.call(1, 2));
    assertEquals(
        List.of(new CoreValue.Reference(CoreValue.Type.ANY, CoreValue.Referent.HOST, object)),
        ((TypedCoreFunc) func(instance, "inside")).callTyped(List.of(outside)));
    assertEquals(CoreValue.Referent.STRUCT, referent(instance, "new"));
    assertEquals(CoreValue.Referent.FUNC, referent(instance, "self"));
    assertEquals(none, ((CoreGlobal) item(instance, "none")).value());
  }

  private static CoreValue.Referent referent(CoreInstance instance, String name) {
    CoreValue found = ((TypedCoreFunc) func(instance, name)).callTyped(List.of()).getFirst();
    return assertInstanceOf(CoreValue.Reference.class, found).referent();
  }

  @Test
  void tellsTagsOfOneTypeApart() {
    CoreModule tags = module(text("(module (tag (export \"t\") (param i32)))"));
    CoreItem one = item(tags.instantiate(List.of(), Meter.UNLIMITED), "t");
    CoreItem other = item(tags.instantiate(List.of(), Meter.UNLIMITED), "t");
    CoreModule thrower =
        module(
            text(
                """
                (module
                  (tag $t (import "" "t") (param i32))
                  (export "t" (tag $t))
                  (func (export "throw") (throw $t (i32.const 7))))
                """));
    CoreModule catcher =
        module(
            text(
                """
                (module
                  (tag $t (import "" "t") (param i32))
                  (func $throw (import "" "throw"))
                  (func (export "run") (result i32)
                    (block $other
                      (return
                        (block $caught (result i32)
                          (try_table (catch $t $caught) (catch_all $other) (call $throw))
                          (unreachable))))
                    (i32.const -1)))
                """));
    CoreInstance throwing = thrower.instantiate(List.of(one), Meter.UNLIMITED);
    for (CoreItem tag : List.of(one, item(throwing, "t"), other)) {
      CoreInstance catching =
          catcher.instantiate(List.of(tag, item(throwing, "throw")), Meter.UNLIMITED);
      assertEquals(tag.equals(other) ? -1 : 7, (int) func(catching, "run").call());
    }
  }

  @Test
  void runsModulesWhoseNamesAreMalformed() {
    byte[] binary =
        WatAssembler.assemble(
            Source.text(
                "test",
                "(module (@custom \"name\" \"\\00\\02\\01\\ff\")"
                    + " (func (export \"f\") (result i32) (i32.const 1)))"));
    CoreInstance instance =
        ENGINE.compile(ByteSlice.of(binary), "test").instantiate(List.of(), Meter.UNLIMITED);
    assertEquals(1, func(instance, "f").call());
  }

  @Test
  void runsBranchesThatCast() {
    CoreInstance instance =
        module(
                text(
                    """
                    (module
                      (func (export "f") (param i32) (result i32)
                        (block $small (result (ref i31))
                          (br_on_cast $small anyref (ref i31)
                            (select (result anyref)
                              (ref.i31 (i32.const 7)) (ref.null any) (local.get 0)))
                          (return (i32.const -1)))
                        (i31.get_s)))
                    """))
            .instantiate(List.of(), Meter.UNLIMITED);
    assertEquals(7, (int) func(instance, "f").call(1));
    assertEquals(-1, (int) func(instance, "f").call(0));
  }

  @Test
  void refusesATagOfAnotherType() {
    CoreItem tag =
        item(
            module(text("(module (tag (export \"t\") (param i32)))"))
                .instantiate(List.of(), Meter.UNLIMITED),
            "t");
    CoreModule wanting = module(text("(module (tag (import \"a\" \"t\") (param i64)))"));
    LinkException refused =
        assertThrows(LinkException.class, () -> wanting.instantiate(List.of(tag), Meter.UNLIMITED));
    assertEquals(
        "incompatible import type for `a` `t`: expected: (func type: [i64] -> [])"
            + " found: (func type: [i32] -> [])",
        refused.getMessage());
  }

  @Test
  void trapsWhereTheTableIsEmpty() {
    CoreInstance shim = module(CoreModules.shim()).instantiate(List.of(), Meter.UNLIMITED);
    assertTrap(TrapCode.UNINITIALIZED_ELEMENT, () -> func(shim, "0").call(1));
  }

  @Test
  void turnsEveryFaultIntoATrap() {
    CoreInstance faults = module(CoreModules.faults()).instantiate(List.of(), Meter.UNLIMITED);
    assertTrap(TrapCode.CALL_STACK_EXHAUSTED, () -> func(faults, "rec").call(1));
    assertTrap(TrapCode.INTEGER_DIVIDE_BY_ZERO, () -> func(faults, "div").call(0));
    assertTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, () -> func(faults, "oob").call());
    assertTrap(TrapCode.UNREACHABLE, () -> func(faults, "unr").call());
    assertEquals(1, func(faults, "div").call(1));
  }

  @Test
  void endsARunawayGuestByInterruption() throws Exception {
    CoreInstance faults = module(CoreModules.faults()).instantiate(List.of(), Meter.UNLIMITED);
    Thread guest = Thread.currentThread();
    Thread watchdog =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(50);
                  } catch (InterruptedException e) {
                    return;
                  }
                  guest.interrupt();
                });
    assertTrap(TrapCode.INTERRUPTED, () -> func(faults, "spin").call());
    assertTrue(Thread.interrupted());
    watchdog.join();
  }

  @Test
  void growsWithinItsMaximumAndItsLimit() {
    CoreModule module = module(CoreModules.faults());
    CoreInstance free = module.instantiate(List.of(), Meter.UNLIMITED);
    CoreMemory memory = (CoreMemory) item(free, "memory");
    memory.putByte(65535, (byte) 7);
    assertEquals(1, func(free, "grow").call(2));
    assertEquals(3 * 65536, memory.byteLength());
    assertEquals(7, memory.getByte(65535));
    assertEquals(-1, (int) func(free, "grow").call(1));

    Meter twoPages =
        new Meter() {
          private long left = 2 * 65536;

          @Override
          public boolean takeMemory(long bytes) {
            if (bytes > left) {
              return false;
            }
            left -= bytes;
            return true;
          }

          @Override
          public int maxTableElements() {
            return 1;
          }
        };
    CoreInstance limited = module.instantiate(List.of(), twoPages);
    assertEquals(1, (int) func(limited, "grow").call(1));
    assertEquals(-1, (int) func(limited, "grow").call(1));
    assertThrows(LinkException.class, () -> module.instantiate(List.of(), twoPages));
    assertThrows(
        LinkException.class, () -> module(CoreModules.shim()).instantiate(List.of(), twoPages));
  }

  @Test
  void keepsApartThePassiveSegmentsOfModulesThatShareAMemory() {
    CoreInstance owner =
        module(text("(module (memory (export \"mem\") 1))"))
            .instantiate(List.of(), Meter.UNLIMITED);
    List<CoreInstance> users = new ArrayList<>();
    for (String data : List.of("one", "two")) {
      ByteSlice user =
          text(
              """
              (module (import "" "mem" (memory 1)) (data $d "%s")
                (func (export "init") (param i32)
                  (memory.init $d (local.get 0) (i32.const 0) (i32.const 3)) (data.drop $d)))
              """
                  .formatted(data));
      users.add(module(user).instantiate(List.of(item(owner, "mem")), Meter.UNLIMITED));
    }
    for (int i = 0; i < users.size(); i++) {
      var _ = func(users.get(i), "init").call(8L * i);
    }
    CoreMemory memory = (CoreMemory) item(owner, "mem");
    assertEquals("one", memory.text(0, 3, StandardCharsets.US_ASCII));
    assertEquals("two", memory.text(8, 3, StandardCharsets.US_ASCII));
    assertTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, () -> func(users.getFirst(), "init").call(0));
  }

  private static ByteSlice text(String wat) {
    return ByteSlice.of(WatAssembler.assemble(Source.text("test.wat", wat)));
  }

  @Test
  void answersTheSameItemForTheSameExport() {
    CoreInstance shim = module(CoreModules.shim()).instantiate(List.of(), Meter.UNLIMITED);
    assertSame(item(shim, "0"), item(shim, "0"));
    assertTrue(shim.export("nothing").isEmpty());
  }

  private static void assertTrap(TrapCode code, Runnable run) {
    TrapException trap = assertThrows(TrapException.class, run::run);
    assertEquals(code, trap.code(), trap.getMessage());
  }
}

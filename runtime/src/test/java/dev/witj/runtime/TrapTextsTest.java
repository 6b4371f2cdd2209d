package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with objects of guests is said in words of WebAssembly, not in those of Java. */
final class TrapTextsTest {
  private static final Pattern JAVA =
      Pattern.compile(
          "(?i)java|exception\\b.*:|error:|dev\\.witj|\\bindex \\d|class |length -?\\d");

  private final Engine engine = Engine.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(drop (array.new_default $a (i32.const -1)))",
        "(drop (array.new_default $a (i32.const 0x7fffffff)))",
        "(drop (array.new_default $l (i32.const 0x7ffffff0)))",
        "(drop (array.new $a (i32.const 1) (i32.const -2)))",
        "(drop (array.get $a (array.new_default $a (i32.const 2)) (i32.const 2)))",
        "(drop (array.get $a (array.new_default $a (i32.const 2)) (i32.const -1)))",
        "(array.set $a (array.new_default $a (i32.const 2)) (i32.const 9) (i32.const 0))",
        "(array.fill $a (array.new_default $a (i32.const 2)) (i32.const 1) (i32.const 7)"
            + " (i32.const -1))",
        "(array.copy $a $a (array.new_default $a (i32.const 2)) (i32.const 0)"
            + " (array.new_default $a (i32.const 3)) (i32.const 1) (i32.const -1))",
        "(array.init_data $a $d (array.new_default $a (i32.const 2)) (i32.const 0)"
            + " (i32.const 0) (i32.const 2))",
        "(drop (array.new_data $a $d (i32.const 0) (i32.const -1)))",
        "(drop (array.new_elem $f $e (i32.const 0) (i32.const 5)))",
        "(array.init_elem $f $e (array.new_default $f (i32.const 1)) (i32.const 0)"
            + " (i32.const 1) (i32.const 1))",
        "(drop (array.len (ref.null array)))",
        "(drop (array.get $a (ref.null $a) (i32.const 0)))",
        "(drop (struct.get $s 0 (ref.null $s)))",
        "(struct.set $s 0 (ref.null $s) (i32.const 1))",
        "(drop (ref.cast (ref $s) (ref.i31 (i32.const 1))))",
        "(drop (ref.cast (ref $a) (struct.new_default $s)))",
        "(drop (ref.as_non_null (ref.null any)))",
        "(drop (i31.get_u (ref.null i31)))",
        "(call_ref $n (ref.null $n))",
        "(throw_ref (ref.null exn))",
        "(call_indirect $t (type $n) (i32.const 7))",
        "(call_indirect $t (type $n) (i32.const 0))",
        "(drop (table.get $t (i32.const -1)))",
        "(drop (i32.load offset=0xffffffff (i32.const -1)))",
        "(memory.fill (i32.const -1) (i32.const 0) (i32.const -1))",
        "(drop (i32.div_s (i32.const 1) (i32.const 0)))",
        "(drop (i32.trunc_f64_s (f64.const nan)))",
      })
  void speaksOfWebAssembly(String instructions) {
    Component guest =
        Component.load(
            engine,
            "guest",
            WatAssembler.assemble(
                Source.text(
                    "guest.wat",
                    """
                    (component
                      (core module $m
                        (type $a (array (mut i32)))
                        (type $l (array (mut i64)))
                        (type $f (array (mut funcref)))
                        (type $s (struct (field (mut i32))))
                        (type $n (func))
                        (memory 1)
                        (table $t 2 funcref)
                        (data $d "abc")
                        (elem $e funcref (ref.null func))
                        (func (export "f") BODY))
                      (core instance $i (instantiate $m))
                      (func (export "f") (canon lift (core func $i "f"))))
                    """
                        .replace("BODY", instructions))));
    try (Store store = Store.create(engine)) {
      Func f = Linker.create(engine).instantiate(store, guest).func("f");
      String text = String.valueOf(assertThrows(TrapException.class, f::call).getMessage());
      assertFalse(JAVA.matcher(text).find(), text);
    }
  }
}

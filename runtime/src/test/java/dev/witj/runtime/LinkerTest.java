package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.Features;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a host says a function's type is, against what a component imports. */
class LinkerTest {
  private static final String NAME = "test:io/bytes@1.0.0";

  private final Engine engine = Engine.create();

  /** Uses {@code read: func(at: u64, span: record { low: u16 }) -> list<u8>}. */
  private Component reader() {
    String text =
        """
        (component
          (import "test:io/bytes@1.0.0" (instance $bytes
            (type $span' (record (field "low" u16)))
            (export "span" (type $span (eq $span')))
            (export "read" (func (param "at" u64) (param "span" $span) (result (list u8))))))
          (core module $m
            (memory (export "memory") 1)
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16)))
          (core instance $i (instantiate $m))
          (alias export $bytes "read" (func $read))
          (core func $read (canon lower (func $read) (memory $i "memory") (realloc (func $i "realloc"))))
          (core module $n (import "" "read" (func (param i64 i32 i32))))
          (core instance (instantiate $n
            (with "" (instance (export "read" (func $read)))))))
        """;
    return Component.load(engine, "reader", WatAssembler.assemble(Source.text("reader", text)));
  }

  private static FunctionType read(ValueType at, ValueType low, ValueType element) {
    return Types.func(
        List.of(
            Types.field("at", at),
            Types.field("span", Types.record(List.of(Types.field("low", low))))),
        Optional.of(Types.list(element)));
  }

  private void link(FunctionType type) {
    Linker linker = Linker.create(engine);
    linker.instance(NAME).func("read", type, (store, arguments) -> new byte[0]);
    var _ = linker.pre(reader());
  }

  /** What an engine may run and how follows from its own configuration. */
  @Test
  void keepsEnginesApart() {
    Component component =
        Component.load(engine, "empty", WatAssembler.assemble(Source.text("empty", "(component)")));
    Engine strict = Engine.create();
    assertThrows(IllegalArgumentException.class, () -> Linker.create(strict).pre(component));
    InstancePre ready = Linker.create(engine).pre(component);
    try (Store own = Store.create(engine);
        Store other = Store.create(strict)) {
      ready.instantiate(own);
      assertThrows(IllegalArgumentException.class, () -> ready.instantiate(other));
    }
  }

  private static final FunctionType READ = read(Types.U64, Types.U16, Types.U8);

  @Test
  void definesOnlyWhatIsAskedFor() {
    List<String> defined = new ArrayList<>();
    Linker linker =
        Linker.create(engine)
            .later(
                name -> name.startsWith("test:io/"),
                to -> {
                  defined.add("io");
                  to.instance(NAME)
                      .later(
                          bytes -> {
                            defined.add("bytes");
                            bytes.func("read", READ, (store, arguments) -> new byte[0]);
                          });
                  to.instance("test:io/other@1.0.0").later(_ -> defined.add("other"));
                })
            .later(name -> name.startsWith("test:net/"), _ -> defined.add("net"));
    assertEquals(List.of(), defined);
    var _ = linker.pre(reader());
    var _ = linker.pre(reader());
    assertEquals(List.of("io", "bytes"), defined);
  }

  @Test
  void replacesWhatIsDefinedLater() {
    Linker linker =
        Linker.create(engine)
            .later(
                NAME::equals,
                to ->
                    to.instance(NAME)
                        .later(
                            bytes ->
                                bytes.func(
                                    "read",
                                    read(Types.U8, Types.U16, Types.U8),
                                    (store, arguments) -> new byte[0])));
    assertThrows(
        DiagnosticException.class, () -> linker.pre(reader()), "what is replaced has another type");
    linker.instance(NAME).func("read", READ, (store, arguments) -> new byte[0]);
    var _ = linker.pre(reader());
  }

  @Test
  void linksWhatHasTheSameType() {
    link(read(Types.U64, Types.U16, Types.U8));
  }

  @Test
  void tellsNumbersOfOneJavaTypeApart() {
    for (Mistake each :
        List.of(
            new Mistake(read(Types.S64, Types.U16, Types.U8), "param at: expected u64, found s64"),
            new Mistake(
                read(Types.U64, Types.CHAR, Types.U8),
                "param span → field low: expected u16, found char"),
            new Mistake(
                read(Types.U64, Types.U16, Types.S8),
                "result → list element: expected u8, found s8"))) {
      Diagnostic found =
          assertThrows(DiagnosticException.class, () -> link(each.host)).diagnostics().getFirst();
      assertEquals(RuntimeCode.IMPORT_MISMATCH, found.code());
      assertEquals(
          "the component imports `" + NAME + "#read` with another type than the host's",
          found.message());
      assertEquals(each.note, found.notes().getLast());
    }
  }

  /** A host gives functions and resources; a valid component may import more, and is told so. */
  @Test
  void refusesByNameWhatNoHostGives() {
    assertEquals(
        "nothing satisfies the import of the core module `host#m`",
        missing(
            """
            (component
              (import "host" (instance $i (export "m" (core module))))
              (alias export $i "m" (core module $m))
              (core instance (instantiate $m)))
            """));
    assertEquals(
        "nothing satisfies the import of the component `c`",
        missing(
            """
            (component
              (import "c" (component $c (export "f" (func))))
              (instance $i (instantiate $c))
              (alias export $i "f" (func $f))
              (export "f" (func $f)))
            """));
    assertEquals(
        "nothing satisfies the import of the value `v`",
        missing("(component (import \"v\" (value $v u32)) (export \"w\" (value $v)))"));
  }

  private String missing(String text) {
    Engine all = Engine.create(EngineConfig.defaults().withFeatures(Features.ALL));
    Component component =
        Component.load(all, "c", WatAssembler.assemble(Source.text("c.wat", text)));
    Diagnostic found =
        assertThrows(DiagnosticException.class, () -> Linker.create(all).pre(component))
            .diagnostics()
            .getFirst();
    return found.message().replaceFirst("^c: ", "");
  }

  private record Mistake(FunctionType host, String note) {}
}

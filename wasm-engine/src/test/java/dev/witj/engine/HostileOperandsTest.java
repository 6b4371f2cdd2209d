package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.diagnostics.Source;
import dev.witj.engine.script.Subject;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions that have very many operands at once, or hand very many about: compiled code does what
 * the interpreter does. The numbers lie around the limits of the JVM: 65,535 slots of operands and
 * of variables, 65,535 bytes of code in a method, 255 slots of parameters.
 */
class HostileOperandsTest {
  private static final int[] ARGUMENTS = {0, 1, 2, 3, -1};

  /** Compiles {@code run}, of an i32, in both ways, and compares what it gives. */
  private static void compare(String module) {
    byte[] binary = WatAssembler.assemble(Source.text("hostile.wat", "(module " + module + ")"));
    var _ = CoreValidator.validate(CoreModule.read(ByteSlice.of(binary)), Features.ALL);
    assertEquals(
        run(Subject.interpreter(), binary),
        run(Subject.compiler(EngineOptions.defaults()), binary));
  }

  private static List<String> run(Subject subject, byte[] binary) {
    Instance instance =
        subject.compile(ByteSlice.of(binary)).instantiate(List.of(), Meter.UNLIMITED);
    Func run = (Func) instance.export("run").orElseThrow();
    List<String> given = new ArrayList<>();
    for (int argument : ARGUMENTS) {
      try {
        given.add(Arrays.toString(run.call(argument)));
      } catch (GuestException exception) {
        given.add(exception.payload().stream().map(HostileOperandsTest::name).toList().toString());
      }
    }
    return given;
  }

  private static Object name(@Nullable Object value) {
    return value == null ? "null" : value instanceof Func ? "function" : value;
  }

  /** The function that is run, which may be referred to. */
  private static String run(String code) {
    return "(elem declare func $run) (func $run (export \"run\") (param $n i32) " + code + ") ";
  }

  private static final List<String> TYPES = List.of("i32", "i64", "f32", "f64", "v128", "funcref");

  /** A constant of a type. */
  private static String constant(String type, int value) {
    return switch (type) {
      case "v128" -> "v128.const i32x4 " + value + " 2 3 " + value + " ";
      case "funcref" -> value % 3 == 0 ? "ref.null func " : "ref.func $run ";
      default -> type + ".const " + value + " ";
    };
  }

  /** Adds what is on the stack to the sum. */
  private static String sum(String type) {
    String number =
        switch (type) {
          case "i32" -> "i64.extend_i32_s";
          case "i64" -> "";
          case "f32" -> "i64.trunc_sat_f32_s";
          case "f64" -> "i64.trunc_sat_f64_s";
          case "v128" -> "i64x2.extract_lane 1";
          default -> "ref.is_null i64.extend_i32_u";
        };
    return number + " local.get $sum i64.const 3 i64.rotl i64.add local.set $sum ";
  }

  /** Types in turn. */
  private static List<String> mixed(int count) {
    return IntStream.range(0, count).mapToObj(i -> TYPES.get(i % TYPES.size())).toList();
  }

  private static String constants(List<String> types) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> constant(types.get(i), i))
        .collect(Collectors.joining());
  }

  private static String sums(List<String> types) {
    return types.reversed().stream().map(HostileOperandsTest::sum).collect(Collectors.joining());
  }

  private static String list(String what, List<String> types) {
    return "(" + what + " " + String.join(" ", types) + ") ";
  }

  /** All parameters from one on, in their order or the other way round. */
  private static String parameters(int from, int count, boolean reversed) {
    return IntStream.range(0, count)
        .mapToObj(i -> "local.get " + (from + (reversed ? count - 1 - i : i)) + " ")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(ints = {3_000, 16_000, 21_850, 32_700, 40_000, 65_600})
  void manyOperandsAtOnce(int count) {
    for (String type : List.of("i32", "i64")) {
      compare(
          run(
              list("result", List.of(type))
                  + (type + ".const 2 ").repeat(count)
                  + (type + ".add ").repeat(count - 1)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 2_000, 10_000, 40_000})
  void manyOperandsOfAllTypes(int count) {
    List<String> types = mixed(count);
    compare(
        run("(result i64) (local $sum i64) " + constants(types) + sums(types) + "local.get $sum"));
  }

  @Test
  void manyOperandsBelowBlocksAndBranches() {
    compare(
        run(
            "(result i32) (block $out (result i32) "
                + "local.get $n i32.const 3 i32.add ".repeat(20_000)
                + "(loop $l (br_if $l (i32.const 0))) local.get $n br_if $out ".repeat(500)
                + "(if (i32.eqz (local.get $n)) (then) (else (br $out (i32.const 5)))) ".repeat(500)
                + "i32.add ".repeat(19_999)
                + ")"));
  }

  @Test
  void branchesThatCarryMany() {
    List<String> types = mixed(1_000);
    String block =
        "(block $in %s %s local.get $n br_table $in $out $in) "
            .formatted(list("param", types), list("result", types));
    compare(
        run(
            "(result i64) (local $sum i64) (block $out "
                + list("result", types)
                + constants(types)
                + (block + "local.get $n i32.const 2 i32.eq br_if $out ").repeat(300)
                + "i32.const 77 "
                + constants(types)
                + "local.get $n br_if $out br $out) "
                + sums(types)
                + "local.get $sum"));
  }

  @Test
  void branchesOnReferencesThatCarryMany() {
    List<String> types = new ArrayList<>(mixed(600));
    String found = list("result", types);
    types.removeLast();
    String missing = list("result", types);
    compare(
        run(
            "(result i64) (local $sum i64) (block $missing "
                + missing
                + "(block $found "
                + found
                + "i32.const 7 "
                + constants(types)
                + "(if (result funcref) (local.get $n) (then ref.null func) (else ref.func $run)) "
                + "br_on_null $missing br_on_non_null $found ref.null func ".repeat(300)
                + "br_on_cast $found funcref nullfuncref drop ref.null func ".repeat(300)
                + "br $found) "
                + sum("funcref")
                + ") "
                + sums(types)
                + "local.get $sum"));
  }

  @Test
  void blocksThatTakeAndGiveMany() {
    List<String> types = mixed(1_000);
    String both = list("param", types) + list("result", types);
    String loop =
        "(local.set $left (i32.const 4)) (loop $on "
            + both
            + "local.get $left i32.const 1 i32.sub local.tee $left br_if $on) ";
    String choice = "local.get $n (if " + both + " (then) (else drop f64.const 9)) ";
    compare(
        run(
            "(result i64) (local $sum i64) (local $left i32) i32.const 77 "
                + constants(types)
                + (loop + choice).repeat(100)
                + sums(types)
                + "drop local.get $sum"));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 159, 160, 161, 254, 255, 900})
  void callsThatTakeAndGiveMany(int count) {
    List<String> types = mixed(count);
    String forth = "(type $forth) ";
    String all = parameters(0, count, false);
    String reversed = parameters(0, count, true);
    String there = "call $f call $g ".repeat(10);
    String params = list("param", types);
    compare(
        "(type $forth (func %s %s)) (type $back (func %s %s)) "
                .formatted(
                    params,
                    list("result", types.reversed()),
                    list("param", types.reversed()),
                    list("result", types))
            + "(elem declare func $f) (table funcref (elem $f $g)) "
            + ("(func $f (type $forth) " + reversed + ") ")
            + ("(func $g (type $back) " + reversed + ") ")
            + ("(func $h " + forth + all + there + "return_call $f) ")
            + ("(func $k " + forth + all + there)
            + "i32.const 0 return_call_indirect (type $forth)) "
            + ("(func $m " + forth + all + there + "ref.func $f return_call_ref $forth) ")
            + ("(func $self (param $i i32) " + params + list("result", types.reversed()))
            + "(local $seen i32) (if (local.get $seen) (then unreachable)) "
            + "(local.set $seen (i32.const 1)) "
            + ("(if (i32.eqz (local.get $i)) (then " + parameters(1, count, true) + "return)) ")
            + "(i32.sub (local.get $i) (i32.const 1)) "
            + parameters(1, count, false)
            + there
            + "return_call $self) "
            + run(
                "(result i64) (local $sum i64) i32.const 9 "
                    + constants(types)
                    + "call $f i32.const 1 call_indirect (type $back) ".repeat(30)
                    + "ref.func $f call_ref $forth call $g ".repeat(30)
                    + "call $h call $g call $k call $g call $m call $g call $self "
                    + sums(types.reversed())
                    + "local.get $sum"));
  }

  @Test
  void exceptionsThatCarryMany() {
    List<String> types = mixed(900);
    String carried = list("result", types);
    String referred = "(result " + String.join(" ", types) + " exnref) ";
    String thrown = constants(types) + "throw $t ";
    compare(
        "(tag $t "
            + list("param", types)
            + ") (func $thrower "
            + thrown
            + ") "
            + run(
                "(result i64) (local $sum i64) i32.const 6 "
                    + ("(block $h " + carried + "(try_table (catch $t $h) ")
                    + (thrown + ") unreachable) " + sums(types))
                    + ("(block $h " + referred + "(try_table (catch_ref $t $h) ")
                    + ("call $thrower) unreachable) ref.is_null drop " + sums(types))
                    + ("(try "
                        + carried
                        + "(do (try (do "
                        + thrown
                        + ") (delegate 0)) unreachable)")
                    + ("(catch $t)) " + sums(types))
                    + ("(try (do i32.const 8 (try (do call $thrower) (catch $t " + sums(types))
                    + "rethrow 0)) drop) (catch_all)) "
                    + ("local.get $n (if (then " + thrown + ")) drop local.get $sum")));
  }

  @Test
  void structuresOfAsManyFieldsAsThereMayBe() {
    List<String> types = mixed(10_000);
    String fields =
        IntStream.range(0, types.size())
            .mapToObj(i -> "(field (mut " + (i % 7 == 0 ? "i16" : types.get(i)) + "))")
            .collect(Collectors.joining());
    List<String> given =
        IntStream.range(0, types.size()).mapToObj(i -> i % 7 == 0 ? "i32" : types.get(i)).toList();
    String sums =
        IntStream.range(0, types.size())
            .filter(i -> i % 97 == 0 || i > 9_950)
            .mapToObj(
                i ->
                    "local.get $s struct.get%s $s %s "
                            .formatted(i % 7 == 0 ? i % 2 == 0 ? "_s" : "_u" : "", i)
                        + sum(given.get(i)))
            .collect(Collectors.joining());
    compare(
        "(type $s (struct "
            + fields
            + ")) "
            + run(
                "(result i64) (local $sum i64) (local $s (ref null $s)) i32.const 3 "
                    + (constants(given) + "struct.new $s local.set $s " + sums)
                    + "local.get $s i64.const 77 struct.set $s 9997 struct.new_default $s "
                    + "struct.get $s 9997 drop drop local.get $sum"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i8", "i16", "i32", "i64", "f32", "f64", "v128", "funcref"})
  void arraysOfAsManyElementsAsThereMayBeAtOnce(String type) {
    String given = type.startsWith("i8") || type.equals("i16") ? "i32" : type;
    String get = given.equals(type) ? "array.get $a " : "array.get_s $a ";
    compare(
        ("(type $a (array " + type + ")) ")
            + run(
                "(result i64) (local $sum i64) (local $a (ref null $a)) (local $i i32) i32.const 3 "
                    + constants(Collections.nCopies(10_000, given))
                    + "array.new_fixed $a 10000 local.set $a "
                    + ("(loop $on local.get $a local.get $i " + get + sum(given))
                    + "(local.set $i (i32.add (local.get $i) (i32.const 1))) "
                    + "(br_if $on (i32.lt_u (local.get $i) (i32.const 10000)))) "
                    + "drop local.get $sum"));
  }

  @Test
  void tailCallsOfAFunctionOfManyVariables() {
    for (String type : TYPES) {
      compare(
          "(func $self (param $i i32) (param $last "
              + (type + ") (result i32) (local $seen i32) (local ")
              + (type + " ").repeat(49_000)
              + ") (if (local.get $seen) (then unreachable)) (local.set $seen (i32.const 1)) "
              + "(if (i32.eqz (local.get $i)) (then (return (i32.const 8)))) "
              + "(local.set 40000 (local.get $last)) (local.set $last (local.get 49000)) "
              + "(return_call $self (i32.sub (local.get $i) (i32.const 1)) (local.get 40000))) "
              + run(
                  "(result i32) local.get $n i32.const 7 i32.and "
                      + constant(type, 4)
                      + "call $self"));
    }
  }

  @Test
  void exceptionsThrownAboveOtherOperands() {
    List<String> types = mixed(900);
    compare(
        "(tag $t "
            + list("param", types)
            + ") "
            + run(
                "(result i64) (local $sum i64) (block $h "
                    + list("result", types)
                    + "(try_table (catch $t $h) "
                    + "i32.const 5 ".repeat(20_000)
                    + constants(types)
                    + "throw $t) unreachable) "
                    + sums(types)
                    + "local.get $sum"));
  }

  @Test
  void blocksThatAreNeverReached() {
    for (String block : List.of("block", "loop", "try_table", "try", "if")) {
      compare(
          run(
              "(result i32) "
                  + "i32.const 2 ".repeat(20_000)
                  + "i32.add ".repeat(19_999)
                  + "return unreachable "
                  + block
                  + " (param i32 i64) (result i64 i64) drop drop i64.const 1 i64.const 2 "
                  + (block.equals("if") ? "else unreachable " : "")
                  + "end drop drop"));
    }
  }
}

package dev.witj.compose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.EntityType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compositions of small components, each written for one rule. */
class ComposeTest {
  /** A component that imports nothing and exports an interface with one function. */
  private static String provider(String name) {
    return """
    (component
      (core module $m (func (export "f")))
      (core instance $i (instantiate $m))
      (func $f (canon lift (core func $i "f")))
      (instance $e (export "f" (func $f)))
      (export "%s" (instance $e)))
    """
        .formatted(name);
  }

  /** A component that passes an interface on under another name. */
  private static String adapter(String needs, String gives) {
    return """
    (component
      (import "%s" (instance $i (export "f" (func))))
      (alias export $i "f" (func $f))
      (instance $e (export "f" (func $f)))
      (export "%s" (instance $e)))
    """
        .formatted(needs, gives);
  }

  private static final String RESOURCES =
      """
      (component
        (type $r (resource (rep i32)))
        (core func $new (canon resource.new $r))
        (core module $m
          (import "" "new" (func $new (param i32) (result i32)))
          (func (export "make") (result i32) (call $new (i32.const 7))))
        (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
        (func $make (result (own $r)) (canon lift (core func $i "make")))
        (component $shim
          (import "r" (type $r (sub resource)))
          (import "make" (func $make (result (own $r))))
          (export $x "r" (type $r))
          (export "make" (func $make) (func (result (own $x)))))
        (instance $e (instantiate $shim (with "r" (type $r)) (with "make" (func $make))))
        (export "a:a/types" (instance $e)))
      """;

  private static ByteSlice assemble(String name, String text) {
    return ByteSlice.of(
        Source.binary(name), WatAssembler.assemble(Source.text(name + ".wat", text)));
  }

  private static ByteSlice[] parts(String... texts) {
    ByteSlice[] parts = new ByteSlice[texts.length];
    for (int i = 0; i < texts.length; i++) {
      parts[i] = assemble(i == 0 ? "root.wasm" : "def" + i + ".wasm", texts[i]);
    }
    return parts;
  }

  private static Composition compose(ComposeOptions options, String... texts) {
    ByteSlice[] parts = parts(texts);
    List<ByteSlice> definitions = Arrays.asList(parts).subList(1, parts.length);
    Composition composed = Compose.compose(parts[0], definitions, options);
    assertArrayEquals(composed.bytes(), Compose.compose(parts[0], definitions, options).bytes());
    return composed;
  }

  private static Composition compose(String... texts) {
    return compose(ComposeOptions.defaults(), texts);
  }

  private static void refuses(String golden, String... texts) throws IOException {
    CompositionException refusal = assertThrows(CompositionException.class, () -> compose(texts));
    checkSeverities(refusal.problems());
    verify(golden, refusal);
  }

  private static void verify(String golden, DiagnosticException refusal) throws IOException {
    Golden.verify(
        Corpus.testdata("compose/" + golden + ".txt"),
        TextRenderer.plain().render(refusal.diagnostics()) + "\n");
  }

  private static List<String> imports(Composition composed) {
    return List.copyOf(composed.component().imports().byName().keySet());
  }

  private static List<String> exports(Composition composed) {
    return List.copyOf(composed.component().exports().byName().keySet());
  }

  /** What the facts say and the words agree. */
  private static void checkSeverities(List<CompositionProblem> problems) {
    problems.forEach(
        problem -> assertEquals(problem.severity(), problem.toDiagnostic().severity()));
  }

  private static List<String> codes(Composition composed) {
    checkSeverities(composed.problems());
    return composed.warnings().stream().map(warning -> warning.code().id()).toList();
  }

  @Test
  void leavesOutWhatIsNotUsed() {
    Composition composed =
        compose(adapter("a:a/i", "b:b/i"), provider("x:x/x"), provider("a:a/i"), provider("a:a/i"));
    assertEquals("def2.wasm", composed.matches().getFirst().definition());
    assertEquals(2, composed.component().nested().size());
    assertEquals(List.of("b:b/i"), exports(composed));
    assertEquals(List.of(), imports(composed));
  }

  @Test
  void definitionsSatisfyEachOther() {
    Composition composed =
        compose(adapter("a:a/i", "z:z/z"), provider("b:b/i"), adapter("b:b/i", "a:a/i"));
    assertEquals(2, composed.matches().size());
    assertEquals(List.of(), composed.unsatisfied());
  }

  @Test
  void noDefinitionServesItself() {
    Composition composed = compose(adapter("a:a/i", "z:z/z"), adapter("a:a/i", "a:a/i"));
    assertEquals(List.of("a:a/i"), imports(composed));
    assertEquals(1, composed.matches().size());
  }

  @Test
  void chainsDefinitionsThatNeedWhatTheyGive() {
    Composition composed =
        compose(
            adapter("a:a/i", "z:z/z"),
            adapter("a:a/i", "a:a/i"),
            adapter("a:a/i", "a:a/i") + ";; another one",
            provider("a:a/i"));
    assertEquals(
        List.of("def1.wasm", "def2.wasm", "def3.wasm"),
        composed.matches().stream().map(Composition.Match::definition).toList());
    // The two adapters have the same bytes, which are there once.
    assertEquals(3, composed.component().nested().size());
  }

  @Test
  void namesTheCycle() throws IOException {
    refuses(
        "cycle", adapter("a:a/i", "z:z/z"), adapter("b:b/i", "a:a/i"), adapter("a:a/i", "b:b/i"));
  }

  @Test
  void instantiatesSharedDefinitionsOnce() {
    String both =
        """
        (component
          (import "a:a/i" (instance $a (export "f" (func))))
          (import "b:b/i" (instance $b (export "f" (func))))
          (export "z:z/z" (instance $b)))
        """;
    Composition composed =
        compose(both, adapter("c:c/i", "a:a/i"), adapter("c:c/i", "b:b/i"), provider("c:c/i"));
    assertEquals(4, composed.matches().size());
    assertEquals(4, composed.component().nested().size());
  }

  @Test
  void prefersTheExactVersionAndReportsOthers() {
    Composition exact =
        compose(adapter("a:a/i@0.2.1", "z:z/z"), provider("a:a/i@0.2.3"), provider("a:a/i@0.2.1"));
    assertEquals("def2.wasm", exact.matches().getFirst().definition());
    assertEquals(List.of(), codes(exact));
    Composition other = compose(adapter("a:a/i@0.2.1", "z:z/z"), provider("a:a/i@0.2.3"));
    assertEquals(List.of("version-match"), codes(other));
    Composition major = compose(adapter("a:a/i@1.4.0", "z:z/z"), provider("a:a/i@1.0.2"));
    assertEquals("a:a/i@1.0.2", major.matches().getFirst().exportName());
  }

  @Test
  void keepsTracksApart() throws IOException {
    for (String[] pair :
        new String[][] {
          {"a:a/i@0.2.1", "a:a/i@0.3.0"},
          {"a:a/i@0.0.1", "a:a/i@0.0.2"},
          {"a:a/i@1.0.0", "a:a/i@2.0.0"},
          {"a:a/i@1.0.0-rc.1", "a:a/i@1.0.0"},
          {"a:a/i", "a:a/i@1.0.0"}
        }) {
      assertThrows(
          DiagnosticException.class,
          () -> compose(adapter(pair[0], "z:z/z"), provider(pair[1])),
          () -> pair[0] + " by " + pair[1]);
    }
    refuses("other-track", adapter("a:a/i@0.2.1", "z:z/z"), provider("a:a/i@0.3.0"));
  }

  @Test
  void namesWhatComesNear() throws IOException {
    String[] parts = {adapter("a:a/store", "z:z/z"), provider("a:a/stroe")};
    refuses("near-name", parts);
    CompositionException refusal = assertThrows(CompositionException.class, () -> compose(parts));
    CompositionProblem.NothingSatisfied problem =
        assertInstanceOf(CompositionProblem.NothingSatisfied.class, refusal.problems().getFirst());
    assertEquals(
        List.of(
            new CompositionProblem.Unsatisfied(
                new CompositionProblem.Import("root.wasm", "a:a/store"),
                List.of(
                    new CompositionProblem.Candidate(
                        "def1.wasm", "a:a/stroe", new CompositionProblem.Obstacle.OtherName())))),
        problem.left());
  }

  @Test
  void tellsWitPackagesFromImplementations() throws IOException {
    refuses(
        "wit-package",
        adapter("a:a/i", "z:z/z"),
        """
        (component
          (type (component
            (type (instance (export "f" (func))))
            (export "a:a/i" (instance (type 0)))))
          (export "i" (type 0)))
        """);
  }

  @Test
  void mergesImportsOfOneTrackUnderTheHighestVersion() {
    String older =
        """
        (component
          (import "x:x/i@0.2.0" (instance $i
            (export "r" (type (sub resource)))
            (export "f" (func (param "x" (borrow 0))))))
          (import "a:a/i" (instance $a (export "f" (func))))
          (export "z:z/z" (instance $a)))
        """;
    String newer =
        """
        (component
          (import "x:x/i@0.2.4" (instance $i
            (export "r" (type (sub resource)))
            (export "g" (func (result (own 0))))))
          (core module $m (func (export "f")))
          (core instance $c (instantiate $m))
          (func $f (canon lift (core func $c "f")))
          (instance $e (export "f" (func $f)))
          (export "a:a/i" (instance $e)))
        """;
    Composition composed = compose(older, newer);
    assertEquals(List.of("x:x/i@0.2.4"), imports(composed));
    EntityType.Instance merged =
        assertInstanceOf(
            EntityType.Instance.class,
            composed.component().imports().get("x:x/i@0.2.4").orElseThrow());
    assertEquals(List.of("r", "g", "f"), List.copyOf(merged.type().exports().byName().keySet()));
    assertEquals(List.of("versions-merged"), codes(composed));
  }

  @Test
  void refusesImportsOfOneNameAndTwoTypes() throws IOException {
    refuses(
        "import-conflict",
        """
        (component
          (import "x:x/i" (instance (export "f" (func (param "n" u32)))))
          (import "a:a/i" (instance $a (export "f" (func))))
          (export "z:z/z" (instance $a)))
        """,
        """
        (component
          (import "x:x/i" (instance (export "f" (func (param "n" u64)))))
          (core module $m (func (export "f")))
          (core instance $c (instantiate $m))
          (func $f (canon lift (core func $c "f")))
          (instance $e (export "f" (func $f)))
          (export "a:a/i" (instance $e)))
        """);
  }

  /** Imports an interface with a resource, and another that uses it. */
  private static final String USER =
      """
      (component
        (import "a:a/types" (instance $types (export "r" (type (sub resource)))))
        (alias export $types "r" (type $r))
        (import "a:a/api" (instance $api
          (alias outer 1 $r (type $r))
          (export "r" (type (eq $r)))
          (export "take" (func (param "r" (own 1))))))
        (import "d:d/d" (instance $d (export "f" (func))))
        (export "z:z/z" (instance $d)))
      """;

  /** Exports what uses the resource of an imported interface. */
  private static final String API =
      """
      (component
        (import "a:a/types" (instance $types (export "r" (type (sub resource)))))
        (alias export $types "r" (type $r))
        (core module $m (func (export "take") (param i32)))
        (core instance $i (instantiate $m))
        (func $take (param "r" (own $r)) (canon lift (core func $i "take")))
        (component $shim
          (import "r" (type $r (sub resource)))
          (import "take" (func $take (param "r" (own $r))))
          (export $x "r" (type $r))
          (export "take" (func $take) (func (param "r" (own $x)))))
        (instance $e (instantiate $shim (with "r" (type $r)) (with "take" (func $take))))
        (export "a:a/api" (instance $e)))
      """;

  @Test
  void sharesTheResourceOfAnImportThatIsLeft() {
    Composition composed = compose(USER, API);
    assertEquals(List.of("a:a/types", "d:d/d"), imports(composed));
  }

  @Test
  void sharesTheResourceOfADefinition() {
    Composition composed = compose(USER, API, RESOURCES);
    assertEquals(List.of("d:d/d"), imports(composed));
    assertEquals(3, composed.matches().size());
  }

  @Test
  void keepsUsesBetweenImportsThatAreLeft() {
    Composition composed = compose(USER, provider("d:d/d"));
    assertEquals(List.of("a:a/types", "a:a/api"), imports(composed));
    assertEquals(1, composed.component().type().importedResources().size());
  }

  @Test
  void refusesAnImportOfWhatIsInside() throws IOException {
    refuses("resource-inside", USER, RESOURCES, provider("d:d/d"));
  }

  @Test
  void refusesTwoResourcesWhereOneIsNeeded() throws IOException {
    refuses(
        "two-resources",
        USER,
        RESOURCES,
        """
        (component
          (type $r (resource (rep i32)))
          (core module $m (func (export "take") (param i32)))
          (core instance $i (instantiate $m))
          (func $take (param "r" (own $r)) (canon lift (core func $i "take")))
          (component $shim
            (import "r" (type $r (sub resource)))
            (import "take" (func $take (param "r" (own $r))))
            (export $x "r" (type $r))
            (export "take" (func $take) (func (param "r" (own $x)))))
          (instance $e (instantiate $shim (with "r" (type $r)) (with "take" (func $take))))
          (export "a:a/api" (instance $e)))
        """,
        provider("d:d/d"));
  }

  private static final String RECORDS =
      """
      (component
        (type $color' (enum "red" "blue"))
        (type $item' (record (field "c" $color')))
        (component $shim
          (import "color" (type $c' (eq $color')))
          (type $i' (record (field "c" $c')))
          (import "item" (type $i (eq $i')))
          (export $cx "color" (type $c'))
          (type $ix' (record (field "c" $cx)))
          (export "item" (type $i) (type (eq $ix'))))
        (instance $e (instantiate $shim (with "color" (type $color')) (with "item" (type $item'))))
        (export "a:a/types" (instance $e)))
      """;

  private static final String TYPES_AND_API =
      """
        (import "a:a/types" (instance $types
          (type (enum "red" "blue"))
          (export "color" (type (eq 0)))
          (type (record (field "c" 1)))
          (export "item" (type (eq 2)))))
        (alias export $types "item" (type $item))
      """;

  @Test
  void importsTheTypesBehindAnImportThatIsLeft() {
    Composition composed =
        compose(
            "(component"
                + TYPES_AND_API
                + """
                  (import "a:a/api" (instance $api
                    (alias outer 1 $item (type $i))
                    (export "item" (type (eq $i)))
                    (export "take" (func (param "i" 1)))))
                  (export "z:z/z" (instance $api)))
                """,
            RECORDS);
    assertEquals(List.of("a:a/types", "a:a/api"), imports(composed));
    assertTrue(composed.matches().getFirst().isExact());
  }

  @Test
  void exportsWhatMentionsTypesOfADefinition() {
    Composition composed =
        compose(
            "(component"
                + TYPES_AND_API
                + """
                  (core module $m (func (export "take") (param i32)))
                  (core instance $i (instantiate $m))
                  (func $take (param "i" $item) (canon lift (core func $i "take")))
                  (instance $e (export "item" (type $item)) (export "take" (func $take)))
                  (export "z:z/z" (instance $e)))
                """,
            RECORDS);
    assertEquals(List.of("z:z/z"), exports(composed));
    assertEquals(List.of("a:a/types"), imports(composed));
  }
}

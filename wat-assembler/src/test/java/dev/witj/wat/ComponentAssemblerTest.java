package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the suites do not show about components: refusals, names, and the two ways to refer. */
class ComponentAssemblerTest {
  private static final WatAssembler.Options STRICT = new WatAssembler.Options(false, true);
  private static final Pattern PLACE = Pattern.compile("--> \\S+?:(\\d+):(\\d+)\\n");

  private static ComponentModel component(String text) {
    return ComponentModel.read(
        ByteSlice.of(WatAssembler.assemble(Source.text("test.wat", "(component " + text + ")"))));
  }

  private static Diagnostic refusal(String text, WatAssembler.Options options) {
    return assertThrows(
            DiagnosticException.class,
            () -> WatAssembler.assemble(Source.text("test.wat", text), options))
        .diagnostics()
        .getFirst();
  }

  private static String place(Diagnostic diagnostic) {
    var span = diagnostic.primary().orElseThrow().span();
    Source.Position position = span.source().position(span.start());
    return position.line() + ":" + position.column();
  }

  @TestFactory
  Stream<DynamicTest> refusesOldReferencesWhenStrict() {
    Path folder = Corpus.suite("wasm-tools-cli").resolve("component-model");
    return Corpus.files(folder, ".wat").stream()
        .filter(path -> path.getFileName().toString().startsWith("strict-legacy"))
        .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> oldOne(path)));
  }

  private static void oldOne(Path path) throws Exception {
    String text = Files.readString(path);
    Matcher expected = PLACE.matcher(Files.readString(Path.of(path + ".stderr")));
    assertTrue(expected.find());
    assertEquals(expected.group(1) + ":" + expected.group(2), place(refusal(text, STRICT)));
    assertTrue(WatAssembler.assemble(Source.text("test.wat", text)).length > 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(component (instance (instantiate $c)) (component $c))|UNKNOWN_IDENTIFIER|1:35",
        "(component (type $t u8) (type $t u8))|DUPLICATE_IDENTIFIER|1:31",
        "(component (import \"f\" (func $f)) (component (export \"g\" (func $f))))"
            + "|OUTSIDE_OF_COMPONENT|1:64",
        "(component (component (alias outer 2 $t (type))))|OUTER_COUNT|1:36",
        "(component (alias outer $x $t (type)))|UNKNOWN_COMPONENT|1:25",
        "(component (type (list)))|UNEXPECTED_TOKEN_KIND|1:23",
        "(component (type (record (filed \"a\" u8))))|UNEXPECTED_TOKEN|1:27",
        "(component (core func (canon nothing)))|UNEXPECTED_TOKEN|1:30",
        "(component (func (canon lift (func 0))))|UNEXPECTED_TOKEN|1:31",
        "(component (export \"a\" (thing 0)))|UNEXPECTED_TOKEN|1:25",
        "(component (type (component (start 0))))|UNEXPECTED_TOKEN|1:30",
        "(component (type (instance (import \"a\" (func)))))|UNEXPECTED_TOKEN|1:29",
        "(component (something))|UNEXPECTED_TOKEN|1:13",
        "(component (import \"a\" (func (param $x u8))))|UNEXPECTED_TOKEN_KIND|1:37",
        "(component (core module|UNEXPECTED_END|1:24"
      })
  void refusesAtThePlace(String text, WatCode code, String place) {
    Diagnostic refusal = refusal(text, WatAssembler.Options.DEFAULT);
    assertEquals(code, refusal.code(), refusal::message);
    assertEquals(place, place(refusal), refusal::message);
  }

  @Test
  void definesWhatAFieldWritesInPlaceAheadOfIt() {
    List<ComponentElement> elements =
        component(
                "(import \"i\" (instance $i (export \"t\" (type $t (sub resource)))))"
                    + "(import \"f\" (func (param \"x\" (list (option u8))) (result (list u8))))")
            .elements()
            .toList();
    List<String> kinds =
        elements.stream()
            .filter(element -> !(element instanceof ComponentElement.Custom))
            .map(element -> element.section().toString())
            .toList();
    assertEquals(List.of("type", "import", "type", "type", "type", "type", "import"), kinds);
  }

  @Test
  void takesTypesOfEnclosingComponentsByAliasOnce() {
    ComponentModel outer =
        component("(type $t u8) (component (type (list $t)) (type (option $t)))");
    ComponentElement.NestedComponent nested =
        outer
            .elements()
            .filter(ComponentElement.NestedComponent.class::isInstance)
            .map(ComponentElement.NestedComponent.class::cast)
            .findFirst()
            .orElseThrow();
    List<ComponentElement> aliases =
        nested.component().elements().filter(ComponentElement.Alias.class::isInstance).toList();
    assertEquals(List.of(new ComponentElement.Alias.Outer(Sort.TYPE, 1, 0)), aliases);
  }

  @Test
  void keepsNamesForDebuggers() {
    ComponentModel component =
        component(
            "$whole (type $t u8) (type (@name \"shown\") u16) (component $inner)"
                + " (import \"f\" (func $f)) (core module $m)");
    var names = component.names().orElseThrow();
    assertEquals("whole", names.name().orElseThrow());
    assertEquals(List.of(new Naming(0, "t"), new Naming(1, "shown")), names.names(Sort.TYPE));
    assertEquals(List.of(new Naming(0, "f")), names.names(Sort.FUNC));
    assertEquals(List.of(new Naming(0, "inner")), names.names(Sort.COMPONENT));
    assertEquals(List.of(new Naming(0, "m")), names.names(Sort.CORE_MODULE));
  }

  @Test
  void readsAttributesOfNames() {
    ComponentElement.Import imported =
        component(
                "(import \"a\" (implements \"b:c/d\") (versionsuffix \".1\") (external-id \"e\")"
                    + " (instance))")
            .elements()
            .filter(ComponentElement.Import.class::isInstance)
            .map(ComponentElement.Import.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(ExternName.Form.ATTRIBUTED, imported.name().form());
    assertEquals("b:c/d", imported.name().implementsName().orElseThrow());
    assertEquals(".1", imported.name().versionSuffix().orElseThrow());
    assertEquals("e", imported.name().externalId().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(canon lower (func 0) (core func))|(core func (canon lower (func 0)))",
        "(func (alias export 0 \"f\"))|(alias export 0 \"f\" (func))",
        "(core func (alias core export 0 \"f\"))|(alias core export 0 \"f\" (core func))",
        "(core memory (alias core export 0 \"m\"))|(alias core export 0 \"m\" (core memory))",
        "(canon lift (core func 0) (func (type 0)))|(func (type 0) (canon lift (core func 0)))",
        "(func (import \"f\") (type 0))|(import \"f\" (func (type 0)))",
        "(type (export \"t\") u8)|(type u8) (export \"t\" (type 0))",
        "(instance (export \"i\"))|(instance) (export \"i\" (instance 0))",
        "(core module (import \"m\"))|(import \"m\" (core module))",
        "(type (list float32))|(type (list f32))"
      })
  void assemblesShortFormsAsTheLongOnes(String shortForm, String longForm) {
    assertArrayEquals(
        component(shortForm).bytes().toByteArray(), component(longForm).bytes().toByteArray());
  }

  @Test
  void putsCustomSectionsWhereTheyStand() {
    List<String> sections =
        component("(type u8) (@custom \"x\" \"1\" \"2\") (type u8)")
            .elements()
            .map(
                element ->
                    element instanceof ComponentElement.Custom(var name, var content)
                        ? name + content.size()
                        : element.section().toString())
            .toList();
    assertEquals(List.of("type", "x2", "type"), sections);
  }
}

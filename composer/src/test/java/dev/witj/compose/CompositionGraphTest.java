package dev.witj.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.compose.CompositionGraph.ComponentId;
import dev.witj.compose.CompositionGraph.InstanceId;
import dev.witj.compose.CompositionGraph.Item;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the graph can say beyond matching by name. */
class CompositionGraphTest {
  private static final String PASS =
      """
      (component
        (import "in" (instance $i (export "f" (func))))
        (import "log" (func (param "text" string)))
        (export "out" (instance $i)))
      """;

  private static ValidatedComponent component(String text) {
    return ComponentValidator.validate(
        ByteSlice.of(WatAssembler.assemble(Source.text("test.wat", text))), Features.ALL);
  }

  private static String code(DiagnosticException refusal) {
    return refusal.diagnostics().getFirst().code().id();
  }

  @Test
  void instantiatesOneComponentSeveralTimes() {
    CompositionGraph graph = new CompositionGraph();
    ComponentId pass = graph.addComponent("pass", component(PASS));
    InstanceId first = graph.instantiate(pass, "first");
    InstanceId second = graph.instantiate(pass, "second");
    graph.setArgument(second, "in", graph.export(first, "out"));
    graph.setArgument(first, "in", graph.imported("renamed", pass, "in"));
    graph.exportAs("result", graph.export(second, "out"));
    ValidatedComponent composed = graph.encode(Features.ALL).component();
    assertEquals(List.of("renamed", "log"), List.copyOf(composed.imports().byName().keySet()));
    assertEquals(List.of("result"), List.copyOf(composed.exports().byName().keySet()));
    assertEquals(1, composed.nested().size());
    assertEquals(
        List.of("first", "second"),
        composed.component().names().orElseThrow().names(Sort.INSTANCE).stream()
            .map(naming -> naming.name())
            .toList());
  }

  @Test
  void passesAWholeInstance() {
    CompositionGraph graph = new CompositionGraph();
    ComponentId bare =
        graph.addComponent(
            "bare",
            component(
                """
                (component
                  (core module $m (func (export "f")))
                  (core instance $i (instantiate $m))
                  (func $f (canon lift (core func $i "f")))
                  (export "f" (func $f)))
                """));
    InstanceId pass = graph.instantiate(graph.addComponent("pass", component(PASS)), "pass");
    InstanceId whole = graph.instantiate(bare, "bare");
    graph.setArgument(pass, "in", new Item.OfInstance(whole));
    graph.exportAs("inner", graph.export(graph.export(pass, "out"), "f"));
    ValidatedComponent composed = graph.encode(Features.ALL).component();
    assertEquals(List.of("log"), List.copyOf(composed.imports().byName().keySet()));
    assertEquals(List.of("inner"), List.copyOf(composed.exports().byName().keySet()));
  }

  @Test
  void namesInstancesThatNeedEachOther() {
    CompositionGraph graph = new CompositionGraph();
    ComponentId pass = graph.addComponent("pass", component(PASS));
    InstanceId first = graph.instantiate(pass, "first");
    InstanceId second = graph.instantiate(pass, "second");
    graph.setArgument(first, "in", graph.export(second, "out"));
    graph.setArgument(second, "in", graph.export(first, "out"));
    CompositionException refusal =
        assertThrows(CompositionException.class, () -> graph.encode(Features.ALL));
    assertEquals(
        List.of(new CompositionProblem.Cycle(List.of("first", "second", "first"))),
        refusal.problems());
    assertEquals(
        "the components need each other in a cycle: `first` → `second` → `first`",
        refusal.diagnostics().getFirst().message());
  }

  @Test
  void refusesWhatIsNotThere() {
    CompositionGraph graph = new CompositionGraph();
    ComponentId pass = graph.addComponent("pass", component(PASS));
    InstanceId instance = graph.instantiate(pass, "pass");
    assertEquals(
        "unknown-export",
        code(assertThrows(DiagnosticException.class, () -> graph.export(instance, "nothing"))));
    Item out = graph.export(instance, "out");
    assertEquals(
        "unknown-import",
        code(
            assertThrows(
                DiagnosticException.class, () -> graph.setArgument(instance, "nothing", out))));
    assertEquals(
        "argument-mismatch",
        code(
            assertThrows(
                DiagnosticException.class, () -> graph.setArgument(instance, "log", out))));
    graph.exportAs("x", out);
    assertEquals(
        "duplicate-name",
        code(assertThrows(DiagnosticException.class, () -> graph.exportAs("x", out))));
  }
}

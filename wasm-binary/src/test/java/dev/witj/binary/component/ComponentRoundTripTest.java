package dev.witj.binary.component;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.testdata.Expectations;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reading a component and writing what was read gives the same bytes. */
class ComponentRoundTripTest {
  @TestFactory
  Stream<DynamicTest> writesToolsComponentsAsTheyAre() {
    return ComponentCorpus.files().stream()
        .map(item -> DynamicTest.dynamicTest(item.name(), () -> check(item.bytes())));
  }

  @TestFactory
  Stream<DynamicTest> writesScriptsComponentsAsTheyAre() {
    Expectations expectations = Expectations.load("component-round-trip");
    return Stream.of("cm-spec", "wasmtime-misc", "wasm-tools-cli")
        .flatMap(suite -> ComponentCorpus.scripts(suite).stream())
        .filter(ComponentCorpus.Item::valid)
        .map(
            item ->
                DynamicTest.dynamicTest(
                    item.name(), () -> expectations.run(item.name(), () -> check(item.bytes()))));
  }

  private static void check(ByteSlice bytes) {
    ComponentModel component = ComponentModel.read(bytes);
    ComponentModel rebuilt = rebuild(component);
    assertArrayEquals(bytes.toByteArray(), rebuilt.bytes().toByteArray());
    assertEquals(component.elements().toList(), rebuilt.elements().toList());
    ComponentModel moved = component.transform(moving(1000));
    assertArrayEquals(
        bytes.toByteArray(), moved.transform(moving(-1000)).bytes().toByteArray(), "moved back");
    ComponentModel loose = loosely(component);
    assertEquals(component.elements().toList(), loose.elements().toList());
  }

  private static ComponentTransform moving(int by) {
    return new ComponentRewriter((_, index) -> index + by);
  }

  /** The same, with all components inside rebuilt as well. */
  private static ComponentModel rebuild(ComponentModel component) {
    return component.transform(
        (out, element) -> {
          if (element instanceof ComponentElement.NestedComponent nested) {
            out.accept(new ComponentElement.NestedComponent(rebuild(nested.component()).bytes()));
          } else {
            out.accept(element);
          }
        });
  }

  /** The same elements without their grouping. */
  private static ComponentModel loosely(ComponentModel component) {
    List<ComponentElement> elements = component.elements().toList();
    return new ComponentBuilder().addAll(elements).build();
  }
}

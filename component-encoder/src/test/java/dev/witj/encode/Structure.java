package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.ProducersSection;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What two components have in common if they are the same but for names and for what made them: a
 * line for each element, in order.
 */
final class Structure {
  private static final Set<String> IGNORED =
      Set.of(ProducersSection.NAME, NameSection.NAME, ComponentNameSection.NAME);

  private final StringBuilder out = new StringBuilder();

  private Structure() {}

  /** Fails with the lines around the first that differs. */
  static void assertSame(byte[] golden, byte[] actual) {
    List<String> expected = of(golden).lines().toList();
    List<String> found = of(actual).lines().toList();
    int at = 0;
    while (at < Math.min(expected.size(), found.size()) && expected.get(at).equals(found.get(at))) {
      at++;
    }
    assertEquals(around(expected, at), around(found, at), "line " + at);
  }

  private static String around(List<String> lines, int at) {
    return String.join("\n", lines.subList(Math.max(0, at - 4), Math.min(lines.size(), at + 5)));
  }

  private static String of(byte[] component) {
    Structure structure = new Structure();
    structure.component(ByteSlice.of(component), "");
    return structure.out.toString();
  }

  private void line(String indent, String text) {
    out.append(indent).append(text).append('\n');
  }

  private void component(ByteSlice bytes, String indent) {
    for (ComponentElement element : ComponentModel.read(bytes).elements().toList()) {
      switch (element) {
        case ComponentElement.Custom(var name, var content) -> {
          if (!IGNORED.contains(name)) {
            line(indent, "custom " + name + " " + hex(content));
          }
        }
        case ComponentElement.CoreModule(var module) -> {
          line(indent, "core module");
          module(module, indent + "  ");
        }
        case ComponentElement.NestedComponent(var nested) -> {
          line(indent, "component");
          component(nested, indent + "  ");
        }
        case ComponentElement.TypeDef(var definition) -> type(definition, indent);
        case ComponentElement other -> line(indent, other.toString());
      }
    }
  }

  private void type(TypeDefinition definition, String indent) {
    switch (definition) {
      case TypeDefinition.Component(var declarations) -> {
        line(indent, "component type");
        declarations.forEach(declaration -> declaration(declaration, indent + "  "));
      }
      case TypeDefinition.Instance(var declarations) -> {
        line(indent, "instance type");
        declarations.forEach(declaration -> declaration(declaration, indent + "  "));
      }
      case TypeDefinition other -> line(indent, other.toString());
    }
  }

  private void declaration(Declaration declaration, String indent) {
    if (declaration instanceof ComponentElement.TypeDef(var definition)) {
      type(definition, indent);
    } else {
      line(indent, declaration.toString());
    }
  }

  private void module(ByteSlice bytes, String indent) {
    for (Section section : CoreModule.read(bytes).sections()) {
      if (section.id() == SectionId.CUSTOM && IGNORED.contains(section.customName())) {
        continue;
      }
      switch (section.decode()) {
        case ModuleSection.Custom custom ->
            line(indent, "custom " + custom.name() + " " + hex(custom.data()));
        case ModuleSection.Code code -> code.bodies().forEach(body -> body(body, indent));
        case ModuleSection.Types(var groups) -> groups.forEach(g -> line(indent, "type " + g));
        case ModuleSection.Imports(var groups) ->
            groups.stream().flatMap(g -> g.imports()).forEach(i -> line(indent, i.toString()));
        case ModuleSection.Exports(var exports) ->
            exports.forEach(export -> line(indent, export.toString()));
        case ModuleSection _ -> line(indent, section.id() + " " + hex(section.content()));
      }
    }
  }

  private void body(FunctionBody body, String indent) {
    line(indent, "body " + body.locals());
    InstructionReader in = body.instructions();
    while (in.next()) {
      line(indent + "  ", in.instruction().toString());
    }
  }

  private static String hex(ByteSlice bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}

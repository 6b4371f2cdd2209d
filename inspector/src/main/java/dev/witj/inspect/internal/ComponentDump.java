package dev.witj.inspect.internal;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.ElementListener;
import dev.witj.binary.component.Located;
import dev.witj.binary.component.Section;
import dev.witj.binary.component.SectionKind;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.RecGroup;
import java.util.IdentityHashMap;

/** The lines of a component. */
public final class ComponentDump {
  private final DumpLines lines;
  private final int depth;
  private final int[] counts = new int[Sort.values().length];

  public ComponentDump(DumpLines lines, int depth) {
    this.lines = lines;
    this.depth = depth;
  }

  public void sections(ByteCursor in) {
    while (!in.atEnd()) {
      section(Section.read(in));
    }
  }

  private void section(Section section) {
    ByteSlice content = section.content();
    switch (section.kind()) {
      case CORE_MODULE -> nested(next(Sort.CORE_MODULE, "core module"), content);
      case COMPONENT -> nested(next(Sort.COMPONENT, "component"), content);
      case CUSTOM -> {
        lines.line(content.start(), "custom section");
        ByteCursor in = content.cursor();
        String name = in.readName();
        lines.line(in.position(), "name: " + DebugText.quote(name));
        CustomDump.print(name, in.readRest(), lines);
      }
      case CORE_INSTANCE, CORE_TYPE, INSTANCE, ALIAS, TYPE, CANON, START, IMPORT, EXPORT, VALUE -> {
        lines.line(content.start(), name(section.kind()) + " section");
        if (!section.kind().isSingle()) {
          lines.count(content.cursor());
        }
        section.forEachElement(new Printer(content));
      }
    }
  }

  private static String name(SectionKind kind) {
    return switch (kind) {
      case CORE_INSTANCE -> "core instance";
      case CORE_TYPE -> "core type";
      case CANON -> "canonical function";
      default -> "component " + kind;
    };
  }

  private void nested(String label, ByteSlice content) {
    lines.line(content.start(), label + " inline size");
    lines.indent();
    BinaryDump.print(content, lines, depth + 1);
    lines.outdent();
  }

  private String next(Sort sort, String text) {
    return "[" + text + " " + counts[sort.ordinal()]++ + "]";
  }

  private String next(Sort sort) {
    return next(sort, sort == Sort.CORE_MODULE ? "module" : sort.toString());
  }

  /** Writes the elements of a section while they are read. */
  private final class Printer implements ElementListener {
    private final ByteSlice content;
    private final IdentityHashMap<RecGroup, ByteSlice> groups = new IdentityHashMap<>();

    Printer(ByteSlice content) {
      this.content = content;
    }

    @Override
    public void coreTypes(RecGroup group, ByteRange range) {
      groups.put(group, content.between(range.start(), range.end()));
    }

    @Override
    public void element(Located located) {
      ComponentElement element = located.element();
      String text = new ComponentDebug(groups).element(element);
      lines.line(located.range().end(), label(element) + text);
      groups.clear();
    }

    private String label(ComponentElement element) {
      return switch (element) {
        case ComponentElement.Alias alias -> "alias " + next(alias.sort()) + " ";
        case ComponentElement.Export export -> {
          // An export is one more name for the item: it takes an index, which it does not show.
          counts[export.item().sort().ordinal()]++;
          yield "export ";
        }
        case ComponentElement.Start start -> {
          counts[Sort.VALUE.ordinal()] += start.results();
          yield "start ";
        }
        case ComponentElement.CoreTypeDef(CoreTypeDefinition.Group(var group)) -> {
          int first = counts[Sort.CORE_TYPE.ordinal()];
          counts[Sort.CORE_TYPE.ordinal()] += group.types().size();
          yield "[core type " + first + "] ";
        }
        case ComponentElement _ -> element.defines().map(sort -> next(sort) + " ").orElse("");
      };
    }
  }
}

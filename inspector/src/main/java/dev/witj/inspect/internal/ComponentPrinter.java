package dev.witj.inspect.internal;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Located;
import dev.witj.binary.component.Section;
import dev.witj.binary.component.SectionKind;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.core.CoreModule;
import dev.witj.inspect.WatPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes components, element by element in the order of the file. */
public final class ComponentPrinter {
  private final WatPrinter.Options options;
  private final TextWriter out;
  private final List<ComponentScope> scopes;
  private final ComponentTypePrinter types;
  private int depth;

  public ComponentPrinter(WatPrinter.Options options, TextWriter out) {
    this.options = options;
    this.out = out;
    this.scopes = new ArrayList<>();
    this.types = new ComponentTypePrinter(scopes, options.nameUnnamed(), out);
  }

  /** Writes a component that is in no other. */
  public void print(ComponentModel component) {
    Optional<ComponentNameSection> section = component.names();
    Names self = new Names("component", false);
    section.flatMap(ComponentNameSection::name).ifPresent(name -> self.add(0, name));
    out.line(component.bytes().start()).add("(component");
    self.definitionAfterSpace(0, out);
    contents(component, self.get(0));
  }

  private void contents(ComponentModel component, @Nullable String id) {
    if (depth++ >= ComponentLimits.MAX_NESTING) {
      throw BinaryCode.LIMIT_EXCEEDED
          .error("nesting too deep")
          .at(component.bytes().span())
          .toException();
    }
    scopes.add(new ComponentScope(id, component.names(), options.nameUnnamed()));
    out.indent();
    boolean any = false;
    for (Section section : component.sections()) {
      for (Located located : section.elements()) {
        if (!isNames(located.element())) {
          any = true;
          if (section.kind() != SectionKind.CUSTOM) {
            out.line(located.range().start());
          }
          element(located.element());
        }
      }
    }
    scopes.removeLast();
    depth--;
    if (any) {
      out.close();
    } else {
      out.outdent();
      out.add(')');
    }
  }

  private static boolean isNames(ComponentElement element) {
    return element instanceof ComponentElement.Custom(var name, _)
        && name.equals(ComponentNameSection.NAME);
  }

  private void element(ComponentElement element) {
    switch (element) {
      case ComponentElement.Custom(var name, var content) ->
          CustomPrinter.print(name, content, null, options.skeleton(), out);
      case ComponentElement.CoreModule(var bytes) -> coreModule(bytes);
      case ComponentElement.NestedComponent nested -> {
        out.add("(component ");
        int index = types.define(Sort.COMPONENT);
        contents(nested.component(), types.scope().names(Sort.COMPONENT).get(index));
      }
      case ComponentElement.CoreInstance instance -> coreInstance(instance);
      case ComponentElement.CoreTypeDef(var definition) -> types.coreType(definition);
      case ComponentElement.Instance instance -> instance(instance);
      case ComponentElement.Alias alias -> types.alias(alias);
      case ComponentElement.TypeDef(var definition) -> types.type(definition);
      case ComponentElement.CanonDef(var canon) -> canon(canon);
      case ComponentElement.Start start -> start(start);
      case ComponentElement.Import(var name, var type) -> types.imported(name, type);
      case ComponentElement.Export export -> export(export);
      case ComponentElement.Value(_, var value) ->
          throw BinaryCode.MALFORMED
              .error("constant values have no text format")
              .at(value.span())
              .toException();
    }
  }

  private void coreModule(ByteSlice bytes) {
    ModulePrinter printer = new ModulePrinter(CoreModule.read(bytes), options, out);
    printer.print(
        "core module",
        () -> {
          out.add(' ');
          types.define(Sort.CORE_MODULE);
        });
  }

  // Instances.

  private void coreInstance(ComponentElement.CoreInstance instance) {
    out.add("(core instance ");
    types.define(Sort.CORE_INSTANCE);
    switch (instance) {
      case ComponentElement.CoreInstance.Instantiate(int module, var arguments) -> {
        out.add(" (instantiate ");
        types.reference(Sort.CORE_MODULE, module);
        out.indent();
        out.indent();
        for (ComponentElement.CoreInstance.CoreArgument argument : arguments) {
          out.line().add("(with ").string(argument.name()).add(" (instance ");
          types.reference(Sort.CORE_INSTANCE, argument.instance());
          out.add("))");
        }
        endInstantiation(arguments.isEmpty());
      }
      case ComponentElement.CoreInstance.Exports(var exports) -> {
        out.indent();
        for (ComponentElement.CoreInstance.CoreExport export : exports) {
          out.line().add("(export ").string(export.name()).add(" (");
          out.add(ComponentTypePrinter.plain(export.item().sort())).add(' ');
          types.reference(export.item().sort(), export.item().index());
          out.add("))");
        }
        endLines(exports.isEmpty());
      }
    }
  }

  private void instance(ComponentElement.Instance instance) {
    out.add("(instance ");
    types.define(Sort.INSTANCE);
    switch (instance) {
      case ComponentElement.Instance.Instantiate(int component, var arguments) -> {
        out.add(" (instantiate ");
        types.reference(Sort.COMPONENT, component);
        out.indent();
        out.indent();
        for (ComponentElement.Instance.Argument argument : arguments) {
          out.line().add("(with ").string(argument.name()).add(' ');
          item(argument.item());
          out.add(')');
        }
        endInstantiation(arguments.isEmpty());
      }
      case ComponentElement.Instance.Exports(var exports) -> {
        out.indent();
        for (ComponentElement.Instance.InlineExport export : exports) {
          out.line().add("(export ");
          name(export.name());
          item(export.item());
          out.add(')');
        }
        endLines(exports.isEmpty());
      }
    }
  }

  private void endInstantiation(boolean empty) {
    endLines(empty);
    endLines(empty);
  }

  /** Ends a form whose parts, if it has some, are on lines of their own. */
  private void endLines(boolean empty) {
    out.outdent();
    if (!empty) {
      out.line();
    }
    out.add(')');
  }

  private void item(SortIndex item) {
    out.add('(').add(item.sort().toString()).add(' ');
    types.reference(item.sort(), item.index());
    out.add(')');
  }

  private void name(ExternName name) {
    types.name(name);
    out.add(' ');
  }

  private void export(ComponentElement.Export export) {
    Sort sort = export.item().sort();
    out.add("(export ");
    types.define(sort);
    out.add(' ');
    name(export.name());
    item(export.item());
    export
        .type()
        .ifPresent(
            type -> {
              out.add(' ');
              types.described(type);
            });
    out.add(')');
  }

  private void start(ComponentElement.Start start) {
    out.add("(start ");
    types.reference(Sort.FUNC, start.func());
    for (int argument : start.arguments()) {
      out.add(" (value ");
      types.reference(Sort.VALUE, argument);
      out.add(')');
    }
    for (int i = 0; i < start.results(); i++) {
      out.add(" (result (value ");
      types.define(Sort.VALUE);
      out.add("))");
    }
    out.add(')');
  }

  // Canonical definitions.

  private void canon(Canon canon) {
    switch (canon) {
      case Canon.Lift(int func, int type, var list) -> {
        out.add("(func ");
        types.define(Sort.FUNC);
        out.add(" (type ");
        types.reference(Sort.TYPE, type);
        out.add(") (canon lift (core func ");
        types.reference(Sort.CORE_FUNC, func);
        out.add(')');
        options(list);
      }
      case Canon.Lower(int func, var list) -> {
        out.add("(core func ");
        types.define(Sort.CORE_FUNC);
        out.add(" (canon lower (func ");
        types.reference(Sort.FUNC, func);
        out.add(')');
        options(list);
      }
      case Canon.Provided provided -> {
        out.add("(core func ");
        types.define(Sort.CORE_FUNC);
        out.add(" (canon ").add(provided.builtIn().toString());
        immediates(provided);
      }
    }
    out.add("))");
  }

  private void immediates(Canon.Provided provided) {
    switch (provided) {
      case Canon.Plain _ -> {}
      case Canon.OfResource(_, int type) -> spaced(Sort.TYPE, type);
      case Canon.OfChannel(_, int type) -> spaced(Sort.TYPE, type);
      case Canon.Copy(_, int type, var list) -> {
        spaced(Sort.TYPE, type);
        options(list);
      }
      case Canon.CancelCopy(_, int type, boolean async) -> {
        spaced(Sort.TYPE, type);
        keyword("async", async);
      }
      case Canon.SubtaskCancel(boolean async) -> keyword("async", async);
      case Canon.Cancellable(_, boolean cancellable) -> keyword("cancellable", cancellable);
      case Canon.Waiting(_, boolean cancellable, int memory) -> {
        keyword("cancellable", cancellable);
        option("memory", Sort.CORE_MEMORY, memory);
      }
      case Canon.OfText(_, var list) -> options(list);
      case Canon.Context(_, var type, int slot) ->
          out.add(' ').add(type.toString()).add(' ').add(slot);
      case Canon.ThreadSpawnRef(int type) -> spaced(Sort.CORE_TYPE, type);
      case Canon.ThreadOfTable(_, int type, int table) -> {
        spaced(Sort.CORE_TYPE, type);
        spaced(Sort.CORE_TABLE, table);
      }
      case Canon.TaskReturn(var result, var list) -> {
        result.ifPresent(
            type -> {
              out.add(" (result ");
              types.value(type);
              out.add(')');
            });
        options(list);
      }
    }
  }

  private void spaced(Sort sort, int index) {
    out.add(' ');
    types.reference(sort, index);
  }

  private void keyword(String keyword, boolean given) {
    if (given) {
      out.add(' ').add(keyword);
    }
  }

  private void options(CanonicalOptions list) {
    for (CanonicalOption option : list.list()) {
      switch (option) {
        case CanonicalOption.StringEncoding encoding ->
            out.add(" string-encoding=").add(encoding.toString());
        case CanonicalOption.Memory(int memory) -> option("memory", Sort.CORE_MEMORY, memory);
        case CanonicalOption.Realloc(int func) -> option("realloc", Sort.CORE_FUNC, func);
        case CanonicalOption.PostReturn(int func) -> option("post-return", Sort.CORE_FUNC, func);
        case CanonicalOption.Async _ -> out.add(" async");
        case CanonicalOption.Callback(int func) -> option("callback", Sort.CORE_FUNC, func);
        case CanonicalOption.CoreType(int type) -> option("core-type", Sort.CORE_TYPE, type);
        case CanonicalOption.Gc _ -> out.add(" gc");
      }
    }
  }

  private void option(String keyword, Sort sort, int index) {
    out.add(" (").add(keyword).add(' ');
    types.reference(sort, index);
    out.add(')');
  }
}

package dev.witj.compose;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentRewriter;
import dev.witj.binary.component.ComponentTransform;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Sort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes core modules out of a component, which then imports them. Several components can so share a
 * module, and the modules can be looked at, compiled and kept by themselves.
 *
 * <p>The types of the modules and the imports come first, before everything else; each module that
 * is taken out leaves an alias to its import in its place, so that only indices of the outermost
 * component's core types and core modules move.
 *
 * @param component the component without the modules
 * @param modules what was taken out, in the order of the file
 */
public record Unbundle(ByteSlice component, List<Module> modules) {
  /** The size in bytes from which on modules are taken out where no other is asked for. */
  public static final int DEFAULT_THRESHOLD = 10_240;

  public Unbundle {
    modules = List.copyOf(modules);
  }

  /** A module that was taken out, and the name that the component imports it by. */
  public record Module(String name, ByteSlice binary) {}

  /**
   * Takes out the modules of a component, and of those inside of it.
   *
   * @param threshold how many bytes a module must have to be taken out
   * @throws dev.witj.diagnostics.DiagnosticException if the component is not valid
   */
  public static Unbundle of(ByteSlice component, int threshold) {
    if (BinaryKind.of(component).filter(kind -> kind == BinaryKind.MODULE).isPresent()) {
      throw ComposeCode.NOT_A_COMPONENT
          .error(component.source())
          .at(component.span())
          .help("it needs no unbundling; give a component that holds modules")
          .toException();
    }
    // Whatever is read from here on is in range.
    ComponentValidator.validate(component, Features.ALL);
    ComponentModel outermost = ComponentModel.read(component);
    List<ByteSlice> found = new ArrayList<>();
    collect(outermost, threshold, found);
    if (found.isEmpty()) {
      return new Unbundle(component, List.of());
    }
    Set<String> taken = new HashSet<>();
    outermost
        .elements()
        .forEach(
            element -> {
              if (element instanceof ComponentElement.Import(ExternName name, var _)) {
                taken.add(name.name());
              }
            });
    List<Module> modules = new ArrayList<>();
    for (int number = 0; modules.size() < found.size(); number++) {
      String name = "unbundled-module" + number;
      if (!taken.contains(name)) {
        modules.add(new Module(name, found.get(modules.size())));
      }
    }
    return new Unbundle(rewrite(outermost, modules, threshold), modules);
  }

  private static void collect(ComponentModel component, int threshold, List<ByteSlice> found) {
    component
        .elements()
        .forEach(
            element -> {
              switch (element) {
                case ComponentElement.CoreModule(var binary) -> {
                  if (binary.size() >= threshold) {
                    found.add(binary);
                  }
                }
                case ComponentElement.NestedComponent nested ->
                    collect(nested.component(), threshold, found);
                case ComponentElement _ -> {
                  // Holds no module.
                }
              }
            });
  }

  private static ByteSlice rewrite(ComponentModel outermost, List<Module> modules, int threshold) {
    List<ComponentElement> first = new ArrayList<>();
    SharedCoreTypes types = new SharedCoreTypes();
    List<CoreTypeDefinition.Module> moduleTypes = new ArrayList<>();
    modules.forEach(module -> moduleTypes.add(types.of(module.binary())));
    types
        .groups()
        .forEach(
            group ->
                first.add(new ComponentElement.CoreTypeDef(new CoreTypeDefinition.Group(group))));
    int shared = types.count();
    moduleTypes.forEach(type -> first.add(new ComponentElement.CoreTypeDef(type)));
    for (int i = 0; i < modules.size(); i++) {
      first.add(
          new ComponentElement.Import(
              ExternName.of(modules.get(i).name()), new ExternDesc.CoreModule(shared + i)));
    }
    return outermost
        .transform(new Moving(first, shared + modules.size(), modules.size(), threshold))
        .bytes();
  }

  /** Puts types and imports of modules before everything else, and aliases in place of modules. */
  private static final class Moving implements ComponentTransform {
    private final List<ComponentElement> first;
    private final int threshold;
    private final ComponentRewriter rewriter;

    /** How many modules are replaced so far. */
    private int replaced;

    Moving(List<ComponentElement> first, int types, int modules, int threshold) {
      this.first = first;
      this.threshold = threshold;
      this.rewriter =
          new ComponentRewriter(
              (sort, index) ->
                  switch (sort) {
                    case CORE_TYPE -> index + types;
                    case CORE_MODULE -> index + modules;
                    default -> index;
                  },
              this::replace);
    }

    private ComponentElement replace(ComponentElement.CoreModule module, int depth) {
      return module.bytes().size() >= threshold
          ? new ComponentElement.Alias.Outer(Sort.CORE_MODULE, depth, replaced++)
          : module;
    }

    @Override
    public void atStart(Consumer<? super ComponentElement> out) {
      first.forEach(out);
    }

    @Override
    public void accept(Consumer<? super ComponentElement> out, ComponentElement element) {
      rewriter.accept(out, element);
    }
  }
}

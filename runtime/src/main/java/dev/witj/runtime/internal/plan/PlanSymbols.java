package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.runtime.TrapException.Frame;
import dev.witj.runtime.internal.call.Symbols;
import dev.witj.runtime.internal.core.CoreModule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The functions of a plan's modules, by the names that the binaries have for them. Names are read
 * when somebody asks.
 *
 * @param component what messages call the outermost component
 * @param modules the plan's, compiled
 */
public record PlanSymbols(Plan plan, String component, List<CoreModule> modules)
    implements Symbols {
  @Override
  public Optional<Frame> frame(StackTraceElement element) {
    for (int i = 0; i < modules.size(); i++) {
      OptionalInt index = modules.get(i).function(element);
      if (index.isPresent()) {
        return Optional.of(frame(plan.modules().get(i), index.getAsInt()));
      }
    }
    return Optional.empty();
  }

  /** What the component around a module calls it. */
  private static Optional<String> given(Plan.PlannedModule module) {
    return module.definer().names().stream()
        .flatMap(names -> names.names(Sort.CORE_MODULE).stream())
        .filter(naming -> naming.index() == module.number())
        .map(Naming::name)
        .findFirst();
  }

  private Frame frame(Plan.PlannedModule module, int index) {
    var binary = dev.witj.binary.core.CoreModule.read(module.bytes());
    return new Frame(
        module.definer().names().flatMap(ComponentNameSection::name).orElse(component),
        binary.name().or(() -> given(module)).orElse("core module " + module.number()),
        index,
        binary.functionName(index).or(() -> exported(binary, index)));
  }

  /** What a function without a name is exported as. */
  private static Optional<String> exported(dev.witj.binary.core.CoreModule binary, int index) {
    return binary.exports().stream()
        .filter(each -> each.kind() == ExternKind.FUNC && each.index() == index)
        .map(Export::name)
        .findFirst();
  }
}

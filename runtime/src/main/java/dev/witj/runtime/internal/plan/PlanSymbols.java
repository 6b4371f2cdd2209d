package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.binary.debug.SourceLine;
import dev.witj.binary.debug.SourceLines;
import dev.witj.binary.debug.SourceMapFiles;
import dev.witj.engine.GuestFrame;
import dev.witj.runtime.TrapException.Frame;
import dev.witj.runtime.internal.call.Symbols;
import dev.witj.runtime.internal.core.CoreModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The functions of a plan's modules, by the names that the binaries have for them. Names are read
 * when somebody asks.
 */
public final class PlanSymbols implements Symbols {
  private final Plan plan;
  private final String component;
  private final SourceMapFiles maps;
  private final List<CoreModule> modules;

  /**
   * The functions of a plan's modules.
   *
   * @param component what messages call the outermost component
   * @param maps opens source maps that lie beside the component
   * @param modules the plan's, compiled
   */
  public PlanSymbols(Plan plan, String component, SourceMapFiles maps, List<CoreModule> modules) {
    this.plan = plan;
    this.component = component;
    this.maps = maps;
    this.modules = modules;
  }

  @Override
  public Optional<Call> call(StackTraceElement element) {
    for (int i = 0; i < modules.size(); i++) {
      Optional<GuestFrame> guest = modules.get(i).frame(element);
      if (guest.isPresent()) {
        return Optional.of(new Call(this, i, guest.get()));
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Frame> frames(int number, List<GuestFrame> calls) {
    Plan.PlannedModule module = plan.modules().get(number);
    var binary = dev.witj.binary.core.CoreModule.read(module.bytes());
    String name = module.definer().names().flatMap(ComponentNameSection::name).orElse(component);
    String moduleName =
        binary.name().or(() -> given(module)).orElse("core module " + module.number());
    List<Optional<SourceLine>> lines =
        SourceLines.find(
            binary, calls.stream().map(call -> call.offset().orElse(-1)).toList(), maps);
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      GuestFrame call = calls.get(i);
      int index = call.function();
      Optional<String> function = binary.functionName(index).or(() -> exported(binary, index));
      frames.add(new Frame(name, moduleName, index, function, call.offset(), lines.get(i)));
    }
    return frames;
  }

  /** What the component around a module calls it. */
  private static Optional<String> given(Plan.PlannedModule module) {
    return module.definer().names().stream()
        .flatMap(names -> names.names(Sort.CORE_MODULE).stream())
        .filter(naming -> naming.index() == module.number())
        .map(Naming::name)
        .findFirst();
  }

  /** What a function without a name is exported as. */
  private static Optional<String> exported(dev.witj.binary.core.CoreModule binary, int index) {
    return binary.exports().stream()
        .filter(each -> each.kind() == ExternKind.FUNC && each.index() == index)
        .map(Export::name)
        .findFirst();
  }
}

package dev.witj.cli;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.Component;
import dev.witj.runtime.Func;
import dev.witj.runtime.Instance;
import dev.witj.runtime.wave.WaveCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An exported function by the name a person calls it.
 *
 * @param instance the interface it is in, or nothing for one of the component itself
 * @param name its name there
 */
record Invocation(Optional<String> instance, String name) {
  /**
   * Finds what a call means: {@code f}, if only one export has that name, or {@code
   * ns:pkg/interface@version.f}, where the version may be left out.
   */
  static Invocation find(Component component, WaveCall call) {
    List<Invocation> all = functions(component);
    List<Invocation> found = all.stream().filter(f -> f.isCalled(call.name())).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.size() > 1) {
      throw CliCode.SEVERAL_FUNCTIONS
          .error(call.name())
          .at(call.nameSpan())
          .help("write which: " + list(found))
          .toException();
    }
    Diagnostic none =
        CliCode.NO_SUCH_FUNCTION.error(component.name(), call.name()).at(call.nameSpan());
    throw none.help(all.isEmpty() ? "it exports no function at all" : "it exports " + list(all))
        .toException();
  }

  /** The function in an instance of the component. */
  Func in(Instance root) {
    return instance.map(root::instance).orElse(root).func(name);
  }

  private boolean isCalled(String called) {
    if (called.equals(name) || called.equals(toString())) {
      return true;
    }
    return instance
        .map(i -> i.replaceFirst("@.*", "") + "." + name)
        .filter(called::equals)
        .isPresent();
  }

  private static String list(List<Invocation> functions) {
    List<String> names = functions.stream().limit(8).map(f -> "`" + f + "`").toList();
    String text = String.join(", ", names);
    return functions.size() > 8 ? text + " and " + (functions.size() - 8) + " more" : text;
  }

  private static List<Invocation> functions(Component component) {
    List<Invocation> found = new ArrayList<>();
    for (Extern item : component.exports().all()) {
      String name = item.name().name();
      switch (item.type()) {
        case EntityType.Func _ -> found.add(new Invocation(Optional.empty(), name));
        case EntityType.Instance(var inner) -> {
          for (Extern each : inner.exports().all()) {
            if (each.type() instanceof EntityType.Func) {
              found.add(new Invocation(Optional.of(name), each.name().name()));
            }
          }
        }
        case EntityType.Type _,
            EntityType.Value _,
            EntityType.CoreModule _,
            EntityType.Component _ -> {
          // None of these can be called.
        }
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return instance.map(i -> i + "." + name).orElse(name);
  }
}

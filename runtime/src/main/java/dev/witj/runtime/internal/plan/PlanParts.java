package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.SectionId;
import dev.witj.runtime.ComponentPart;
import dev.witj.runtime.internal.call.Call;
import dev.witj.runtime.internal.call.Callee;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan tells of the instances it makes: which functions of the host each can call, and from
 * where it can be reached. Within an instance, everything is taken to reach everything: tables hide
 * who calls whom.
 */
public final class PlanParts {
  private final Plan plan;
  private final BitSet[] calls;
  private final BitSet[] imported;
  private final BitSet withCode = new BitSet();
  private final BitSet started = new BitSet();
  private final Map<Integer, Integer> implementers = new HashMap<>();

  private PlanParts(Plan plan) {
    this.plan = plan;
    this.calls = sets(plan.instances());
    this.imported = sets(plan.instances());
  }

  private static BitSet[] sets(int count) {
    BitSet[] sets = new BitSet[count];
    for (int i = 0; i < count; i++) {
      sets[i] = new BitSet();
    }
    return sets;
  }

  /** The instances of a plan that run code of their own, in the order in which they are made. */
  public static List<ComponentPart> of(Plan plan) {
    return new PlanParts(plan).parts();
  }

  private List<ComponentPart> parts() {
    Map<Integer, String> paths = new HashMap<>();
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.MakeInstance make -> paths.put(make.slot(), make.path());
        case Step.InstantiateModule(_, int instance, int module, _) -> {
          withCode.set(instance);
          if (starts(module)) {
            started.set(instance);
          }
        }
        case Step.MakeResource resource -> {
          if (resource.destructor().isPresent()) {
            implementers.put(resource.slot(), resource.instance());
          }
        }
      }
    }
    plan.trampolines().forEach(this::add);
    BitSet atStart = reach(started);
    Map<BitSet, BitSet> known = new HashMap<>();
    Map<String, BitSet> byExport = new HashMap<>();
    plan.exports()
        .forEach(
            (name, entity) -> {
              BitSet entries = new BitSet();
              enter(entity, entries);
              byExport.put(name, known.computeIfAbsent(entries, this::reach));
            });
    List<ComponentPart> parts = new ArrayList<>();
    for (int i = withCode.nextSetBit(0); i >= 0; i = withCode.nextSetBit(i + 1)) {
      int slot = i;
      String path = String.valueOf(paths.get(slot));
      parts.add(
          new ComponentPart(
              path,
              isNumbered(path),
              imported[slot].stream()
                  .mapToObj(plan.importedFuncs()::get)
                  .map(each -> new ComponentPart.Import(each.instance(), each.name()))
                  .toList(),
              plan.exports().keySet().stream()
                  .filter(name -> byExport.getOrDefault(name, started).get(slot))
                  .toList(),
              atStart.get(slot)));
    }
    return parts;
  }

  /** Whether a path, or that of one around it, is what it is by the order of instances alone. */
  private boolean isNumbered(String path) {
    int end = path.length();
    while (end > 0 && !plan.numbered().contains(path.substring(0, end))) {
      end = path.lastIndexOf('/', end - 1);
    }
    return end > 0;
  }

  private boolean starts(int module) {
    return CoreModule.read(plan.modules().get(module).bytes()).section(SectionId.START).isPresent();
  }

  private void add(Trampoline trampoline) {
    switch (trampoline) {
      case Trampoline.Lower(Call call) -> {
        int caller = call.caller().instance();
        switch (call.callee()) {
          case Callee.OfPlan(var lift) -> calls[caller].set(lift.side().instance());
          case Callee.Imported(int index) -> imported[caller].set(index);
        }
      }
      // Whoever drops a resource runs its destructor.
      case Trampoline.OfResource(int instance, var builtIn, int resource) -> {
        Integer implementer = implementers.get(resource);
        if (builtIn == BuiltIn.OfResource.RESOURCE_DROP && implementer != null) {
          calls[instance].set(implementer);
        }
      }
      case Trampoline.Within _ -> {}
    }
  }

  /** Which instances the host enters by an export. */
  private void enter(Entity entity, BitSet into) {
    switch (entity) {
      case Entity.Func(Callee.OfPlan(var lift)) -> into.set(lift.side().instance());
      case Entity.Func(Callee.Imported _) -> {}
      case Entity.Instance(var exports) -> exports.values().forEach(each -> enter(each, into));
      case Entity.Type(var resource) -> {
        Integer implementer = resource.isPresent() ? implementers.get(resource.getAsInt()) : null;
        if (implementer != null) {
          into.set(implementer);
        }
      }
      case Entity.Component _, Entity.Module _ -> {}
    }
  }

  /** All instances that can be running when some are entered. */
  private BitSet reach(BitSet from) {
    BitSet found = (BitSet) from.clone();
    Deque<Integer> open = new ArrayDeque<>();
    found.stream().forEach(open::add);
    while (!open.isEmpty()) {
      calls[open.remove()].stream()
          .filter(callee -> !found.get(callee))
          .forEach(
              callee -> {
                found.set(callee);
                open.add(callee);
              });
    }
    return found;
  }
}

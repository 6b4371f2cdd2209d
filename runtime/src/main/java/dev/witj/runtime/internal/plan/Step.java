package dev.witj.runtime.internal.plan;

import java.util.List;
import java.util.OptionalInt;

/** One step of making an instance. Numbers are slots of the plan. */
sealed interface Step {
  /**
   * Makes the state of a component instance, inside of another one or outermost.
   *
   * @param path what it is called, as {@link dev.witj.runtime.ComponentPart} has it
   */
  record MakeInstance(int slot, OptionalInt parent, String path) implements Step {}

  /**
   * Makes a core instance.
   *
   * @param slot where it goes
   * @param instance the component instance that does it
   * @param module which of the plan's modules
   * @param imports one for each import of the module, in order
   */
  record InstantiateModule(int slot, int instance, int module, List<CoreDef> imports)
      implements Step {
    public InstantiateModule {
      imports = List.copyOf(imports);
    }
  }

  /**
   * Makes a resource type.
   *
   * @param slot where it goes
   * @param instance the component instance that implements it
   * @param name what messages call it
   * @param destructor the slot of the core function that is called when one is dropped
   */
  record MakeResource(int slot, int instance, String name, OptionalInt destructor)
      implements Step {}
}

package dev.witj.runtime;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.internal.core.LinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A component whose imports are all linked: what remains is to make instances, quickly. Immutable
 * and thread-safe.
 */
public final class InstancePre {
  private final Component component;
  private final Map<String, Item> imports;
  private final List<CanonMemo> memos;

  private InstancePre(Component component, Map<String, Item> imports, List<CanonMemo> memos) {
    this.component = component;
    this.imports = Map.copyOf(imports);
    this.memos = List.copyOf(memos);
  }

  static InstancePre link(Linker linker, Component component) {
    if (!component.plan().unsupported().isEmpty()) {
      throw ComponentPlan.unsupported(component.plan().unsupported()).toException();
    }
    Map<String, Item> imports = LinkingProvider.link(linker, component);
    List<CanonMemo> memos = new ArrayList<>();
    Map<String, Item> exports =
        Instantiation.rehearse(Store.create(component.engine()), component.plan(), imports, memos);
    refuseAsync("", exports);
    return new InstancePre(component, imports, memos);
  }

  private static void refuseAsync(String path, Map<String, Item> exports) {
    exports.forEach(
        (name, item) -> {
          switch (item) {
            case ComponentFunc func when func.type().async() ->
                throw Diagnostic.error(
                        RuntimeCode.UNSUPPORTED,
                        "this component exports the async function `"
                            + path
                            + name
                            + "`, which cannot be run yet")
                    .toException();
            case Item.OfInstance(var items) -> refuseAsync(path + name + "#", items);
            case ComponentFunc _, TypeItem _, Item.OfComponent _, Item.OfModule _ -> {}
          }
        });
  }

  /** The component. */
  public Component component() {
    return component;
  }

  /**
   * Makes an instance in a store.
   *
   * @throws TrapException if the guest traps while it starts; the store is then poisoned
   * @throws DiagnosticException if a limit of the store forbids it
   * @throws IllegalStateException if the store is closed or in use by another thread
   */
  public Instance instantiate(Store store) {
    try {
      Map<String, Item> exports =
          store.enter(() -> Instantiation.run(store, component.plan(), imports, memos));
      return new Instance(store, component.name(), exports);
    } catch (LinkException e) {
      throw new DiagnosticException(
          Diagnostic.error(
              RuntimeCode.LIMIT_EXCEEDED,
              component.name() + " cannot be instantiated: " + e.getMessage()),
          e);
    }
  }
}

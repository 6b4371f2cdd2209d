package dev.witj.runtime.bind;

import dev.witj.runtime.Component;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import java.lang.invoke.MethodHandles;

/**
 * A component that is linked and matched with the Java interface of a world: what remains is to
 * make instances.
 *
 * @param <W> the Java interface of the world
 */
public final class WorldPre<W> {
  private final Class<W> world;
  private final InstancePre pre;
  private final ExportedTypes types;
  private final Target.Group targets;

  private WorldPre(Class<W> world, InstancePre pre, ExportedTypes types) {
    this.world = world;
    this.pre = pre;
    this.types = types;
    this.targets = types.targets();
  }

  /**
   * Links a component and matches what it exports with a world.
   *
   * @param lookup sees the world's interface and the types it uses
   * @throws dev.witj.diagnostics.DiagnosticException if an import is not satisfied, or an export is
   *     missing or has another type, explaining where
   */
  public static <W> WorldPre<W> link(
      MethodHandles.Lookup lookup, Class<W> world, Linker linker, Component component) {
    ExportedTypes types = new ExportedTypes(lookup, world, component);
    types.check();
    return new WorldPre<>(world, linker.pre(component), types);
  }

  /** The linked component. */
  public InstancePre instancePre() {
    return pre;
  }

  /** Makes an instance in a store of its own, which ends when the world is closed. */
  @SuppressWarnings("MustBeClosedChecker") // closed by the world
  public W instantiate() {
    Store store = Store.create(pre.component().engine());
    try {
      return instantiate(store, store::close);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /** Makes an instance in a store, which the caller closes; closing the world does nothing. */
  public W instantiate(Store store) {
    return instantiate(store, () -> {});
  }

  private W instantiate(Store store, Runnable close) {
    return world.cast(new ExportedWorld(types, pre.instantiate(store)).world(targets, close));
  }
}

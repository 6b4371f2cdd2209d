package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.ResourceType;
import dev.witj.runtime.TrapCode;

/**
 * The built-in functions that a component can have made for its core modules.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#canon-resourcenew">canon
 *     resource.new</a>
 */
public final class CanonBuiltins {
  private CanonBuiltins() {}

  /**
   * {@code resource.new}: a handle of a resource that the instance implements.
   *
   * @return the index of the handle
   * @throws dev.witj.runtime.TrapException if the instance may not call out, or has too many
   *     handles
   */
  public static int resourceNew(ComponentInstance instance, ResourceType type, int rep) {
    trapIf(!instance.mayLeave(), TrapCode.CANNOT_LEAVE);
    return instance.handles().add(new ResourceHandle(type, rep, true, null));
  }

  /**
   * {@code resource.drop}: gives a handle up; the resource is destroyed if the handle owned it.
   *
   * @throws dev.witj.runtime.TrapException if the instance may not call out, if there is no such
   *     handle of this type, if it is lent, or if the destructor traps
   */
  public static void resourceDrop(ComponentInstance instance, ResourceType type, int index) {
    trapIf(!instance.mayLeave(), TrapCode.CANNOT_LEAVE);
    ResourceHandle handle = Resources.remove(instance, index, type);
    if (handle.scope != null) {
      handle.scope.dropBorrow();
    } else if (type.isHost()) {
      type.hostDestructor().accept(instance.hostResources().remove(handle.rep));
    } else {
      type.destructor().drop(handle.rep);
    }
  }

  /**
   * {@code resource.rep}: what a handle stands for.
   *
   * @throws dev.witj.runtime.TrapException if there is no such handle of this type
   */
  public static int resourceRep(ComponentInstance instance, ResourceType type, int index) {
    return Resources.get(instance, index, type).rep;
  }
}

package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.ResourceType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;

/**
 * Handles of resources as they cross a boundary.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#loading">lift_own,
 *     lift_borrow</a>
 */
final class Resources {
  private Resources() {}

  static Object liftOwn(LiftLowerContext cx, int index, AbiType.Own type) {
    ResourceType resource = cx.resource(type.resource());
    return cx.peer().liftOwn(resource, type.codec(), liftOwn(cx.instance(), index, resource));
  }

  private static int liftOwn(ComponentInstance instance, int index, ResourceType type) {
    ResourceHandle handle = remove(instance, index, type);
    trapIf(!handle.own, TrapCode.HANDLE_NOT_OWNED);
    return handle.rep;
  }

  static Object liftBorrow(LiftLowerContext cx, int index, AbiType.Borrow type) {
    ResourceType resource = cx.resource(type.resource());
    ResourceHandle handle = get(cx.instance(), index, resource);
    cx.subtask().addLender(handle);
    return cx.peer().liftBorrow(resource, type.codec(), handle.rep);
  }

  static int lowerOwn(LiftLowerContext cx, Object value, AbiType.Own type) {
    ResourceType resource = cx.resource(type.resource());
    int rep = HostValues.ownRep(cx.peer(), resource, value, type);
    return cx.instance().handles().add(new ResourceHandle(resource, rep, true, null));
  }

  @SuppressWarnings("ReferenceEquality") // An instance is its identity.
  static int lowerBorrow(LiftLowerContext cx, Object value, AbiType.Borrow type) {
    ResourceType resource = cx.resource(type.resource());
    int rep = HostValues.borrowRep(cx.peer(), resource, value, type);
    if (resource.implementer() == cx.instance()) {
      return rep;
    }
    BorrowScope.OfTask task = cx.task();
    task.addBorrow();
    return cx.instance().handles().add(new ResourceHandle(resource, rep, false, task));
  }

  /** The handle at an index, which must be one of this type. */
  static ResourceHandle get(ComponentInstance instance, int index, ResourceType type) {
    return check(instance.handles().get(index), index, type);
  }

  /** Takes the handle out of the table; it must be of this type and not lent. */
  static ResourceHandle remove(ComponentInstance instance, int index, ResourceType type) {
    ResourceHandle handle = check(instance.handles().remove(index), index, type);
    trapIf(handle.lends != 0, TrapCode.HANDLE_LENT);
    return handle;
  }

  private static ResourceHandle check(Object entry, int index, ResourceType type) {
    if (entry instanceof ResourceHandle handle) {
      if (handle.type != type) {
        throw new TrapException(
            TrapCode.RESOURCE_TYPE_MISMATCH,
            "handle index %s used with the wrong type, expected %s but found a different %s (`%s`, `%s`)"
                .formatted(
                    Integer.toUnsignedString(index),
                    kind(type),
                    kind(handle.type),
                    type,
                    handle.type));
      }
      return handle;
    }
    throw new TrapException(
        TrapCode.HANDLE_KIND_MISMATCH,
        "handle index %s used with the wrong type, expected %s but found no resource"
            .formatted(Integer.toUnsignedString(index), kind(type)));
  }

  private static String kind(ResourceType type) {
    return type.isHost() ? "host-defined resource" : "guest-defined resource";
  }
}

package dev.witj.wat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What has to be defined before the field that is being read: types that it writes out in place,
 * and then instances that it does. They are resolved when the whole field is read.
 */
final class PendingFields {
  private final List<Runnable> types = new ArrayList<>();
  private final List<Runnable> instances = new ArrayList<>();

  /** An index that is known once its definition has been resolved. */
  private static final class Slot implements IntSupplier {
    private int index;

    @Override
    public int getAsInt() {
      return index;
    }
  }

  /** Adds a type. */
  IntSupplier addType(IntSupplier definition) {
    return add(types, definition);
  }

  /** Adds an instance. */
  IntSupplier addInstance(IntSupplier definition) {
    return add(instances, definition);
  }

  private static IntSupplier add(List<Runnable> to, IntSupplier definition) {
    Slot slot = new Slot();
    to.add(() -> slot.index = definition.getAsInt());
    return slot;
  }

  /** Everything that was added, in order, and then the field itself. */
  List<Runnable> before(Runnable field) {
    List<Runnable> all = new ArrayList<>(types);
    all.addAll(instances);
    all.add(field);
    return all;
  }
}

package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreMeter;
import dev.witj.runtime.internal.core.CoreTable;
import dev.witj.runtime.internal.core.LinkException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;

/**
 * A table that several instances may see.
 *
 * <p>A reference to a function is an index into the functions of one instance, so every element
 * keeps that instance too. The engine checks the type of an indirect call by comparing the caller's
 * index of the type with the callee's own, which says nothing when caller and callee are of
 * different modules: two modules number the same types differently. Hence every instance sees the
 * table through a {@link View} of its own, which shows a foreign function as one of a small adapter
 * instance whose types are numbered as the viewer's are.
 */
@SuppressWarnings("ReferenceEquality") // Instances have no other identity.
final class EndiveTable implements CoreTable {
  private static final int NULL = -1;

  private final ValType elementType;
  private final TableLimits limits;
  private final int max;
  private final CoreMeter meter;
  private int[] refs;
  private @Nullable Object[] objects;
  private @Nullable Instance[] owners;

  EndiveTable(Table table, int initial, CoreMeter meter) {
    this.elementType = table.elementType();
    this.meter = meter;
    TableLimits declared = table.limits();
    if (declared.min() > meter.maxTableElements() || !meter.takeTableElements(declared.min())) {
      throw new LinkException(
          "a table of "
              + Long.toUnsignedString(declared.min())
              + " elements exceeds the store's limit of "
              + meter.maxTableElements());
    }
    // A copy: growing writes into it, and the declared one belongs to all instances.
    this.limits = new TableLimits(declared.min(), declared.max(), declared.shared());
    this.max = (int) Math.min(declared.max(), meter.maxTableElements());
    int size = (int) declared.min();
    this.refs = new int[size];
    Arrays.fill(refs, initial);
    this.objects = new @Nullable Object[elementType.isObjectRef() ? size : 0];
    this.owners = new @Nullable Instance[size];
  }

  View viewOf(EndiveInstance viewer) {
    return new View(this, viewer);
  }

  @Override
  public int size() {
    return refs.length;
  }

  @Override
  public Optional<CoreFunc> func(int index) {
    checkIndex(index, TrapCode.TABLE_OUT_OF_BOUNDS);
    Instance owner = owners[index];
    return refs[index] == NULL || owner == null
        ? Optional.empty()
        : Optional.of(EndiveFunc.of(owner, refs[index]));
  }

  private void checkIndex(int index, TrapCode code) {
    if (index < 0 || index >= refs.length) {
      throw new TrapException(
          code,
          code.text()
              + ": element "
              + Integer.toUnsignedString(index)
              + " of a table of "
              + refs.length);
    }
  }

  private int grow(int count, int ref, @Nullable Object object, @Nullable Instance owner) {
    int before = refs.length;
    if (count < 0 || count > max - before || !meter.takeTableElements(count)) {
      return -1;
    }
    int after = before + count;
    refs = Arrays.copyOf(refs, after);
    Arrays.fill(refs, before, after, ref);
    owners = Arrays.copyOf(owners, after);
    Arrays.fill(owners, before, after, owner);
    if (elementType.isObjectRef()) {
      objects = Arrays.copyOf(objects, after);
      Arrays.fill(objects, before, after, object);
    }
    limits.grow(count);
    return before;
  }

  /** The table as one instance sees it. */
  static final class View extends TableInstance {
    private final EndiveTable table;
    private final EndiveInstance viewer;

    /** The element that an indirect call is being made through, -1 while there is none. */
    private int called = -1;

    /** What adapts the element at an index, and which function it does so for. */
    private @Nullable Adapted[] adapted = {};

    private record Adapted(Instance owner, int ref, Instance adapter, int adapterRef) {}

    private View(EndiveTable table, EndiveInstance viewer) {
      super(new Table(table.elementType, new TableLimits(0, table.limits.max())), NULL);
      this.table = table;
      this.viewer = viewer;
    }

    EndiveTable table() {
      return table;
    }

    @Override
    public int size() {
      return table.refs.length;
    }

    @Override
    public ValType elementType() {
      return table.elementType;
    }

    @Override
    public TableLimits limits() {
      return table.limits;
    }

    @Override
    public int grow(int count, int ref, @Nullable Instance owner) {
      return table.grow(count, ref, null, owner);
    }

    @Override
    public int growWithRef(int count, @Nullable Object object, @Nullable Instance owner) {
      return table.grow(count, NULL, object, owner);
    }

    @Override
    public int ref(int index) {
      table.checkIndex(index, TrapCode.TABLE_OUT_OF_BOUNDS);
      return table.refs[index];
    }

    /** Asked first by an indirect call, which then asks for {@link #instance}. */
    @Override
    public int requiredRef(int index) {
      table.checkIndex(index, TrapCode.TABLE_OUT_OF_BOUNDS);
      int ref = table.refs[index];
      if (ref == NULL) {
        throw new TrapException(
            TrapCode.UNINITIALIZED_ELEMENT, TrapCode.UNINITIALIZED_ELEMENT.text() + " " + index);
      }
      Instance owner = table.owners[index];
      if (owner == null || owner == viewer.instance()) {
        return ref;
      }
      called = index;
      return adapt(index, owner, ref).adapterRef;
    }

    @Override
    public @Nullable Instance instance(int index) {
      if (index == called) {
        called = -1;
        return Objects.requireNonNull(adapted[index]).adapter;
      }
      return table.owners[index];
    }

    private Adapted adapt(int index, Instance owner, int ref) {
      if (index >= adapted.length) {
        adapted = Arrays.copyOf(adapted, table.refs.length);
      }
      Adapted known = adapted[index];
      if (known == null || known.owner != owner || known.ref != ref) {
        EndiveModule module = viewer.module();
        int type = module.sameType(owner.module().typeSection(), owner.functionType(ref));
        if (type < 0) {
          throw new TrapException(TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
        }
        known = new Adapted(owner, ref, module.adapt(owner, ref), type);
        adapted[index] = known;
      }
      return known;
    }

    @Override
    public @Nullable Object objRef(int index) {
      table.checkIndex(index, TrapCode.TABLE_OUT_OF_BOUNDS);
      return index < table.objects.length ? table.objects[index] : null;
    }

    @Override
    public void setRef(int index, int ref, @Nullable Instance owner) {
      table.checkIndex(index, TrapCode.TABLE_OUT_OF_BOUNDS);
      table.refs[index] = ref;
      table.owners[index] = owner;
    }

    @Override
    public void setObjRef(int index, @Nullable Object object, @Nullable Instance owner) {
      table.checkIndex(index, TrapCode.TABLE_OUT_OF_BOUNDS);
      if (index < table.objects.length) {
        table.objects[index] = object;
      }
      table.refs[index] = object == null ? NULL : 0;
      table.owners[index] = owner;
    }

    @Override
    public void reset() {
      Arrays.fill(table.refs, NULL);
      Arrays.fill(table.objects, null);
      Arrays.fill(table.owners, null);
    }
  }
}

package dev.witj.runtime.internal.core.own;

import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;
import dev.witj.engine.Extern;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.GuestException;
import dev.witj.engine.GuestObject;
import dev.witj.engine.Memory;
import dev.witj.engine.Table;
import dev.witj.engine.Tag;
import dev.witj.engine.Trap;
import dev.witj.engine.V128;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.core.ArrayMemory;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreGlobal;
import dev.witj.runtime.internal.core.CoreItem;
import dev.witj.runtime.internal.core.CoreMemory;
import dev.witj.runtime.internal.core.CoreTable;
import dev.witj.runtime.internal.core.CoreTag;
import dev.witj.runtime.internal.core.CoreValue;
import dev.witj.runtime.internal.core.SegmentMemory;
import dev.witj.runtime.internal.core.TypedCoreFunc;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An item of the engine's as the seam has it. */
sealed interface OwnItem {
  /** The engine's. */
  Extern extern();

  /** An item as the seam has it. */
  static CoreItem of(Extern item) {
    return switch (item) {
      case dev.witj.engine.Func func -> new OwnFunc(func);
      case Memory memory -> OwnMemory.of(memory);
      case Table table -> new OwnTable(table);
      case Global global -> new OwnGlobal(global);
      case Tag tag -> new OwnTag(tag);
    };
  }

  /** A function. */
  record OwnFunc(Func extern) implements OwnItem, TypedCoreFunc {
    @Override
    public long call(long[] arguments) {
      checkNumeric();
      try {
        return extern.callBits(arguments);
      } catch (RuntimeException e) {
        throw OwnTraps.translate(e);
      }
    }

    @Override
    public long call(long first) {
      checkNumeric();
      try {
        return extern.callBits(first);
      } catch (RuntimeException e) {
        throw OwnTraps.translate(e);
      }
    }

    @Override
    public long call(long first, long second, long third) {
      checkNumeric();
      try {
        return extern.callBits(first, second, third);
      } catch (RuntimeException e) {
        throw OwnTraps.translate(e);
      }
    }

    @Override
    public long call(long first, long second, long third, long fourth) {
      checkNumeric();
      try {
        return extern.callBits(first, second, third, fourth);
      } catch (RuntimeException e) {
        throw OwnTraps.translate(e);
      }
    }

    private void checkNumeric() {
      if (!extern.isNumeric()) {
        throw new TrapException(
            TrapCode.UNSUPPORTED, "the function has the type " + extern.signature());
      }
    }

    @Override
    public List<CoreValue.Type> params() {
      return extern.signature().params().stream().map(OwnItem::type).toList();
    }

    @Override
    public List<CoreValue> callTyped(List<CoreValue> arguments) {
      if (!arguments.stream().map(CoreValue::type).toList().equals(params())) {
        throw new IllegalArgumentException(arguments + " for " + params());
      }
      @Nullable Object[] given = arguments.stream().map(OwnItem::lower).toArray();
      try {
        @Nullable Object[] results = extern.call(given);
        List<CoreValue> lifted = new ArrayList<>(results.length);
        for (int i = 0; i < results.length; i++) {
          lifted.add(lift(extern.signature().results().get(i), results[i]));
        }
        return lifted;
      } catch (RuntimeException e) {
        throw OwnTraps.translate(e);
      }
    }
  }

  /** A memory that is an array. */
  record OwnMemory(Memory extern) implements OwnItem, CoreMemory, ArrayMemory {
    static CoreMemory of(Memory extern) {
      return extern.segment().isPresent() ? new OwnMappedMemory(extern) : new OwnMemory(extern);
    }

    @Override
    public byte[] bytes() {
      return extern.bytes();
    }

    @Override
    public byte[] bytesToWrite(long at, long length) {
      extern.note(at, length);
      return extern.bytes();
    }

    @Override
    public long byteLength() {
      return extern.size();
    }

    @Override
    public AddressType addressType() {
      return extern.type().index64() ? AddressType.I64 : AddressType.I32;
    }
  }

  /** A memory that is mapped. */
  record OwnMappedMemory(Memory extern) implements OwnItem, CoreMemory, SegmentMemory {
    @Override
    public MemorySegment segment() {
      return extern.segment().orElseThrow();
    }

    @Override
    public AddressType addressType() {
      return extern.type().index64() ? AddressType.I64 : AddressType.I32;
    }
  }

  /** A table. */
  record OwnTable(Table extern) implements OwnItem, CoreTable {
    @Override
    public Optional<CoreFunc> func(int index) {
      try {
        return extern.get(index) instanceof Func func
            ? Optional.of(new OwnFunc(func))
            : Optional.empty();
      } catch (Trap e) {
        throw OwnTraps.translate(e);
      }
    }
  }

  /** A global. */
  record OwnGlobal(Global extern) implements OwnItem, CoreGlobal {
    @Override
    public CoreValue value() {
      return lift(extern.type().type(), extern.get());
    }
  }

  /** A tag. */
  record OwnTag(Tag extern) implements OwnItem, CoreTag {}

  private static CoreValue.Type type(ValType type) {
    return switch (type) {
      case NumType number ->
          switch (number) {
            case I32 -> CoreValue.Type.I32;
            case I64 -> CoreValue.Type.I64;
            case F32 -> CoreValue.Type.F32;
            case F64 -> CoreValue.Type.F64;
            case V128 -> CoreValue.Type.V128;
          };
      case RefType ref ->
          switch (ref.heap()) {
            // Structures and arrays pass a script's hands as what they are, whatever is declared.
            case HeapType.Concrete _ -> CoreValue.Type.FUNC;
            case HeapType.Abstract heap ->
                switch (heap) {
                  case FUNC, NOFUNC -> CoreValue.Type.FUNC;
                  case EXTERN, NOEXTERN -> CoreValue.Type.EXTERN;
                  case EXN, NOEXN -> CoreValue.Type.EXN;
                  case ANY, EQ, I31, STRUCT, ARRAY, NONE -> CoreValue.Type.ANY;
                };
          };
    };
  }

  private static @Nullable Object lower(CoreValue value) {
    return switch (value) {
      case CoreValue.Numeric(var type, long bits) ->
          switch (type) {
            case I32 -> (Object) (int) bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            default -> bits;
          };
      case CoreValue.Vector(long low, long high) -> new V128(low, high);
      case CoreValue.Null _ -> null;
      case CoreValue.Reference reference -> reference.target();
    };
  }

  private static CoreValue.Referent referent(GuestObject object) {
    return switch (object.kind()) {
      case STRUCT -> CoreValue.Referent.STRUCT;
      case ARRAY -> CoreValue.Referent.ARRAY;
      case I31 -> CoreValue.Referent.I31;
    };
  }

  private static CoreValue lift(ValType type, @Nullable Object value) {
    CoreValue.Type seen = type(type);
    return switch (value) {
      case null -> new CoreValue.Null(seen);
      case Integer number when seen == CoreValue.Type.I32 ->
          new CoreValue.Numeric(seen, Integer.toUnsignedLong(number));
      case Long number when seen == CoreValue.Type.I64 -> new CoreValue.Numeric(seen, number);
      case Float number when seen == CoreValue.Type.F32 ->
          new CoreValue.Numeric(seen, Integer.toUnsignedLong(Float.floatToRawIntBits(number)));
      case Double number when seen == CoreValue.Type.F64 ->
          new CoreValue.Numeric(seen, Double.doubleToRawLongBits(number));
      case V128 vector when seen == CoreValue.Type.V128 ->
          new CoreValue.Vector(vector.low(), vector.high());
      case Func func -> new CoreValue.Reference(seen, CoreValue.Referent.FUNC, func);
      case GuestObject own -> new CoreValue.Reference(seen, referent(own), own);
      case GuestException thrown -> new CoreValue.Reference(seen, CoreValue.Referent.EXN, thrown);
      case Object other -> new CoreValue.Reference(seen, CoreValue.Referent.HOST, other);
    };
  }
}

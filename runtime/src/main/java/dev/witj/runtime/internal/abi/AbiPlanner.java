package dev.witj.runtime.internal.abi;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.FutureType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.StreamType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.runtime.internal.core.AddressType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works out the layout of types, once for each: parts that types share are planned once. Not
 * thread-safe; what it makes is immutable.
 */
public final class AbiPlanner {
  /** How deep types may nest, which bounds the recursion of everything that walks over values. */
  private static final int MAX_DEPTH = 1000;

  private final AddressType addressType;
  private int depth;
  private final IdentityHashMap<ValType, AbiType> planned = new IdentityHashMap<>();

  /** A planner for memories with these addresses. */
  public AbiPlanner(AddressType addressType) {
    this.addressType = addressType;
  }

  /**
   * The layout of a type.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the type nests too deep
   */
  public AbiType plan(ValType type) {
    AbiType known = planned.get(type);
    if (known == null) {
      if (++depth > MAX_DEPTH) {
        throw Diagnostic.error(
                RuntimeCode.UNSUPPORTED, "types nest deeper than " + MAX_DEPTH + " levels")
            .toException();
      }
      known = make(type);
      depth--;
      planned.put(type, known);
    }
    return known;
  }

  private AbiType make(ValType type) {
    return switch (type) {
      case Primitive.STRING -> new AbiType.StringOf(addressType);
      case Primitive.ERROR_CONTEXT -> new AbiType.AsyncHandle(type);
      case Primitive scalar -> new AbiType.Scalar(scalar);
      case ListType(var element) -> new AbiType.ListOf(plan(element), addressType, false);
      case FixedListType(var element, var length) -> new AbiType.FixedList(plan(element), length);
      case MapType map ->
          new AbiType.ListOf(
              plan(((ListType) Despecialize.despecialize(map)).element()), addressType, true);
      case RecordType(var fields, var codec) -> {
        List<AbiType> plans = new ArrayList<>();
        fields.forEach(field -> plans.add(plan(field.type())));
        yield new AbiType.RecordOf(fields.stream().map(Field::name).toList(), plans, codec);
      }
      case VariantType(var cases, var codec) -> {
        List<@Nullable AbiType> plans = new ArrayList<>();
        cases.forEach(it -> plans.add(it.type().map(this::plan).orElse(null)));
        yield new AbiType.VariantOf(plans, codec);
      }
      case FlagsType(var labels, var codec) -> new AbiType.FlagsOf(labels.size(), codec);
      case OwnType own -> new AbiType.Own(own);
      case BorrowType borrow -> new AbiType.Borrow(borrow);
      case StreamType stream -> new AbiType.AsyncHandle(stream);
      case FutureType future -> new AbiType.AsyncHandle(future);
      case TupleType special -> make(Despecialize.despecialize(special));
      case EnumType special -> make(Despecialize.despecialize(special));
      case OptionType special -> make(Despecialize.despecialize(special));
      case ResultType special -> make(Despecialize.despecialize(special));
    };
  }
}

package dev.witj.runtime.internal.call;

import dev.witj.runtime.FuncType;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.EnumType;
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
import java.util.Optional;

/** Looks for resources that guests implement, which are new for each instance. */
final class GuestResources {
  private GuestResources() {}

  static boolean areAbsent(FuncType type) {
    return type.params().stream().allMatch(param -> areAbsent(param.type()))
        && areAbsent(type.result());
  }

  private static boolean areAbsent(Optional<ValType> type) {
    return type.isEmpty() || areAbsent(type.get());
  }

  private static boolean areAbsent(ValType type) {
    return switch (type) {
      case Primitive _, EnumType _, FlagsType _ -> true;
      case ListType(var element) -> areAbsent(element);
      case FixedListType(var element, _) -> areAbsent(element);
      case MapType(var key, var value) -> areAbsent(key) && areAbsent(value);
      case RecordType(var fields, _) -> fields.stream().allMatch(f -> areAbsent(f.type()));
      case VariantType(var cases, _) -> cases.stream().allMatch(c -> areAbsent(c.type()));
      case OptionType(var element) -> areAbsent(element);
      case ResultType(var ok, var error) -> areAbsent(ok) && areAbsent(error);
      case TupleType(var elements) -> elements.stream().allMatch(GuestResources::areAbsent);
      case OwnType(var resource, _) -> resource.isHost();
      case BorrowType(var resource, _) -> resource.isHost();
      case StreamType(var element) -> areAbsent(element);
      case FutureType(var element) -> areAbsent(element);
    };
  }
}

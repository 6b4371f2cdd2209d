package dev.witj.runtime.internal.abi;

import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.OwnType;
import java.util.List;
import java.util.Map;

/** See {@link Peer#COMPONENT}. */
final class ComponentPeer implements Peer {
  @Override
  public Object string(String value, StringForm form, int codeUnits) {
    return new LiftedString(value, form, codeUnits);
  }

  @Override
  public Object map(List<Map.Entry<Object, Object>> entries) {
    return entries;
  }

  @Override
  public Object liftOwn(OwnType type, int rep) {
    return rep;
  }

  @Override
  public Object liftBorrow(BorrowType type, int rep) {
    return rep;
  }

  @Override
  public int lowerOwn(OwnType type, Object value) {
    return (Integer) value;
  }

  @Override
  public int lowerBorrow(BorrowType type, Object value) {
    return (Integer) value;
  }
}

package dev.witj.runtime.internal.abi;

import dev.witj.runtime.ResourceType;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import java.util.List;
import java.util.Map;

/** See {@link Peer#COMPONENT}. */
class ComponentPeer implements Peer {
  @Override
  public Object string(String value, StringForm form, int codeUnits) {
    return new LiftedString(value, form, codeUnits);
  }

  @Override
  public Object map(List<Map.Entry<Object, Object>> entries) {
    return entries;
  }

  @Override
  public Object liftOwn(ResourceType type, ResourceCodec codec, int rep) {
    return rep;
  }

  @Override
  public Object liftBorrow(ResourceType type, ResourceCodec codec, int rep) {
    return rep;
  }

  @Override
  public int lowerOwn(ResourceType type, ResourceCodec codec, Object value) {
    return (Integer) value;
  }

  @Override
  public int lowerBorrow(ResourceType type, ResourceCodec codec, Object value) {
    return (Integer) value;
  }

  @Override
  public Object liftChannel(AbiType.AsyncHandle type, Object shared) {
    return shared;
  }

  @Override
  public Object lowerChannel(AbiType.AsyncHandle type, Object value) {
    return value;
  }
}

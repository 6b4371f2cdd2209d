package dev.witj.runtime.internal.call;

import dev.witj.runtime.ResourceType;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.abi.HostResources;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.abi.StringForm;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The host as one side of a call. What it lends or borrows for the call ends with {@link #close}.
 * Functions without borrows in their types may share one of these for all their calls.
 */
final class HostCall implements Peer, AutoCloseable {
  private final HostResources resources;
  private final @Nullable StoreContext store;
  private final List<GuestHandle> borrowed = new ArrayList<>(0);
  private final List<GuestHandle> lent = new ArrayList<>(0);
  private final List<Integer> lentObjects = new ArrayList<>(0);

  HostCall(StoreContext store) {
    this(store.hostResources(), store);
  }

  /**
   * The host as one side of a call.
   *
   * @param store where streams and futures live, null where there are none among the values
   */
  HostCall(HostResources resources, @Nullable StoreContext store) {
    this.resources = resources;
    this.store = store;
  }

  @Override
  public Object string(String value, StringForm form, int codeUnits) {
    return value;
  }

  @Override
  public Object map(List<Map.Entry<Object, Object>> entries) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Map.Entry<Object, Object> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public Object liftOwn(ResourceType type, ResourceCodec codec, int rep) {
    return codec.wrap(type.isHost() ? resources.remove(rep) : GuestHandle.owned(type, rep));
  }

  @Override
  public Object liftBorrow(ResourceType type, ResourceCodec codec, int rep) {
    if (type.isHost()) {
      return codec.wrap(resources.get(rep));
    }
    GuestHandle borrow = GuestHandle.borrowed(type, rep);
    borrowed.add(borrow);
    return codec.wrap(borrow);
  }

  @Override
  public Object liftChannel(AbiType.AsyncHandle type, Object shared) {
    return HostChannels.lift(Objects.requireNonNull(store), type, shared);
  }

  @Override
  public Object lowerChannel(AbiType.AsyncHandle type, Object value) {
    return HostChannels.lower(Objects.requireNonNull(store), type, value);
  }

  @Override
  public int lowerOwn(ResourceType type, ResourceCodec codec, Object value) {
    Object resource = codec.unwrap(value);
    return type.isHost() ? resources.add(resource) : guest(type, resource).moveOut();
  }

  @Override
  public int lowerBorrow(ResourceType type, ResourceCodec codec, Object value) {
    Object resource = codec.unwrap(value);
    if (type.isHost()) {
      int rep = resources.add(resource);
      lentObjects.add(rep);
      return rep;
    }
    GuestHandle guest = guest(type, resource);
    int rep = guest.lend();
    lent.add(guest);
    return rep;
  }

  private static GuestHandle guest(ResourceType expected, Object value) {
    GuestHandle guest = (GuestHandle) value;
    if (guest.type() != expected) {
      throw new IllegalArgumentException(
          "expected a `" + expected + "` of the instance that is called, found `" + guest + "`");
    }
    return guest;
  }

  /** Ends the borrows of the call. */
  @Override
  public void close() {
    borrowed.forEach(GuestHandle::endBorrow);
    borrowed.clear();
    lent.forEach(GuestHandle::endLend);
    lent.clear();
    lentObjects.forEach(resources::remove);
    lentObjects.clear();
  }
}

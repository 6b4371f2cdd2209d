package dev.witj.runtime.internal.abi;

import dev.witj.runtime.ResourceType;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import java.util.List;
import java.util.Map;

/**
 * The other side of a boundary: who gets the values that are lifted here, and who gave those that
 * are lowered. Everything but what is named here has the same form for all.
 */
public interface Peer {
  /**
   * Another component. Handles pass as their {@code rep}, strings remember how they were kept
   * (lowering depends on it), and maps keep the pairs that a {@link Map} would drop.
   */
  Peer COMPONENT = new ComponentPeer();

  /**
   * A string that was lifted.
   *
   * @param codeUnits its length in the units of the memory it comes from
   */
  Object string(String value, StringForm form, int codeUnits);

  /** A map that was lifted; the list may be kept. */
  Object map(List<Map.Entry<Object, Object>> entries);

  /** An owned handle that was lifted. */
  Object liftOwn(ResourceType type, ResourceCodec codec, int rep);

  /** A borrowed handle that was lifted. */
  Object liftBorrow(ResourceType type, ResourceCodec codec, int rep);

  /** An owned handle that is to be lowered. */
  int lowerOwn(ResourceType type, ResourceCodec codec, Object value);

  /** What a stream, a future or an error context shares with who had it. */
  Object liftChannel(AbiType.AsyncHandle type, Object shared);

  /** What a stream, a future or an error context that is to be lowered shares. */
  Object lowerChannel(AbiType.AsyncHandle type, Object value);

  /** A borrowed handle that is to be lowered. */
  int lowerBorrow(ResourceType type, ResourceCodec codec, Object value);
}

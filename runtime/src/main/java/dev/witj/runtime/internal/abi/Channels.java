package dev.witj.runtime.internal.abi;

/**
 * Streams, futures and error contexts as they cross a boundary.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#loading">lift_stream,
 *     lift_future, lift_error_context</a>
 */
final class Channels {
  private Channels() {}

  static Object lift(LiftLowerContext cx, int index, AbiType.AsyncHandle type) {
    return cx.peer().liftChannel(type, cx.instance().liftChannel(index, type));
  }

  static int lower(LiftLowerContext cx, Object value, AbiType.AsyncHandle type) {
    return cx.instance().lowerChannel(HostValues.channel(cx.peer(), value, type), type);
  }
}

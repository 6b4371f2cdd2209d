package dev.witj.runtime.internal.call;

import dev.witj.runtime.async.ErrorContext;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.async.Shared;

/** Streams, futures and error contexts as the host has them. */
final class HostChannels {
  private HostChannels() {}

  /** What the host gets to see of what a guest gave away. */
  static Object lift(StoreContext store, AbiType.AsyncHandle type, Object shared) {
    return switch (shared) {
      case Shared.OfStream stream -> new GuestStream<Object>(store, stream, type);
      case Shared.OfFuture future -> new GuestFuture<Object>(store, future, type);
      default -> shared;
    };
  }

  /**
   * What a guest gets of the host's.
   *
   * @throws ClassCastException if the value is something else
   * @throws IllegalStateException if it was closed or given away before
   */
  static Object lower(StoreContext store, AbiType.AsyncHandle type, Object value) {
    return switch (value) {
      case GuestStream<?> stream
          when GuestChannel.is(type, Shared.OfStream.class) && stream.isIn(store) ->
          stream.moveOut();
      case GuestFuture<?> future
          when GuestChannel.is(type, Shared.OfFuture.class) && future.isIn(store) ->
          future.moveOut();
      case StreamReader<?> reader when GuestChannel.is(type, Shared.OfStream.class) ->
          StreamSource.start(store, reader, type);
      case WitFuture<?> future when GuestChannel.is(type, Shared.OfFuture.class) ->
          FutureSource.start(store, future, type);
      case ErrorContext context when GuestChannel.is(type, ErrorContext.class) -> context;
      default -> throw new ClassCastException(value.getClass().getName());
    };
  }
}

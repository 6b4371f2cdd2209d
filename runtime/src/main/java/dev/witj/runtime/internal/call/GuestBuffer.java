package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.abi.Elements;
import dev.witj.runtime.internal.async.Buffer;
import dev.witj.runtime.internal.async.CopyEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stretch of a guest's memory that a read fills or a write empties. */
final class GuestBuffer implements CopyEnd.Counting {
  private final Passage passage;
  private final long pointer;
  private final int length;
  private int progress;

  /**
   * A stretch of memory.
   *
   * @param pointer unsigned
   * @param length how many values, unsigned
   * @throws dev.witj.runtime.TrapException if it does not lie in memory
   */
  GuestBuffer(Passage passage, long pointer, long length) {
    trapIf(Long.compareUnsigned(length, Elements.MAX_LENGTH) > 0, TrapCode.LIST_TOO_LONG);
    AbiType type = passage.passing();
    if (type != null && length > 0) {
      Elements.check(passage.toGuest(), pointer, length, type);
    }
    this.passage = passage;
    this.pointer = pointer;
    this.length = (int) length;
  }

  @Override
  public int progress() {
    return progress;
  }

  @Override
  public int remain() {
    return length - progress;
  }

  @Override
  public boolean isZeroLength() {
    return length == 0;
  }

  private long at(AbiType type) {
    return pointer + progress * type.size();
  }

  @Override
  public void copyTo(Buffer into, int count) {
    AbiType type = passage.passing();
    switch (into) {
      case GuestBuffer other -> {
        if (type != null) {
          copy(other, count, type);
        }
        other.progress += count;
      }
      case HostSink sink -> {
        if (type == null) {
          sink.addNothing(count);
        } else if (sink.isBytes()) {
          sink.addBytes(passage.memory(), at(type), count);
        } else {
          Elements.load(
              passage.toHost(), at(type), count, passage.host(sink.codec()), sink.items());
        }
      }
      default -> throw new IllegalStateException("values are written to " + into);
    }
    progress += count;
  }

  private void copy(GuestBuffer other, int count, AbiType type) {
    AbiType theirs = Objects.requireNonNull(other.passage.passing());
    if (passage.isBulk()) {
      int bytes = count * (int) type.size();
      Elements.copy(passage.memory(), at(type), other.passage.memory(), other.at(theirs), bytes);
    } else {
      List<@Nullable Object> values = new ArrayList<>(Math.min(count, 1 << 16));
      Elements.load(passage.toGuest(), at(type), count, type, values);
      Elements.store(other.passage.toGuest(), other.at(theirs), values, theirs);
    }
  }

  /** Takes the host's values in. */
  void fill(HostSource source, int count) {
    AbiType type = passage.passing();
    if (type != null) {
      if (source.isBytes()) {
        source.copyBytes(passage.memory(), at(type), count);
      } else {
        store(source, count, at(type));
      }
    }
    progress += count;
  }

  private void store(HostSource source, int count, long at) {
    try {
      Elements.store(passage.toHost(), at, source.next(count), passage.host(source.codec()));
    } catch (DiagnosticException e) {
      throw TrapException.hostFailure("a stream or future of the host", e);
    }
  }
}

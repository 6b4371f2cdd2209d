package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.async.CopyEnd;
import dev.witj.runtime.internal.async.Shared;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The built-ins for one type of streams or futures in one instance, in the order of the
 * specification.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#-canon-streamfuturenew">canon
 *     stream.new</a>
 */
public final class ChannelBuiltIns {
  private static final long BLOCKED = 0xffff_ffffL;

  private final GuestInstance in;
  private final DefinedType type;
  private final boolean readable;
  private final boolean async;

  /**
   * The built-ins.
   *
   * @param readable whether they are about the end that is read
   * @param async whether they answer at once, rather than wait
   */
  public ChannelBuiltIns(GuestInstance in, DefinedType type, boolean readable, boolean async) {
    this.in = in;
    this.type = type;
    this.readable = readable;
    this.async = async;
  }

  private boolean isFuture() {
    return type.definition() instanceof Shape.Future<?, ?>;
  }

  /** {@code stream.new} and {@code future.new}. */
  public CoreFunc.OfNone make() {
    boolean plain = Passage.element(type).map(ChannelBuiltIns::isNumber).orElse(true);
    return () -> {
      TaskBuiltIns.checkMayLeave(in);
      Shared shared = isFuture() ? new Shared.OfFuture(plain) : new Shared.OfStream(plain);
      long read = in.add(new CopyEnd(in.store().scheduler(), shared, type, true, in));
      long write = in.add(new CopyEnd(in.store().scheduler(), shared, type, false, in));
      return read | write << 32;
    };
  }

  /** Whether one instance may both write and read such values, which takes no code of it. */
  private static boolean isNumber(ValueType element) {
    return element.shape() instanceof Shape.Primitive(var primitive)
        && switch (primitive) {
          case S8, U8, S16, U16, S32, U32, S64, U64, F32, F64 -> true;
          case BOOL, CHAR, STRING, ERROR_CONTEXT -> false;
        };
  }

  /** {@code stream.read}, {@code stream.write}, {@code future.read} and {@code future.write}. */
  public CoreFunc copy(RunningPlan plan, Side side, ResourceSlots slots) {
    Copy copy = new Copy(plan, side, slots);
    return isFuture()
        ? (CoreFunc.OfTwo) (end, pointer) -> copy.run(end, pointer, 1)
        : (CoreFunc.OfThree)
            (end, pointer, length) -> copy.run(end, pointer, side.options().address(length));
  }

  private final class Copy {
    private final RunningPlan plan;
    private final Side side;
    private final ResourceSlots slots;
    private @Nullable Passage passage;

    Copy(RunningPlan plan, Side side, ResourceSlots slots) {
      this.plan = plan;
      this.side = side;
      this.slots = slots;
    }

    private Passage passage() {
      Passage known = passage;
      if (known == null) {
        known = new Passage(plan.binding(side), slots, type);
        passage = known;
      }
      return known;
    }

    long run(long index, long pointer, long length) {
      TaskBuiltIns.checkMayLeave(in);
      CopyEnd end = in.end((int) index, type, readable);
      end.checkIdle();
      if (!async) {
        end.checkAlone();
      }
      end.copy(new GuestBuffer(passage(), side.options().address(pointer), length));
      if (!end.hasPendingEvent()) {
        if (async) {
          end.setState(CopyEnd.State.ASYNC_COPYING);
          return BLOCKED;
        }
        end.setState(CopyEnd.State.SYNC_COPYING);
        in.store()
            .currentThread()
            .waitFor(end, readable ? "for something to read" : "for a reader");
      }
      return end.takeEvent().payload();
    }
  }

  /** {@code stream.cancel-read} and so on. */
  public CoreFunc.OfOne cancel() {
    return index -> {
      TaskBuiltIns.checkMayLeave(in);
      CopyEnd end = in.end((int) index, type, readable);
      if (end.state() != CopyEnd.State.ASYNC_COPYING) {
        throw new dev.witj.runtime.TrapException(
            isFuture() ? TrapCode.FUTURE_INVALID : TrapCode.STREAM_INVALID,
            "no " + (readable ? "read" : "write") + " is in progress that could be cancelled");
      }
      if (!async) {
        end.checkAlone();
      }
      end.setState(CopyEnd.State.CANCELLING);
      if (!end.hasPendingEvent()) {
        end.shared().cancel();
      }
      trapIf(!end.hasPendingEvent(), TrapCode.STREAM_INVALID);
      return end.takeEvent().payload();
    };
  }

  /** {@code stream.drop-readable} and so on. */
  public CoreFunc.OfOne drop() {
    return index -> {
      TaskBuiltIns.checkMayLeave(in);
      in.end((int) index, type, readable).drop();
      Object _ = in.handles().remove((int) index);
      return 0;
    };
  }
}

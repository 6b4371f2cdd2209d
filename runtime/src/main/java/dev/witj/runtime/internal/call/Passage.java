package dev.witj.runtime.internal.call;

import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.internal.abi.AbiPlanner;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.abi.Elements;
import dev.witj.runtime.internal.abi.Forms;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.core.LinearMemory;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.types.Shape;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How values get out of and into an instance through a stream or a future. */
final class Passage {
  private final Binding binding;
  private final ResourceSlots slots;
  private final Optional<ValueType> element;
  private final @Nullable AbiType passing;
  private final boolean bulk;
  private final Memo<ValueCodec, AbiType> host = new Memo<>();

  Passage(Binding binding, ResourceSlots slots, DefinedType type) {
    this.binding = binding;
    this.slots = slots;
    this.element = element(type);
    this.passing =
        element.map(it -> planner(Forms.PASSING).plan(it, ValueCodec.GENERIC)).orElse(null);
    this.bulk = passing != null && Elements.isBulk(passing);
  }

  /** What goes through a stream or a future, if that is anything. */
  static Optional<ValueType> element(ValueType type) {
    return type.shape() instanceof Shape.Channel<ValueType, ?> channel
        ? channel.element()
        : Optional.empty();
  }

  private AbiPlanner planner(Forms forms) {
    return new AbiPlanner(binding.options().addressType(), slots::get, forms);
  }

  /** Whether values can be copied as bytes. */
  boolean isBulk() {
    return bulk;
  }

  /** Values as they pass to other instances; null where there are none. */
  @Nullable AbiType passing() {
    return passing;
  }

  /** Values as the host has them. */
  AbiType host(ValueCodec codec) {
    return host.get(codec, () -> planner(Forms.HOST).plan(element.orElseThrow(), codec));
  }

  LinearMemory memory() {
    return Objects.requireNonNull(binding.values().memory());
  }

  LiftLowerContext toGuest() {
    return binding.context(null, Peer.COMPONENT);
  }

  LiftLowerContext toHost() {
    return binding.context(null, binding.instance().store().hostPeer());
  }
}

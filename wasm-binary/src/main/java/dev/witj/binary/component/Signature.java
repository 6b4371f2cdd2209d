package dev.witj.binary.component;

import dev.witj.types.Field;
import dev.witj.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a component function takes and gives.
 *
 * @param async whether it may block
 * @param params its parameters, by name
 * @param result its result, if it has one
 * @param <T> how types are named: {@link ComponentValType} in a binary, {@link ValueType} once
 *     resolved
 */
public record Signature<T>(boolean async, List<Field<T>> params, Optional<T> result) {
  public Signature {
    params = List.copyOf(params);
  }

  /** The same with every type replaced. */
  public <U> Signature<U> map(Function<? super T, ? extends U> types) {
    return new Signature<>(async, Shape.mapFields(params, types), result.map(types));
  }
}

package dev.witj.runtime;

import dev.witj.runtime.ValType.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The type of a component function.
 *
 * @param params the parameters with their names
 * @param result the result, if there is one
 * @param async whether the function may block
 */
public record FuncType(List<Field> params, Optional<ValType> result, boolean async) {
  /** Copies the parameters. */
  public FuncType {
    params = List.copyOf(params);
  }

  /** A function that does not block. */
  public FuncType(List<Field> params, Optional<ValType> result) {
    this(params, result, false);
  }

  /**
   * Whether both are the same type to a component; as in {@link ValType#matches} codecs do not
   * count.
   */
  public boolean matches(FuncType other) {
    return async == other.async && asRecord().matches(other.asRecord());
  }

  /**
   * This type with the codecs of {@code template}.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public FuncType withCodecsOf(FuncType template) {
    if (async != template.async
        || params.size() != template.params.size()
        || result.isPresent() != template.result.isPresent()) {
      throw new IllegalArgumentException("the template has another shape: " + template);
    }
    List<Field> merged = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      merged.add(
          new Field(
              params.get(i).name(),
              params.get(i).type().withCodecsOf(template.params.get(i).type())));
    }
    return new FuncType(
        merged, result.map(r -> r.withCodecsOf(template.result.orElseThrow())), async);
  }

  /** This type in the syntax of WIT, for messages. */
  public String witText() {
    return WitText.of(this);
  }

  private ValType asRecord() {
    return new ValType.TupleType(
        List.of(new ValType.RecordType(params), new ValType.ResultType(result, Optional.empty())));
  }
}

package dev.witj.runtime.value;

import java.util.List;

/**
 * How the arguments and the result of a function are made and taken apart.
 *
 * @param params one for each parameter; those that are missing are generic
 * @param result for the result; whatever where there is none
 */
public record FuncCodec(List<ValueCodec> params, ValueCodec result) {
  /** Everything in its generic form. */
  public static final FuncCodec GENERIC = new FuncCodec(List.of(), ValueCodec.GENERIC);

  public FuncCodec {
    params = List.copyOf(params);
  }

  /** For one of the parameters. */
  public ValueCodec param(int index) {
    return index < params.size() ? params.get(index) : ValueCodec.GENERIC;
  }
}

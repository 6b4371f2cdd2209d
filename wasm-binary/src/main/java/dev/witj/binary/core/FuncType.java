package dev.witj.binary.core;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters and results of a function. */
public record FuncType(List<ValType> params, List<ValType> results) implements CompositeType {
  public FuncType {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }

  @Override
  public String toString() {
    return list(params) + " -> " + list(results);
  }

  private static String list(List<ValType> types) {
    return types.stream().map(ValType::toString).collect(Collectors.joining(" ", "[", "]"));
  }
}

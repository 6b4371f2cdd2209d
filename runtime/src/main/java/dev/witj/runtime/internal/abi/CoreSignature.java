package dev.witj.runtime.internal.abi;

import dev.witj.runtime.internal.core.CoreType;
import java.util.List;

/** The type of a core function. */
public record CoreSignature(List<CoreType> params, List<CoreType> results) {
  /** Copies the lists. */
  public CoreSignature {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }
}

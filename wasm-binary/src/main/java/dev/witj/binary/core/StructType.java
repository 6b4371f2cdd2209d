package dev.witj.binary.core;

import java.util.List;

/** The fields of a struct. */
public record StructType(List<FieldType> fields) implements CompositeType {
  public StructType {
    fields = List.copyOf(fields);
  }
}

package dev.witj.binary.core;

/** The elements of an array. */
public record ArrayType(FieldType element) implements CompositeType {}

package dev.witj.binary.core;

/** A tag of exceptions, whose payload is the parameters of a function type, by index. */
public record TagType(int typeIndex) implements ExternType {}

package dev.witj.types;

/**
 * A field of a record or a parameter of a function.
 *
 * @param <T> how types are named
 */
public record Field<T>(String name, T type) {}

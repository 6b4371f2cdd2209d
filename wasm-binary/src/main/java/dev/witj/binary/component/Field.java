package dev.witj.binary.component;

/**
 * A field of a record or a parameter of a function.
 *
 * @param <T> how types are named: {@link ComponentValType} in a binary, {@link ValueType} once
 *     resolved
 */
public record Field<T>(String name, T type) {}

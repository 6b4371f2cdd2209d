package dev.witj.binary.component;

import java.util.Optional;

/**
 * A case of a variant.
 *
 * @param <T> how types are named: {@link ComponentValType} in a binary, {@link ValueType} once
 *     resolved
 */
public record Case<T>(String name, Optional<T> type) {}

package dev.witj.types;

import java.util.Optional;

/**
 * A case of a variant.
 *
 * @param <T> how types are named
 */
public record Case<T>(String name, Optional<T> type) {}

package dev.witj.binary.core;

import java.util.Optional;

/**
 * A table that a module defines.
 *
 * @param initializer what its elements are at first; null references if there is none
 */
public record Table(TableType type, Optional<ConstExpr> initializer) {}

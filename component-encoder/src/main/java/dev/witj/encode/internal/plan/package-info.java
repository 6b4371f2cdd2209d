/**
 * What a component is to consist of, found out before any of it is written: which core modules,
 * which parts of the world they use, which types those need.
 */
@NullMarked
package dev.witj.encode.internal.plan;

import org.jspecify.annotations.NullMarked;

/**
 * The core side of functions of WIT: the type of the core function that stands for one, and what
 * its canonical definition needs (CanonicalABI.md, "Flattening").
 */
@NullMarked
package dev.witj.encode.internal.abi;

import org.jspecify.annotations.NullMarked;

/**
 * The host of WASI 0.2, one class for each resource and interface, over what {@link
 * dev.witj.wasi.Wasi} was told to give.
 */
@NullMarked
package dev.witj.wasi.internal;

import org.jspecify.annotations.NullMarked;

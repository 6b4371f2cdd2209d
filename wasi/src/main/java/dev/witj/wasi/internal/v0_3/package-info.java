/**
 * WASI 0.3: a face of the same machinery as that of 0.2. Functions that block do so on threads of
 * their own, many at once in one store.
 */
@NullMarked
package dev.witj.wasi.internal.v0_3;

import org.jspecify.annotations.NullMarked;

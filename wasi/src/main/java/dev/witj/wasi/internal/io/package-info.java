/**
 * How guests wait for bytes and events of the host, whichever version of WASI they speak, and how
 * much of it the process can have open.
 */
@NullMarked
package dev.witj.wasi.internal.io;

import org.jspecify.annotations.NullMarked;

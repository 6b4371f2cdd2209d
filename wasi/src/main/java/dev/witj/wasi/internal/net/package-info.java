/**
 * Sockets without blocking, for whichever version of WASI; the versions' own rules and types lie in
 * the packages of their hosts.
 */
@NullMarked
package dev.witj.wasi.internal.net;

import org.jspecify.annotations.NullMarked;

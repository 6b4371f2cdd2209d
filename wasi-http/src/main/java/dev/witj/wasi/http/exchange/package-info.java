/**
 * Requests and answers on their way between a guest and whatever carries them, for whichever
 * version of WASI: nothing here waits, and each direction holds at most one piece of a body.
 */
@NullMarked
package dev.witj.wasi.http.exchange;

import org.jspecify.annotations.NullMarked;

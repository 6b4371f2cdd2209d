/** {@code wasi:sockets} 0.2: its types and its protocol of starting and finishing. */
@NullMarked
package dev.witj.wasi.internal.sockets;

import org.jspecify.annotations.NullMarked;

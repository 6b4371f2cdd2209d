/** {@code wasi:http} 0.3: a face of the same exchanges as that of 0.2. */
@NullMarked
package dev.witj.wasi.http.internal.v0_3;

import org.jspecify.annotations.NullMarked;

/** {@code wasi:http} 0.2: its resources and their rules, over what carries requests and answers. */
@NullMarked
package dev.witj.wasi.http.internal;

import org.jspecify.annotations.NullMarked;

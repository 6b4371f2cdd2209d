/** Values under keys, as guests reach them by {@code wasi:keyvalue}. */
@NullMarked
package dev.witj.wasi.store;

import org.jspecify.annotations.NullMarked;

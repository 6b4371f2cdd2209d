/**
 * The file system a guest may see: folders of the host, each a closed world. Nothing here knows
 * WASI; the descriptors of {@code wasi:filesystem} are built on it.
 */
@NullMarked
package dev.witj.wasi.fs;

import org.jspecify.annotations.NullMarked;

/**
 * WASI 0.2 and 0.3 for components that run in Java.
 *
 * {@snippet class="dev.witj.wasi.ExampleTest" region="run"}
 *
 * <p>{@link dev.witj.wasi.Wasi} says what a guest is given, and serves the imports of components
 * from it. What is not given is denied: a guest sees no file, no variable and no network by itself.
 */
@NullMarked
package dev.witj.wasi;

import org.jspecify.annotations.NullMarked;

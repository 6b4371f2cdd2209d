/**
 * What makes {@code wit-j} start fast, done while it is built: {@link dev.witj.launcher.Prelinker}
 * links what every process would link again, and {@link dev.witj.launcher.Training} shows the JDK
 * what typical commands load. No part of any library.
 */
@NullMarked
package dev.witj.launcher;

import org.jspecify.annotations.NullMarked;

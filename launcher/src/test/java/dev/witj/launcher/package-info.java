/** Tests of the launcher and of what readies its jars. */
@NullMarked
package dev.witj.launcher;

import org.jspecify.annotations.NullMarked;

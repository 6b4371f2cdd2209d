/**
 * What the names of a core module's imports and exports mean in a world.
 *
 * <p>Two sets of names are in use: the older one that tools have grown, and {@code cm32p2}, which
 * has a prefix. {@link dev.witj.encode.internal.names.ModuleNames} reads both; what comes out says
 * nothing of names any more.
 */
@NullMarked
package dev.witj.encode.internal.names;

import org.jspecify.annotations.NullMarked;

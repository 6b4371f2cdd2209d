/** What the rooms of the encoder share. */
@NullMarked
package dev.witj.encode.internal;

import org.jspecify.annotations.NullMarked;

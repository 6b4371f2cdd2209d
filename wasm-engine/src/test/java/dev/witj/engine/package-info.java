/** Tests. */
@NullMarked
package dev.witj.engine;

import org.jspecify.annotations.NullMarked;

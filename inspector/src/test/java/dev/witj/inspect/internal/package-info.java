/** Tests of the parts. */
@NullMarked
package dev.witj.inspect.internal;

import org.jspecify.annotations.NullMarked;

/** The Java forms of component values that Java itself has no class for. */
@NullMarked
package dev.witj.runtime.value;

import org.jspecify.annotations.NullMarked;

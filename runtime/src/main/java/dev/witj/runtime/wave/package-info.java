/** WAVE, the text form of component values and calls, read and written by type. */
@NullMarked
package dev.witj.runtime.wave;

import org.jspecify.annotations.NullMarked;

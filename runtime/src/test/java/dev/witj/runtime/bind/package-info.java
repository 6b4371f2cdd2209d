@NullMarked
package dev.witj.runtime.bind;

import org.jspecify.annotations.NullMarked;

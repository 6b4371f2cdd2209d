@NullMarked
package dev.witj.runtime.async;

import org.jspecify.annotations.NullMarked;

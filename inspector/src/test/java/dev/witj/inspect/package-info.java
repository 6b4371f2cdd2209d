@NullMarked
package dev.witj.inspect;

import org.jspecify.annotations.NullMarked;

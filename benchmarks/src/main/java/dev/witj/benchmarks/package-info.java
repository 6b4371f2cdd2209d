/** Measurements with JMH: time and allocation of the operations whose cost matters. */
@NullMarked
package dev.witj.benchmarks;

import org.jspecify.annotations.NullMarked;

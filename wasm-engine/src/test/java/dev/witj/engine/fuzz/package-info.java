/**
 * Makes valid modules by chance and compares what becomes of them when they are interpreted and
 * when they are compiled.
 */
@NullMarked
package dev.witj.engine.fuzz;

import org.jspecify.annotations.NullMarked;

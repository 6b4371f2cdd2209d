/** Runs the core modules of scripts on what implements the engine's interfaces. */
@NullMarked
package dev.witj.engine.script;

import org.jspecify.annotations.NullMarked;

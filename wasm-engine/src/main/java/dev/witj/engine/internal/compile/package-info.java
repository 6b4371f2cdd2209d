/**
 * Functions of modules to methods of classes: {@link
 * dev.witj.engine.internal.compile.ModuleOutline} is what is known of a module before anything is
 * compiled, {@link dev.witj.engine.internal.compile.ModuleClasses} makes its classes one by one,
 * {@link dev.witj.engine.internal.compile.FunctionCompiler} a function, in as many methods as it
 * takes.
 */
@NullMarked
package dev.witj.engine.internal.compile;

import org.jspecify.annotations.NullMarked;

/**
 * What can be wrong with an input: where, why, and what to do about it, as data and as text.
 *
 * {@snippet class="dev.witj.diagnostics.ExampleTest" region="report"}
 *
 * <p>A {@link dev.witj.diagnostics.Source} goes in, and {@link dev.witj.diagnostics.Span}s of it
 * say where; a {@link dev.witj.diagnostics.Code} of the module that finds a fault says what kind it
 * is and holds the message's template, which facts fill. {@link dev.witj.diagnostics.Diagnostics}
 * gathers what one run finds; a {@link dev.witj.diagnostics.DiagnosticException} ends it. {@link
 * dev.witj.diagnostics.TextRenderer}, {@link dev.witj.diagnostics.JsonRenderer} and {@link
 * dev.witj.diagnostics.SarifRenderer} are what comes out. Begin with {@link
 * dev.witj.diagnostics.Diagnostic}.
 */
@NullMarked
package dev.witj.diagnostics;

import org.jspecify.annotations.NullMarked;

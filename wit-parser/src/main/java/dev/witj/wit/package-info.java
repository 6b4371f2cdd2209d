/**
 * WIT: from files, directories and strings to a {@link dev.witj.wit.Resolve}, the meaning of WIT as
 * an immutable value.
 *
 * {@snippet class="dev.witj.wit.ExampleTest" region="read"}
 *
 * <p>{@link dev.witj.wit.WitParser} reads; {@link dev.witj.wit.Resolve} holds the result in arenas
 * whose entries refer to each other by small id records. Bad input ends in one {@link
 * dev.witj.diagnostics.DiagnosticException} that carries every error of the run.
 */
@NullMarked
package dev.witj.wit;

import org.jspecify.annotations.NullMarked;

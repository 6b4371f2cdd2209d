/**
 * WIT: from files, directories and strings to a {@link dev.witj.wit.Resolve}, the meaning of WIT as
 * an immutable value.
 *
 * {@snippet class="dev.witj.wit.ExampleTest" region="read"}
 *
 * <p>{@link dev.witj.wit.WitParser} reads; {@link dev.witj.wit.Resolve} holds the result in arenas
 * whose entries refer to each other by small id records. Bad input ends in one {@link
 * dev.witj.diagnostics.DiagnosticException} that carries every error of the run.
 *
 * <p>What is done with a resolve: {@link dev.witj.wit.Expressibility} says what of it no component
 * can be, which whoever makes something of it asks first; {@link dev.witj.wit.WitPrinter} and
 * {@link dev.witj.wit.WitJson} write it, {@link dev.witj.wit.WitDiff} compares two, {@link
 * dev.witj.wit.WorldTransform} makes other worlds of it, and {@link dev.witj.wit.ResolveBuilder}
 * makes one without any text. {@link dev.witj.wit.WitFormatter} needs the text alone. Begin with
 * {@link dev.witj.wit.Resolve} and {@link dev.witj.wit.TypeDef}; how text becomes one is told in
 * {@code internal}.
 */
@NullMarked
package dev.witj.wit;

import org.jspecify.annotations.NullMarked;

/**
 * WebAssembly text: WAT for core modules and components to binaries, and {@code .wast} scripts to
 * directives.
 *
 * {@snippet class="dev.witj.wat.ExampleTest" region="assemble"}
 *
 * <p>{@link dev.witj.wat.WatAssembler} is the way in for modules and components, {@link
 * dev.witj.wat.WastScript} for scripts. What comes out is well-formed but not validated, as text
 * may say what is not valid; {@code dev.witj.binary} validates.
 *
 * <p>The lexer and the parsers are written by hand rather than generated: the text is
 * s-expressions, so one token decides every production and a grammar would add a parse tree as
 * large as the text without taking any decision off the parser; a five hundred thousand line module
 * lexes into three flat arrays and is read from them once. The rules that a grammar cannot state
 * (an abbreviation's expansion, folded instructions, numbers whose range depends on the
 * instruction) are most of the work here in any case.
 */
@NullMarked
package dev.witj.wat;

import org.jspecify.annotations.NullMarked;

package dev.witj.wat;

import dev.witj.diagnostics.Span;
import java.util.OptionalInt;

/**
 * {@code (type x)? (param …)* (result …)*}, read but not yet turned into one index.
 *
 * @param index the type referred to, if one is
 * @param inline what is written out
 * @param span where the reference stands
 */
record TypeUse(OptionalInt index, TypeParser.Signature inline, Span span) {}

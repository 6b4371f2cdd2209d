/**
 * Looks into binaries: {@link dev.witj.inspect.WatPrinter} turns them into text that assembles
 * again, {@link dev.witj.inspect.ObjDump} lists their sections, {@link dev.witj.inspect.Dump} says
 * what each byte means, {@link dev.witj.inspect.Strip} takes out what programs do not need, {@link
 * dev.witj.inspect.Metadata} says what they are made from.
 */
@NullMarked
package dev.witj.inspect;

import org.jspecify.annotations.NullMarked;

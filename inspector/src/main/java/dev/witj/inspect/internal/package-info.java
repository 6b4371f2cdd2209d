/**
 * How each kind of text is written: modules, components, their types and bodies, dumps, tables,
 * demangled names.
 */
@NullMarked
package dev.witj.inspect.internal;

import org.jspecify.annotations.NullMarked;

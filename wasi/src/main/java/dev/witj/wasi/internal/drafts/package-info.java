/** The interfaces that are proposals still, for the guests of one store. */
@NullMarked
package dev.witj.wasi.internal.drafts;

import org.jspecify.annotations.NullMarked;

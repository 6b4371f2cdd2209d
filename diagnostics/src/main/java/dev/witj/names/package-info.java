/**
 * How things are called in WIT and in components: {@linkplain dev.witj.names.Labels labels},
 * {@linkplain dev.witj.names.Version semantic versions} with the tracks on which they stand in for
 * one another, and {@linkplain dev.witj.names.VersionedName names of interfaces} with these. Text
 * and binaries follow one grammar, so it stands below both.
 */
@NullMarked
package dev.witj.names;

import org.jspecify.annotations.NullMarked;

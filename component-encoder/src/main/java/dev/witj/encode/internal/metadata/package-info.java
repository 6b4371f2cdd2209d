/**
 * The world that a core module is for, as a custom section of the module says it: the section's
 * name begins with {@code component-type}, its content is an encoded package with that world.
 */
@NullMarked
package dev.witj.encode.internal.metadata;

import org.jspecify.annotations.NullMarked;

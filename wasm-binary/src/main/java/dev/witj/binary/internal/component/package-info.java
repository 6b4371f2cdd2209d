/**
 * How components are read, written and validated: scopes with their index spaces, names, what may
 * be exported, canonical definitions.
 */
@NullMarked
package dev.witj.binary.internal.component;

import org.jspecify.annotations.NullMarked;

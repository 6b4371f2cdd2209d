/** Tests of the core module model and its validator. */
@NullMarked
package dev.witj.binary.core;

import org.jspecify.annotations.NullMarked;

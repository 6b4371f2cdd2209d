/** Tests of components: model, validator and subtyping. */
@NullMarked
package dev.witj.binary.component;

import org.jspecify.annotations.NullMarked;

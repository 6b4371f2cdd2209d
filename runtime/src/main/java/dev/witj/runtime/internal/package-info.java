/**
 * What stands behind {@link dev.witj.runtime.Engine}: which engine it is that runs core modules,
 * and what of a component need not be validated again; and how all that is held is let go of.
 */
@NullMarked
package dev.witj.runtime.internal;

import org.jspecify.annotations.NullMarked;

/** What stands behind the API: which engine it is that runs core modules. */
@NullMarked
package dev.witj.runtime.internal;

import org.jspecify.annotations.NullMarked;

/** Core WebAssembly by Endive: nothing of that library is named anywhere else. */
@NullMarked
package dev.witj.runtime.internal.core.endive;

import org.jspecify.annotations.NullMarked;

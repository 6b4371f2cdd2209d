@NullMarked
package dev.witj.diagnostics;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.witj.cli;

import org.jspecify.annotations.NullMarked;

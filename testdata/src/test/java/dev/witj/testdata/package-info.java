@NullMarked
package dev.witj.testdata;

import org.jspecify.annotations.NullMarked;

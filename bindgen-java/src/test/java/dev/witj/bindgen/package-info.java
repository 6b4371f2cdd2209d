@NullMarked
package dev.witj.bindgen;

import org.jspecify.annotations.NullMarked;

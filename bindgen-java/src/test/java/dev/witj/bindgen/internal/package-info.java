@NullMarked
package dev.witj.bindgen.internal;

import org.jspecify.annotations.NullMarked;

/** Tests of bytes, features and limits. */
@NullMarked
package dev.witj.binary;

import org.jspecify.annotations.NullMarked;

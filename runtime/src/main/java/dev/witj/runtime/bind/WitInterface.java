package dev.witj.runtime.bind;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the WIT interface that a Java interface stands for. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WitInterface {
  /**
   * The name under which components import and export it, as {@code wasi:io/poll@0.2.0}, or the
   * plain name of an interface written inline in a world.
   */
  String value();
}

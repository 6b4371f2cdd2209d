package dev.witj.runtime.bind;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The WIT name of a Java element whose own name does not tell it. Without this, {@code listItems}
 * and {@code ListItems} stand for {@code list-items}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface WitName {
  /** The name in WIT. */
  String value();
}

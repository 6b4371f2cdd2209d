package dev.witj.bindgen.internal;

import com.palantir.javapoet.AnnotationSpec;
import dev.witj.bindgen.AsyncForm;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.wit.Resolve;
import java.util.List;

/**
 * What every rule needs: the model, the names, the types and where to complain.
 *
 * @param async in which forms functions that block are given
 */
record Generation(
    Resolve resolve, JavaNames names, JavaTypes types, AsyncForm async, Diagnostics diagnostics) {

  /** {@code @WitName} where the Java name does not tell the WIT name. */
  static List<AnnotationSpec> witName(String label, String javaName) {
    return Identifiers.isToldBy(label, javaName)
        ? List.of()
        : List.of(
            AnnotationSpec.builder(RuntimeClasses.WIT_NAME)
                .addMember("value", "$S", label)
                .build());
  }
}

package dev.witj.runtime.internal.core.endive;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Span;
import dev.witj.runtime.RuntimeCode;
import java.util.List;
import java.util.Optional;

/**
 * Says which feature of a module it is that the engine lacks, and where the module uses it. Asked
 * only when the engine has refused a module: validating it without each of these features in turn
 * finds the one that it needs.
 */
final class UnsupportedFeatures {
  private static final List<Feature> LACKING =
      List.of(
          Feature.SIMD,
          Feature.RELAXED_SIMD,
          Feature.MEMORY64,
          Feature.WIDE_ARITHMETIC,
          Feature.CUSTOM_PAGE_SIZES,
          Feature.STACK_SWITCHING,
          Feature.SHARED_EVERYTHING_THREADS,
          Feature.LEGACY_EXCEPTIONS,
          Feature.MEMORY_CONTROL,
          Feature.CUSTOM_DESCRIPTORS,
          Feature.COMPACT_IMPORTS);

  private UnsupportedFeatures() {}

  /** The first use of a feature that the engine lacks, if there is one. */
  static Optional<Diagnostic> explain(ByteSlice bytes) {
    try {
      CoreModule module = CoreModule.read(bytes);
      for (Feature feature : LACKING) {
        Optional<Span> use = firstUse(module, feature);
        if (use.isPresent()) {
          return Optional.of(diagnostic(module, feature, use.get()));
        }
      }
    } catch (DiagnosticException e) {
      // It is not even valid: that is what to say of it.
      return Optional.of(e.diagnostics().getFirst());
    }
    return Optional.empty();
  }

  private static Optional<Span> firstUse(CoreModule module, Feature feature) {
    try {
      var _ = CoreValidator.validate(module, Features.ALL.without(feature));
      return Optional.empty();
    } catch (DiagnosticException e) {
      return e.diagnostics().getFirst().primary().map(label -> label.span());
    }
  }

  private static Diagnostic diagnostic(CoreModule module, Feature feature, Span use) {
    String where = function(module, use.start()).map(name -> " in " + name).orElse("");
    return Diagnostic.error(
            RuntimeCode.CORE_FEATURE_UNSUPPORTED,
            "this module uses " + feature.description() + where + ", which cannot be run",
            use)
        .help("build the guest without the feature `" + feature.flag() + "`");
  }

  /** The function whose body an offset lies in, by what it is exported as or by its number. */
  private static Optional<String> function(CoreModule module, int offset) {
    Optional<Section> code = module.section(SectionId.CODE);
    if (code.isEmpty()) {
      return Optional.empty();
    }
    int index = 0;
    for (Import each : module.imports()) {
      if (each.type().kind() == ExternKind.FUNC) {
        index++;
      }
    }
    ByteCursor at = code.get().content().cursor();
    int count = at.readU32();
    for (int i = 0; i < count; i++, index++) {
      ByteSlice body = at.readSized();
      if (offset < body.start()) {
        return Optional.empty();
      }
      if (offset < body.end()) {
        return Optional.of(name(module, index));
      }
    }
    return Optional.empty();
  }

  private static String name(CoreModule module, int index) {
    for (Export export : module.exports()) {
      if (export.kind() == ExternKind.FUNC && export.index() == index) {
        return "the exported function `" + export.name() + "`";
      }
    }
    return "function " + index;
  }
}

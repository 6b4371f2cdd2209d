package dev.witj.bindgen.internal;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.witj.bindgen.BindgenCode;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.wit.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** A WIT function: an abstract method. */
final class FunctionRule {
  private final Generation generation;

  FunctionRule(Generation generation) {
    this.generation = generation;
  }

  /**
   * The method.
   *
   * @param label what the WIT name is to be told from
   * @param name the Java name
   */
  MethodSpec apply(Function function, String label, String name) {
    if (function.async()) {
      generation
          .diagnostics()
          .report(
              Diagnostic.error(
                      BindgenCode.UNSUPPORTED_TYPE,
                      "bindings cannot express `async func` yet",
                      function.span())
                  .help("leave the function out of the world the bindings are generated for"));
    }
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .addJavadoc(Javadoc.of(function.docs(), "", function.stability()))
            .addAnnotations(Javadoc.annotations(function.stability()))
            .addAnnotations(Generation.witName(label, name));
    List<Function.Param> params = parameters(function);
    List<String> names =
        Identifiers.members(
            params.stream().map(Function.Param::name).toList(), Identifiers::lowerCamel, Set.of());
    List<ParameterSpec> parameters = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      TypeName type = generation.types().of(params.get(i).type(), params.get(i).span());
      parameters.add(ParameterSpec.builder(type, names.get(i)).build());
    }
    method.addParameters(parameters);
    if (Identifiers.slots(parameters) > Identifiers.MAX_SLOTS) {
      generation
          .diagnostics()
          .report(
              Diagnostic.error(
                  BindgenCode.TOO_MANY_PARAMETERS,
                  "`" + function.name() + "` has more parameters than a Java method can take",
                  function.span()));
    }
    function
        .result()
        .ifPresent(result -> method.returns(generation.types().of(result, function.span())));
    return method.build();
  }

  /** Without a method's {@code self}. */
  private static List<Function.Param> parameters(Function function) {
    return switch (function.kind()) {
      case Function.Kind.Method _ -> function.params().subList(1, function.params().size());
      case Function.Kind.Freestanding _, Function.Kind.Static _, Function.Kind.Constructor _ ->
          function.params();
    };
  }
}

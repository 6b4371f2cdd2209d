package dev.witj.bindgen.internal;

import static dev.witj.bindgen.internal.RuntimeClasses.ASYNC_CALL;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.witj.bindgen.AsyncForm;
import dev.witj.bindgen.BindgenCode;
import dev.witj.wit.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** A WIT function: an abstract method, and perhaps one that returns a future. */
final class FunctionRule {
  /** A parameter of this name would hide the package where the runtime is mentioned in full. */
  private static final Set<String> ROOT_OF_RUNTIME = Set.of("dev");

  private final Generation generation;

  FunctionRule(Generation generation) {
    this.generation = generation;
  }

  /**
   * Adds the method, and the one that does not wait if that is asked for.
   *
   * @param label what the WIT name is to be told from
   * @param name the Java name
   * @param taken the names of methods that are used; gets those that this adds
   */
  void addTo(
      TypeSpec.Builder type, Function function, String label, String name, Set<String> taken) {
    MethodSpec method = method(function, label, name);
    type.addMethod(method);
    if (returnsFuture(function)) {
      String another = Identifiers.lowerCamel(label) + "Async";
      while (!taken.add(another)) {
        another += "_";
      }
      type.addMethod(notWaiting(function, method, another));
    }
  }

  private boolean returnsFuture(Function function) {
    return function.async() && generation.async() == AsyncForm.FUTURE;
  }

  /** A function that blocks says so by what an interrupt makes it throw. */
  private MethodSpec method(Function function, String label, String name) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .addJavadoc(Javadoc.of(function.docs(), "", function.stability()))
            .addAnnotations(Javadoc.annotations(function.stability()))
            .addAnnotations(Generation.witName(label, name));
    List<Function.Param> params = parameters(function);
    List<String> names =
        Identifiers.members(
            params.stream().map(Function.Param::name).toList(),
            Identifiers::lowerCamel,
            returnsFuture(function) ? ROOT_OF_RUNTIME : Set.of());
    List<ParameterSpec> parameters = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      TypeName type = generation.types().of(params.get(i).type(), params.get(i).span());
      parameters.add(ParameterSpec.builder(type, names.get(i)).build());
    }
    method.addParameters(parameters);
    if (function.async()) {
      method.addException(InterruptedException.class);
    }
    if (Identifiers.slots(parameters) > Identifiers.MAX_SLOTS) {
      generation
          .diagnostics()
          .report(BindgenCode.TOO_MANY_PARAMETERS.error(function.name()).at(function.span()));
    }
    function
        .result()
        .ifPresent(result -> method.returns(generation.types().of(result, function.span())));
    return method.build();
  }

  private MethodSpec notWaiting(Function function, MethodSpec blocking, String name) {
    TypeName result = generation.types().payload(function.result(), function.span());
    CodeBlock call =
        CodeBlock.of(
            "$N($L)",
            blocking.name(),
            blocking.parameters().stream()
                .map(parameter -> CodeBlock.of("$N", parameter))
                .collect(CodeBlock.joining(", ")));
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
        .addJavadoc(
            "{@link #$N} on a virtual thread of its own, which cancelling interrupts.",
            blocking.name())
        .addAnnotations(Javadoc.annotations(function.stability()))
        .addParameters(blocking.parameters())
        .returns(
            ParameterizedTypeName.get(
                ClassName.get(java.util.concurrent.CompletableFuture.class), result))
        .addStatement(
            function.result().isPresent()
                ? CodeBlock.of("return $T.start(() -> $L)", ASYNC_CALL, call)
                : CodeBlock.of("return $T.run(() -> $L)", ASYNC_CALL, call))
        .build();
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

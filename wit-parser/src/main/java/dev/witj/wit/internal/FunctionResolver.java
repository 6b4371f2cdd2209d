package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.names.Labels;
import dev.witj.wit.Function;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WitCode;
import dev.witj.wit.internal.Syntax.Identifier;
import dev.witj.wit.internal.Syntax.TypeExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves the functions of one interface or world, once its types are known. */
final class FunctionResolver {
  private final PackageResolver context;
  private final Diagnostics errors;
  private final Duplicates duplicates;
  private final ScopeTypes types;

  FunctionResolver(PackageResolver context, ScopeTypes types) {
    this.context = context;
    this.errors = context.errors;
    this.duplicates = new Duplicates(errors);
    this.types = types;
  }

  /** A freestanding function. */
  Function freestanding(
      Syntax.DocComment docs,
      Syntax.Attributes attributes,
      Identifier name,
      Syntax.Signature signature) {
    types.enter(name);
    return function(
        docs,
        attributes,
        name,
        name.name(),
        new Function.Kind.Freestanding(),
        List.of(),
        signature);
  }

  /** The functions of a resource, under their full names; none if this is no resource. */
  List<Function> ofResource(Syntax.TypeDeclaration type) {
    if (!(type.body() instanceof Syntax.ResourceBody(List<Syntax.ResourceFunction> functions))) {
      return List.of();
    }
    Optional<TypeId> defined = types.definition(type.name());
    if (defined.isEmpty()) {
      return List.of();
    }
    TypeId resource = defined.get();
    String owner = type.name().name();
    List<Function> result = new ArrayList<>();
    Map<String, Identifier> seen = new HashMap<>();
    Optional<Identifier> constructor = Optional.empty();
    for (Syntax.ResourceFunction of : functions) {
      Identifier name = of.name();
      if (!context.gates.keeps(of.attributes(), name.span(), errors)) {
        continue;
      }
      types.enter(name);
      Stability stability = of.attributes().stability();
      if (of.kind() == Syntax.ResourceFunctionKind.CONSTRUCTOR) {
        if (constructor.isPresent()) {
          errors.report(
              WitCode.DUPLICATE_CONSTRUCTOR
                  .error(owner)
                  .at(name.span())
                  .with(constructor.get().span(), "first defined here"));
          continue;
        }
        constructor = Optional.of(name);
        result.add(constructor(of, owner, resource));
        continue;
      }
      Identifier before = seen.putIfAbsent(Labels.key(name.name()), name);
      if (before != null) {
        duplicates.report(WitCode.DUPLICATE_FUNCTION.error(owner, name.name()), name, before);
        continue;
      }
      boolean isStatic = of.kind() == Syntax.ResourceFunctionKind.STATIC;
      List<Function.Param> self = new ArrayList<>();
      if (!isStatic) {
        Type borrow =
            context.types.of(new TypeDef.Kind.Handle(resource, false), stability, name.span());
        self.add(new Function.Param("self", borrow, name.span()));
      }
      result.add(
          function(
              of.docs(),
              of.attributes(),
              name,
              (isStatic ? "[static]" : "[method]") + owner + "." + name.name(),
              isStatic ? new Function.Kind.Static(resource) : new Function.Kind.Method(resource),
              self,
              of.signature()));
    }
    return result;
  }

  private Function constructor(Syntax.ResourceFunction of, String owner, TypeId resource) {
    Function function =
        function(
            of.docs(),
            of.attributes(),
            of.name(),
            "[constructor]" + owner,
            new Function.Kind.Constructor(resource),
            List.of(),
            of.signature());
    Type result = function.result().orElse(new Type.Ref(resource));
    of.signature().result().ifPresent(written -> checkConstructorResult(written, owner));
    return new Function(
        function.name(),
        function.kind(),
        false,
        function.params(),
        Optional.of(result),
        function.docs(),
        function.stability(),
        function.externalId(),
        function.span());
  }

  private void checkConstructorResult(TypeExpression written, String owner) {
    Span wrong;
    switch (written) {
      case Syntax.Named(Identifier name) when name.name().equals(owner) -> {
        return;
      }
      case Syntax.ResultOf(Optional<TypeExpression> ok, _, Span span) -> {
        if (ok.isPresent()
            && ok.get() instanceof Syntax.Named(Identifier name)
            && name.name().equals(owner)) {
          return;
        }
        wrong = ok.map(TypeExpression::span).orElse(span);
      }
      default -> wrong = written.span();
    }
    errors.report(
        WitCode.INVALID_CONSTRUCTOR_RESULT
            .error(owner, owner)
            .at(wrong)
            .help("write nothing, or `-> result<" + owner + ", …>` if it can fail"));
  }

  private Function function(
      Syntax.DocComment docs,
      Syntax.Attributes attributes,
      Identifier name,
      String fullName,
      Function.Kind kind,
      List<Function.Param> self,
      Syntax.Signature signature) {
    duplicates.check("parameter", signature.params(), Syntax.Parameter::name);
    if (!self.isEmpty()) {
      signature.params().stream()
          .map(Syntax.Parameter::name)
          .filter(param -> Labels.key(param.name()).equals("self"))
          .forEach(this::reportSelf);
    }
    List<Function.Param> params = new ArrayList<>(self.size() + signature.params().size());
    params.addAll(self);
    for (Syntax.Parameter param : signature.params()) {
      params.add(
          new Function.Param(
              param.name().name(),
              types.type(param.type(), attributes.stability()),
              param.name().span()));
    }
    return new Function(
        fullName,
        kind,
        signature.async(),
        params,
        signature.result().map(of -> types.type(of, attributes.stability())),
        docs.docs(),
        attributes.stability(),
        attributes.externalId(),
        name.span());
  }

  private void reportSelf(Identifier param) {
    errors.report(
        WitCode.DUPLICATE_SELF
            .error()
            .at(param.span())
            .help("give this one another name, or make the function `static`"));
  }
}

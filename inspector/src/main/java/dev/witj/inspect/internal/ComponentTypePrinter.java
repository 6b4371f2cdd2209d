package dev.witj.inspect.internal;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.CoreTypeDefinition.ModuleDeclaration;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.Shape;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the types of components and what component types share with components themselves. */
public final class ComponentTypePrinter {
  private final List<ComponentScope> scopes;
  private final boolean nameUnnamed;
  private final TextWriter out;

  /**
   * A printer.
   *
   * @param scopes the components that are being printed, the innermost last
   */
  ComponentTypePrinter(List<ComponentScope> scopes, boolean nameUnnamed, TextWriter out) {
    this.scopes = scopes;
    this.nameUnnamed = nameUnnamed;
    this.out = out;
  }

  ComponentScope scope() {
    return scopes.getLast();
  }

  /** The name of a sort where it needs no {@code core}. */
  static String plain(Sort sort) {
    return sort.isCore() ? sort.toString().substring("core ".length()) : sort.toString();
  }

  /** Writes the name and index of what is defined next. */
  int define(Sort sort) {
    int index = scope().next(sort);
    scope().names(sort).definition(index, out);
    out.index(index);
    return index;
  }

  void reference(Sort sort, int index) {
    scope().names(sort).reference(index, out);
  }

  void name(ExternName name) {
    out.string(name.name());
    for (ExternName.Attribute attribute : name.attributes()) {
      switch (attribute) {
        case ExternName.Attribute.Implements(var text) -> attribute("implements", text);
        case ExternName.Attribute.VersionSuffix(var text) -> attribute("versionsuffix", text);
        case ExternName.Attribute.ExternalId(var text) -> attribute("external-id", text);
      }
    }
  }

  private void attribute(String keyword, String text) {
    out.add(" (").add(keyword).add(' ').string(text).add(')');
  }

  // Imports, exports and aliases.

  void imported(ExternName name, ExternDesc type) {
    out.add("(import ");
    name(name);
    out.add(" (").add(type.sort().toString()).add(' ');
    define(type.sort());
    out.add(' ');
    bound(type);
    out.add("))");
  }

  private void exported(ExternName name, ExternDesc type) {
    out.add("(export ");
    define(type.sort());
    out.add(' ');
    name(name);
    out.add(' ');
    described(type);
    out.add(')');
  }

  /** A sort and a type in parentheses. */
  void described(ExternDesc type) {
    out.add('(').add(type.sort().toString()).add(' ');
    bound(type);
    out.add(')');
  }

  private void bound(ExternDesc type) {
    switch (type) {
      case ExternDesc.CoreModule(int index) -> use("(type ", Sort.CORE_TYPE, index);
      case ExternDesc.Func(int index) -> use("(type ", Sort.TYPE, index);
      case ExternDesc.Component(int index) -> use("(type ", Sort.TYPE, index);
      case ExternDesc.Instance(int index) -> use("(type ", Sort.TYPE, index);
      case ExternDesc.TypeEq(int index) -> use("(eq ", Sort.TYPE, index);
      case ExternDesc.SubResource _ -> out.add("(sub resource)");
      case ExternDesc.Value(ComponentValType.Ref(int index)) -> use("(type ", Sort.TYPE, index);
      case ExternDesc.Value(var value) -> value(value);
    }
  }

  private void use(String form, Sort sort, int index) {
    out.add(form);
    reference(sort, index);
    out.add(')');
  }

  void alias(ComponentElement.Alias alias) {
    switch (alias) {
      case ComponentElement.Alias.InstanceExport(_, int instance, var name) -> {
        out.add("(alias export ");
        reference(Sort.INSTANCE, instance);
        out.add(' ').string(name);
      }
      case ComponentElement.Alias.CoreInstanceExport(_, int instance, var name) -> {
        out.add("(alias core export ");
        reference(Sort.CORE_INSTANCE, instance);
        out.add(' ').string(name);
      }
      case ComponentElement.Alias.Outer(var sort, int count, int index) ->
          outer(sort, count, index);
    }
    out.add(" (").add(alias.sort().toString()).add(' ');
    define(alias.sort());
    out.add("))");
  }

  private void outer(Sort sort, int count, int index) {
    out.add("(alias outer ");
    int position = scopes.size() - 1 - count;
    if (count < 0 || position < 0) {
      out.add(count).add(' ').add(index);
      return;
    }
    ComponentScope outer = scopes.get(position);
    String id = outer.id();
    if (id != null && !isHidden(id, position)) {
      out.add(id);
    } else {
      out.add(count);
    }
    out.add(' ');
    outer.names(sort).reference(index, out);
  }

  /** Whether something further in has the same identifier. */
  private boolean isHidden(String id, int position) {
    return scopes.subList(position + 1, scopes.size()).stream()
        .anyMatch(scope -> id.equals(scope.id()));
  }

  // Core types.

  void coreType(CoreTypeDefinition definition) {
    switch (definition) {
      case CoreTypeDefinition.Group(var group) -> group("core ", group);
      case CoreTypeDefinition.Module(var declarations) -> {
        out.add("(core type ");
        int index = define(Sort.CORE_TYPE);
        out.indent();
        out.line().add("(module");
        enter(scope().names(Sort.CORE_TYPE).get(index));
        declarations.forEach(this::declaration);
        leave(declarations.isEmpty());
        out.close();
      }
    }
  }

  private void enter(@Nullable String id) {
    scopes.add(new ComponentScope(id, Optional.empty(), nameUnnamed));
    out.indent();
  }

  private void leave(boolean empty) {
    scopes.removeLast();
    if (empty) {
      out.outdent();
      out.add(')');
    } else {
      out.close();
    }
  }

  private void group(String core, RecGroup group) {
    if (!group.explicit()) {
      group.types().forEach(type -> coreType(core, type));
      return;
    }
    out.add('(').add(core).add("rec");
    out.indent();
    for (SubType type : group.types()) {
      out.line();
      coreType("", type);
    }
    if (group.types().isEmpty()) {
      out.outdent();
      out.add(')');
    } else {
      out.close();
    }
  }

  private void coreType(String core, SubType type) {
    out.add('(').add(core).add("type ");
    define(Sort.CORE_TYPE);
    out.add(' ');
    core().sub(type, Names.NONE);
    out.add(')');
  }

  private CoreTypePrinter core() {
    return new CoreTypePrinter(scope().names(Sort.CORE_TYPE), out);
  }

  private void declaration(ModuleDeclaration declaration) {
    out.line();
    switch (declaration) {
      case ModuleDeclaration.Type(var group) -> group("", group);
      case ModuleDeclaration.OuterType(int count, int index) -> {
        outer(Sort.CORE_TYPE, count, index);
        out.add(" (type ");
        define(Sort.CORE_TYPE);
        out.add("))");
      }
      case ModuleDeclaration.Needs(var item) -> {
        out.add("(import ").string(item.module()).add(' ').string(item.name()).add(' ');
        coreExtern(item.type());
        out.add(')');
      }
      case ModuleDeclaration.Gives(var name, var type) -> {
        out.add("(export ").string(name).add(' ');
        coreExtern(type);
        out.add(')');
      }
    }
  }

  private void coreExtern(ExternType type) {
    out.add('(').add(type.kind().toString()).add(' ');
    switch (type) {
      case ExternType.Func(int index, boolean exact) -> {
        out.add(exact ? "(exact " : "");
        use("(type ", Sort.CORE_TYPE, index);
        out.add(exact ? ")" : "");
      }
      case TagType(int index) -> use("(type ", Sort.CORE_TYPE, index);
      case TableType table -> core().table(table);
      case MemoryType memory -> core().memory(memory);
      case GlobalType global -> core().global(global);
    }
    out.add(')');
  }

  // Component types.

  void type(TypeDefinition definition) {
    out.add("(type ");
    int index = define(Sort.TYPE);
    switch (definition) {
      case TypeDefinition.Value(var shape) -> {
        out.add(' ');
        shape(shape);
        out.add(')');
      }
      case TypeDefinition.Func(var signature) -> {
        out.add(" (func");
        signature(signature);
        out.add("))");
      }
      case TypeDefinition.Resource(var representation, var destructor) -> {
        out.add(" (resource (rep ");
        core().storage(representation);
        out.add(')');
        destructor.ifPresent(func -> use(" (dtor ", Sort.CORE_FUNC, func));
        out.add("))");
      }
      case TypeDefinition.Component(var declarations) ->
          declarations("component", index, declarations);
      case TypeDefinition.Instance(var declarations) ->
          declarations("instance", index, declarations);
    }
  }

  private void declarations(String keyword, int index, List<Declaration> declarations) {
    out.indent();
    out.line().add('(').add(keyword);
    enter(scope().names(Sort.TYPE).get(index));
    for (Declaration declaration : declarations) {
      out.line();
      switch (declaration) {
        case ComponentElement.CoreTypeDef(var definition) -> coreType(definition);
        case ComponentElement.TypeDef(var definition) -> type(definition);
        case ComponentElement.Alias alias -> alias(alias);
        case ComponentElement.Import(var name, var type) -> imported(name, type);
        case Declaration.Export(var name, var type) -> exported(name, type);
      }
    }
    leave(declarations.isEmpty());
    out.close();
  }

  private void signature(Signature<ComponentValType> signature) {
    out.add(signature.async() ? " async" : "");
    fields("param", signature.params());
    signature.result().ifPresent(type -> part("result", type));
  }

  private void fields(String keyword, List<Field<ComponentValType>> fields) {
    for (Field<ComponentValType> field : fields) {
      out.add(" (").add(keyword).add(' ').string(field.name()).add(' ');
      value(field.type());
      out.add(')');
    }
  }

  private void part(String keyword, ComponentValType type) {
    out.add(" (").add(keyword).add(' ');
    value(type);
    out.add(')');
  }

  void value(ComponentValType type) {
    switch (type) {
      case ComponentValType.Primitive(var primitive) -> out.add(primitive.keyword());
      case ComponentValType.Ref(int index) -> reference(Sort.TYPE, index);
    }
  }

  private void shape(Shape<ComponentValType, Integer> shape) {
    if (shape instanceof Shape.Primitive(var type)) {
      out.add(type.toString());
      return;
    }
    out.add('(');
    switch (shape) {
      case Shape.Primitive<ComponentValType, Integer> _ -> {}
      case Shape.RecordOf(var fields) -> {
        out.add("record");
        fields("field", fields);
      }
      case Shape.Variant(var cases) -> {
        out.add("variant");
        for (Case<ComponentValType> each : cases) {
          out.add(" (case ").string(each.name());
          spaced(each.type());
          out.add(')');
        }
      }
      case Shape.ListOf(var element) -> values("list", List.of(element));
      case Shape.FixedList(var element, int length) -> {
        values("list", List.of(element));
        out.add(' ').add(length);
      }
      case Shape.MapOf(var key, var value) -> values("map", List.of(key, value));
      case Shape.Tuple(var types) -> values("tuple", types);
      case Shape.Flags(var labels) -> labels("flags", labels);
      case Shape.Enumeration(var labels) -> labels("enum", labels);
      case Shape.Option(var type) -> values("option", List.of(type));
      case Shape.Result(var ok, var error) -> {
        out.add("result");
        spaced(ok);
        error.ifPresent(type -> part("error", type));
      }
      case Shape.Own(var resource) -> {
        out.add("own ");
        reference(Sort.TYPE, resource);
      }
      case Shape.Borrow(var resource) -> {
        out.add("borrow ");
        reference(Sort.TYPE, resource);
      }
      case Shape.Stream(var element) -> {
        out.add("stream");
        spaced(element);
      }
      case Shape.Future(var element) -> {
        out.add("future");
        spaced(element);
      }
    }
    out.add(')');
  }

  private void spaced(Optional<ComponentValType> type) {
    type.ifPresent(
        value -> {
          out.add(' ');
          value(value);
        });
  }

  private void values(String keyword, List<ComponentValType> types) {
    out.add(keyword);
    types.forEach(type -> spaced(Optional.of(type)));
  }

  private void labels(String keyword, List<String> labels) {
    out.add(keyword);
    labels.forEach(label -> out.add(' ').string(label));
  }
}

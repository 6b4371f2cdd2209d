package dev.witj.binary.internal.component;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.SubType;
import dev.witj.binary.internal.core.TypeWriter;
import dev.witj.types.Field;
import dev.witj.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Encodes elements in their shortest form, in the order of Binary.md. */
public final class ElementWriter {
  private static final int CORE = 0x00;

  private final ByteWriter out;

  private ElementWriter(ByteWriter out) {
    this.out = out;
  }

  /** Appends an element as it stands in its section. */
  public static void write(ComponentElement element, ByteWriter out) {
    new ElementWriter(out).write(element);
  }

  private void write(ComponentElement element) {
    switch (element) {
      case ComponentElement.Custom(var name, var content) ->
          out.writeName(name).writeSlice(content);
      case ComponentElement.CoreModule(var bytes) -> out.writeSlice(bytes);
      case ComponentElement.CoreInstance instance -> coreInstance(instance);
      case ComponentElement.CoreTypeDef(var definition) -> coreType(definition);
      case ComponentElement.NestedComponent(var bytes) -> out.writeSlice(bytes);
      case ComponentElement.Instance instance -> instance(instance);
      case ComponentElement.Alias alias -> alias(alias);
      case ComponentElement.TypeDef(var definition) -> typeDefinition(definition);
      case ComponentElement.CanonDef(var canon) -> canon(canon);
      case ComponentElement.Start(int func, var arguments, int results) -> {
        out.writeU32(func);
        list(arguments, out::writeU32);
        out.writeU32(results);
      }
      case ComponentElement.Import(var name, var type) -> {
        externName(name);
        externDesc(type);
      }
      case ComponentElement.Export(var name, var item, var type) -> {
        externName(name);
        sortIndex(item);
        optional(type, this::externDesc);
      }
      case ComponentElement.Value(var type, var value) -> {
        valType(type);
        out.writeSized(value);
      }
    }
  }

  private <T> void list(List<T> items, Consumer<? super T> item) {
    out.writeU32(items.size());
    items.forEach(item);
  }

  private <T> void optional(Optional<T> value, Consumer<? super T> item) {
    out.writeByte(value.isPresent() ? 1 : 0);
    value.ifPresent(item);
  }

  private void flag(boolean value) {
    out.writeByte(value ? 1 : 0);
  }

  // Instances and aliases.

  private void coreInstance(ComponentElement.CoreInstance instance) {
    switch (instance) {
      case ComponentElement.CoreInstance.Instantiate(int module, var arguments) -> {
        out.writeByte(0x00).writeU32(module);
        list(
            arguments,
            a ->
                out.writeName(a.name())
                    .writeByte(Sort.CORE_INSTANCE.code())
                    .writeU32(a.instance()));
      }
      case ComponentElement.CoreInstance.Exports(var exports) -> {
        out.writeByte(0x01);
        list(
            exports,
            e ->
                out.writeName(e.name())
                    .writeByte(e.item().sort().code())
                    .writeU32(e.item().index()));
      }
    }
  }

  private void instance(ComponentElement.Instance instance) {
    switch (instance) {
      case ComponentElement.Instance.Instantiate(int component, var arguments) -> {
        out.writeByte(0x00).writeU32(component);
        list(
            arguments,
            a -> {
              out.writeName(a.name());
              sortIndex(a.item());
            });
      }
      case ComponentElement.Instance.Exports(var exports) -> {
        out.writeByte(0x01);
        list(
            exports,
            e -> {
              externName(e.name());
              sortIndex(e.item());
            });
      }
    }
  }

  private void sort(Sort sort) {
    if (sort.isCore()) {
      out.writeByte(CORE);
    }
    out.writeByte(sort.code());
  }

  private void sortIndex(SortIndex item) {
    sort(item.sort());
    out.writeU32(item.index());
  }

  private void alias(ComponentElement.Alias alias) {
    sort(alias.sort());
    switch (alias) {
      case ComponentElement.Alias.InstanceExport(_, int instance, var name) ->
          out.writeByte(0x00).writeU32(instance).writeName(name);
      case ComponentElement.Alias.CoreInstanceExport(_, int instance, var name) ->
          out.writeByte(0x01).writeU32(instance).writeName(name);
      case ComponentElement.Alias.Outer(_, int count, int index) ->
          out.writeByte(0x02).writeU32(count).writeU32(index);
    }
  }

  // Types.

  private void coreType(CoreTypeDefinition definition) {
    switch (definition) {
      case CoreTypeDefinition.Group(var group) -> {
        SubType first = group.types().isEmpty() ? null : group.types().getFirst();
        if (!group.explicit() && first != null && !first.isFinal()) {
          // Tells it from a module type, which begins with the same byte.
          out.writeByte(0x00);
        }
        TypeWriter.recGroup(group, out);
      }
      case CoreTypeDefinition.Module(var declarations) -> {
        out.writeByte(0x50);
        list(declarations, this::moduleDeclaration);
      }
    }
  }

  private void moduleDeclaration(CoreTypeDefinition.ModuleDeclaration declaration) {
    switch (declaration) {
      case CoreTypeDefinition.ModuleDeclaration.Needs(var item) -> {
        out.writeByte(0x00).writeName(item.module()).writeName(item.name());
        TypeWriter.externType(item.type(), out);
      }
      case CoreTypeDefinition.ModuleDeclaration.Type(var group) -> {
        out.writeByte(0x01);
        TypeWriter.recGroup(group, out);
      }
      case CoreTypeDefinition.ModuleDeclaration.OuterType(int count, int index) ->
          out.writeByte(0x02)
              .writeByte(Sort.CORE_TYPE.code())
              .writeByte(0x01)
              .writeU32(count)
              .writeU32(index);
      case CoreTypeDefinition.ModuleDeclaration.Gives(var name, var type) -> {
        out.writeByte(0x03).writeName(name);
        TypeWriter.externType(type, out);
      }
    }
  }

  private void typeDefinition(TypeDefinition definition) {
    switch (definition) {
      case TypeDefinition.Value(var shape) -> shape(shape);
      case TypeDefinition.Func(var signature) -> {
        out.writeByte(signature.async() ? 0x43 : 0x40);
        list(signature.params(), this::field);
        result(signature.result());
      }
      case TypeDefinition.Component(var declarations) -> {
        out.writeByte(0x41);
        list(declarations, this::declaration);
      }
      case TypeDefinition.Instance(var declarations) -> {
        out.writeByte(0x42);
        list(declarations, this::declaration);
      }
      case TypeDefinition.Resource(var representation, var destructor) -> {
        out.writeByte(0x3f);
        TypeWriter.valType(representation, out);
        flag(destructor.isPresent());
        destructor.ifPresent(out::writeU32);
      }
    }
  }

  private void result(Optional<ComponentValType> result) {
    if (result.isPresent()) {
      out.writeByte(0x00);
      valType(result.get());
    } else {
      out.writeByte(0x01).writeByte(0x00);
    }
  }

  private void declaration(Declaration declaration) {
    switch (declaration) {
      case ComponentElement.CoreTypeDef(var definition) -> {
        out.writeByte(0x00);
        coreType(definition);
      }
      case ComponentElement.TypeDef(var definition) -> {
        out.writeByte(0x01);
        typeDefinition(definition);
      }
      case ComponentElement.Alias alias -> {
        out.writeByte(0x02);
        alias(alias);
      }
      case ComponentElement.Import(var name, var type) -> {
        out.writeByte(0x03);
        externName(name);
        externDesc(type);
      }
      case Declaration.Export(var name, var type) -> {
        out.writeByte(0x04);
        externName(name);
        externDesc(type);
      }
    }
  }

  private void shape(Shape<ComponentValType, Integer> shape) {
    switch (shape) {
      case Shape.Primitive(var type) -> out.writeByte(type.code());
      case Shape.RecordOf(var fields) -> {
        out.writeByte(0x72);
        list(fields, this::field);
      }
      case Shape.Variant(var cases) -> {
        out.writeByte(0x71);
        list(
            cases,
            c -> {
              out.writeName(c.name());
              optional(c.type(), this::valType);
              out.writeByte(0x00);
            });
      }
      case Shape.ListOf(var element) -> {
        out.writeByte(0x70);
        valType(element);
      }
      case Shape.Tuple(var types) -> {
        out.writeByte(0x6f);
        list(types, this::valType);
      }
      case Shape.Flags(var labels) -> {
        out.writeByte(0x6e);
        list(labels, out::writeName);
      }
      case Shape.Enumeration(var labels) -> {
        out.writeByte(0x6d);
        list(labels, out::writeName);
      }
      case Shape.Option(var type) -> {
        out.writeByte(0x6b);
        valType(type);
      }
      case Shape.Result(var ok, var error) -> {
        out.writeByte(0x6a);
        optional(ok, this::valType);
        optional(error, this::valType);
      }
      case Shape.Own(var resource) -> out.writeByte(0x69).writeU32(resource);
      case Shape.Borrow(var resource) -> out.writeByte(0x68).writeU32(resource);
      case Shape.FixedList(var element, int length) -> {
        out.writeByte(0x67);
        valType(element);
        out.writeU32(length);
      }
      case Shape.Stream(var element) -> {
        out.writeByte(0x66);
        optional(element, this::valType);
      }
      case Shape.Future(var element) -> {
        out.writeByte(0x65);
        optional(element, this::valType);
      }
      case Shape.MapOf(var key, var value) -> {
        out.writeByte(0x63);
        valType(key);
        valType(value);
      }
    }
  }

  private void field(Field<ComponentValType> field) {
    out.writeName(field.name());
    valType(field.type());
  }

  private void valType(ComponentValType type) {
    switch (type) {
      case ComponentValType.Primitive(var primitive) -> out.writeByte(primitive.code());
      case ComponentValType.Ref(int index) -> out.writeSigned(Integer.toUnsignedLong(index));
    }
  }

  // Canonical definitions.

  private void canon(Canon canon) {
    switch (canon) {
      case Canon.Lift(int coreFunc, int type, var options) -> {
        out.writeByte(0x00).writeByte(0x00).writeU32(coreFunc);
        options(options);
        out.writeU32(type);
      }
      case Canon.Lower(int func, var options) -> {
        out.writeByte(0x01).writeByte(0x00).writeU32(func);
        options(options);
      }
      case Canon.Provided provided -> {
        out.writeByte(provided.builtIn().code());
        immediates(provided);
      }
    }
  }

  private void immediates(Canon.Provided provided) {
    switch (provided) {
      case Canon.Plain _ -> {}
      case Canon.OfResource(_, int type) -> out.writeU32(type);
      case Canon.OfChannel(_, int type) -> out.writeU32(type);
      case Canon.Copy(_, int type, var options) -> {
        out.writeU32(type);
        options(options);
      }
      case Canon.CancelCopy(_, int type, boolean async) -> {
        out.writeU32(type);
        flag(async);
      }
      case Canon.SubtaskCancel(boolean async) -> flag(async);
      case Canon.Cancellable(_, boolean cancellable) -> flag(cancellable);
      case Canon.Waiting(_, boolean cancellable, int memory) -> {
        flag(cancellable);
        out.writeU32(memory);
      }
      case Canon.OfText(_, var options) -> options(options);
      case Canon.TaskReturn(var result, var options) -> {
        result(result);
        options(options);
      }
      case Canon.Context(_, var type, int slot) -> {
        TypeWriter.valType(type, out);
        out.writeU32(slot);
      }
      case Canon.ThreadSpawnRef(int coreType) -> out.writeU32(coreType);
      case Canon.ThreadOfTable(_, int coreType, int table) ->
          out.writeU32(coreType).writeU32(table);
    }
  }

  private void options(CanonicalOptions options) {
    list(options.list(), this::option);
  }

  private void option(CanonicalOption option) {
    switch (option) {
      case CanonicalOption.StringEncoding encoding -> out.writeByte(encoding.ordinal());
      case CanonicalOption.Memory(int memory) -> out.writeByte(0x03).writeU32(memory);
      case CanonicalOption.Realloc(int coreFunc) -> out.writeByte(0x04).writeU32(coreFunc);
      case CanonicalOption.PostReturn(int coreFunc) -> out.writeByte(0x05).writeU32(coreFunc);
      case CanonicalOption.Async _ -> out.writeByte(0x06);
      case CanonicalOption.Callback(int coreFunc) -> out.writeByte(0x07).writeU32(coreFunc);
      case CanonicalOption.CoreType(int coreType) -> out.writeByte(0x08).writeU32(coreType);
      case CanonicalOption.Gc _ -> out.writeByte(0x09);
    }
  }

  // Imports and exports.

  private void externName(ExternName name) {
    out.writeByte(name.form().ordinal()).writeName(name.name());
    if (name.form() == ExternName.Form.ATTRIBUTED) {
      list(
          name.attributes(),
          attribute -> {
            switch (attribute) {
              case ExternName.Attribute.Implements(var of) -> out.writeByte(0x00).writeName(of);
              case ExternName.Attribute.VersionSuffix(var suffix) ->
                  out.writeByte(0x01).writeName(suffix);
              case ExternName.Attribute.ExternalId(var id) -> out.writeByte(0x02).writeName(id);
            }
          });
    }
  }

  private void externDesc(ExternDesc desc) {
    sort(desc.sort());
    switch (desc) {
      case ExternDesc.CoreModule(int type) -> out.writeU32(type);
      case ExternDesc.Func(int type) -> out.writeU32(type);
      case ExternDesc.Value(var type) -> valType(type);
      case ExternDesc.TypeEq(int type) -> out.writeByte(0x00).writeU32(type);
      case ExternDesc.SubResource _ -> out.writeByte(0x01);
      case ExternDesc.Component(int type) -> out.writeU32(type);
      case ExternDesc.Instance(int type) -> out.writeU32(type);
    }
  }
}

package dev.witj.inspect;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Binaries without custom sections and with every number in its shortest form. */
final class NormalForm {
  private NormalForm() {}

  static ByteSlice of(ByteSlice binary) {
    return BinaryKind.of(binary).orElseThrow() == BinaryKind.MODULE
        ? module(CoreModule.read(binary))
        : component(ComponentModel.read(binary));
  }

  private static ByteSlice component(ComponentModel component) {
    ComponentBuilder out = new ComponentBuilder();
    component
        .elements()
        .forEach(
            element -> {
              switch (element) {
                case ComponentElement.Custom _ -> {}
                case ComponentElement.CoreModule(var bytes) ->
                    out.add(new ComponentElement.CoreModule(of(bytes)));
                case ComponentElement.NestedComponent(var bytes) ->
                    out.add(new ComponentElement.NestedComponent(of(bytes)));
                case ComponentElement.Import(var name, var type) ->
                    out.add(new ComponentElement.Import(plain(name), type));
                case ComponentElement.Export(var name, var item, var type) ->
                    out.add(new ComponentElement.Export(plain(name), item, type));
                case ComponentElement.TypeDef(var type) ->
                    out.add(new ComponentElement.TypeDef(plain(type)));
                case ComponentElement.Instance.Exports(var exports) ->
                    out.add(
                        new ComponentElement.Instance.Exports(
                            exports.stream()
                                .map(
                                    export ->
                                        new ComponentElement.Instance.InlineExport(
                                            plain(export.name()), export.item()))
                                .toList()));
                case ComponentElement other -> out.add(other);
              }
            });
    return ByteSlice.of(out.toByteArray());
  }

  /** Old binaries mark the names of interfaces; the text says nothing of that. */
  private static ExternName plain(ExternName name) {
    return ExternName.of(name.name(), name.attributes());
  }

  private static TypeDefinition plain(TypeDefinition type) {
    return switch (type) {
      case TypeDefinition.Component(var declarations) ->
          new TypeDefinition.Component(declarations.stream().map(NormalForm::plain).toList());
      case TypeDefinition.Instance(var declarations) ->
          new TypeDefinition.Instance(declarations.stream().map(NormalForm::plain).toList());
      case TypeDefinition.Value _, TypeDefinition.Func _, TypeDefinition.Resource _ -> type;
    };
  }

  private static Declaration plain(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Export(var name, var type) -> new Declaration.Export(plain(name), type);
      case ComponentElement.Import(var name, var type) ->
          new ComponentElement.Import(plain(name), type);
      case ComponentElement.TypeDef(var type) -> new ComponentElement.TypeDef(plain(type));
      case ComponentElement.CoreTypeDef _, ComponentElement.Alias _ -> declaration;
    };
  }

  private static ByteSlice module(CoreModule module) {
    return CoreModule.of(
            module.sections().stream()
                .filter(NormalForm::hasMeaning)
                .map(section -> section(section.decode()))
                .toList())
        .binary();
  }

  /** Assemblers leave out what is empty, and count data only where an instruction needs that. */
  private static boolean hasMeaning(Section section) {
    return switch (section.id()) {
      case CUSTOM, DATA_COUNT -> false;
      case START -> true;
      case TYPE, IMPORT, FUNCTION, TABLE, MEMORY, TAG, GLOBAL, EXPORT, ELEMENT, CODE, DATA ->
          section.content().size() > 1;
    };
  }

  private static ModuleSection section(ModuleSection section) {
    return switch (section) {
      case ModuleSection.Custom custom -> custom;
      case ModuleSection.Types types -> types;
      case ModuleSection.Imports imports -> imports;
      case ModuleSection.Functions functions -> functions;
      case ModuleSection.Tables(var tables) ->
          new ModuleSection.Tables(
              tables.stream()
                  .map(t -> new Table(t.type(), t.initializer().map(NormalForm::expression)))
                  .toList());
      case ModuleSection.Memories memories -> memories;
      case ModuleSection.Tags tags -> tags;
      case ModuleSection.Globals(var globals) ->
          new ModuleSection.Globals(
              globals.stream()
                  .map(g -> new Global(g.type(), expression(g.initializer())))
                  .toList());
      case ModuleSection.Exports exports -> exports;
      case ModuleSection.Start start -> start;
      case ModuleSection.Elements(var segments) ->
          new ModuleSection.Elements(segments.stream().map(NormalForm::element).toList());
      case ModuleSection.DataCount count -> count;
      case ModuleSection.Code(var bodies) ->
          new ModuleSection.Code(bodies.stream().map(NormalForm::body).toList());
      case ModuleSection.Data(var segments) ->
          new ModuleSection.Data(segments.stream().map(NormalForm::data).toList());
    };
  }

  private static ConstExpr expression(ConstExpr expression) {
    return ConstExpr.of(expression.instructions());
  }

  private static ElementSegment element(ElementSegment segment) {
    ElementSegment.Mode mode =
        segment.mode() instanceof ElementSegment.Mode.Active(var table, var offset)
            ? new ElementSegment.Mode.Active(
                isFunctions(segment.items()) ? written(table) : table, expression(offset))
            : segment.mode();
    ElementSegment.Items items =
        segment.items() instanceof ElementSegment.Items.Expressions(var type, var list)
            ? new ElementSegment.Items.Expressions(
                type, list.stream().map(NormalForm::expression).toList())
            : segment.items();
    return new ElementSegment(mode, items);
  }

  /** The first memory need not be said, and assemblers do not say it. */
  private static DataSegment data(DataSegment segment) {
    return segment.mode() instanceof DataSegment.Mode.Active(var memory, var offset)
        ? new DataSegment(
            new DataSegment.Mode.Active(written(memory), expression(offset)), segment.bytes())
        : segment;
  }

  private static boolean isFunctions(ElementSegment.Items items) {
    return !(items instanceof ElementSegment.Items.Expressions(var type, _))
        || type.equals(RefType.FUNCREF);
  }

  /** Index 0 need not be written, and no assembler does. */
  private static OptionalInt written(OptionalInt index) {
    return index.orElse(0) == 0 ? OptionalInt.empty() : index;
  }

  /** The body with neighbours of one type put together, as every assembler writes locals. */
  private static FunctionBody body(FunctionBody body) {
    ByteWriter code = new ByteWriter(body.bytes().size());
    InstructionReader in = body.instructions();
    while (in.next()) {
      in.instruction().write(code);
    }
    List<FunctionBody.Locals> locals = new ArrayList<>();
    for (FunctionBody.Locals group : body.locals()) {
      if (!locals.isEmpty() && locals.getLast().type().equals(group.type())) {
        int count = locals.removeLast().count() + group.count();
        locals.add(new FunctionBody.Locals(count, group.type()));
      } else if (group.count() != 0) {
        locals.add(group);
      }
    }
    return FunctionBody.of(locals, ByteSlice.of(code.toByteArray()));
  }
}

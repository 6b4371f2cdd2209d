package dev.witj.binary.internal.core;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.ImportGroup;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes sections in their shortest form. */
public final class SectionWriter {
  private SectionWriter() {}

  public static void write(ModuleSection section, ByteWriter out) {
    ByteWriter content = new ByteWriter();
    content(section, content);
    out.writeByte(section.id().code()).writeSized(content);
  }

  private static void content(ModuleSection section, ByteWriter out) {
    switch (section) {
      case ModuleSection.Custom custom -> out.writeName(custom.name()).writeSlice(custom.data());
      case ModuleSection.Types types -> list(types.groups(), out, TypeWriter::recGroup);
      case ModuleSection.Imports imports -> list(imports.groups(), out, SectionWriter::importGroup);
      case ModuleSection.Functions functions ->
          list(functions.typeIndices(), out, (index, o) -> o.writeU32(index));
      case ModuleSection.Tables tables -> list(tables.tables(), out, SectionWriter::table);
      case ModuleSection.Memories memories ->
          list(memories.memories(), out, TypeWriter::memoryType);
      case ModuleSection.Tags tags -> list(tags.tags(), out, TypeWriter::tagType);
      case ModuleSection.Globals globals -> list(globals.globals(), out, SectionWriter::global);
      case ModuleSection.Exports exports -> list(exports.exports(), out, SectionWriter::export);
      case ModuleSection.Start start -> out.writeU32(start.function());
      case ModuleSection.Elements elements ->
          list(elements.segments(), out, SectionWriter::elementSegment);
      case ModuleSection.DataCount count -> out.writeU32(count.count());
      case ModuleSection.Code code ->
          list(code.bodies(), out, (body, o) -> o.writeSized(body.bytes()));
      case ModuleSection.Data data -> list(data.segments(), out, SectionWriter::dataSegment);
    }
  }

  private static <T> void list(List<T> items, ByteWriter out, BiConsumer<T, ByteWriter> item) {
    out.writeU32(items.size());
    items.forEach(each -> item.accept(each, out));
  }

  private static void importGroup(ImportGroup group, ByteWriter out) {
    switch (group) {
      case ImportGroup.Single single -> {
        out.writeName(single.item().module()).writeName(single.item().name());
        TypeWriter.externType(single.item().type(), out);
      }
      case ImportGroup.SameModule same -> {
        out.writeName(same.module()).writeName("").writeByte(0x7f);
        list(
            same.items(),
            out,
            (item, o) -> {
              o.writeName(item.name());
              TypeWriter.externType(item.type(), o);
            });
      }
      case ImportGroup.SameType same -> {
        out.writeName(same.module()).writeName("").writeByte(0x7e);
        TypeWriter.externType(same.type(), out);
        list(same.names(), out, (name, o) -> o.writeName(name));
      }
    }
  }

  private static void table(Table table, ByteWriter out) {
    Optional<ConstExpr> initializer = table.initializer();
    if (initializer.isPresent()) {
      out.writeByte(0x40).writeByte(0x00);
    }
    TypeWriter.tableType(table.type(), out);
    initializer.ifPresent(expr -> out.writeSlice(expr.code()));
  }

  private static void global(Global global, ByteWriter out) {
    TypeWriter.globalType(global.type(), out);
    out.writeSlice(global.initializer().code());
  }

  private static void export(Export export, ByteWriter out) {
    out.writeName(export.name()).writeByte(export.kind().ordinal()).writeU32(export.index());
  }

  private static void elementSegment(ElementSegment segment, ByteWriter out) {
    boolean expressions = segment.items() instanceof ElementSegment.Items.Expressions;
    int flags = expressions ? 4 : 0;
    switch (segment.mode()) {
      case ElementSegment.Mode.Active active -> {
        // Only the form that names the table names a type.
        boolean explicit =
            active.table().isPresent()
                || (segment.items() instanceof ElementSegment.Items.Expressions items
                    && !items.type().equals(RefType.FUNCREF));
        flags |= explicit ? 2 : 0;
        out.writeU32(flags);
        if (explicit) {
          out.writeU32(active.tableIndex());
        }
        out.writeSlice(active.offset().code());
      }
      case ElementSegment.Mode.Unplaced unplaced -> {
        flags |= unplaced == ElementSegment.Mode.Unplaced.DECLARED ? 3 : 1;
        out.writeU32(flags);
      }
    }
    boolean typed = (flags & 3) != 0;
    switch (segment.items()) {
      case ElementSegment.Items.Functions functions -> {
        if (typed) {
          out.writeByte(0);
        }
        list(functions.functions(), out, (index, o) -> o.writeU32(index));
      }
      case ElementSegment.Items.Expressions items -> {
        if (typed) {
          TypeWriter.refType(items.type(), out);
        }
        list(items.expressions(), out, (expr, o) -> o.writeSlice(expr.code()));
      }
    }
  }

  private static void dataSegment(DataSegment segment, ByteWriter out) {
    switch (segment.mode()) {
      case DataSegment.Mode.Passive _ -> out.writeU32(1);
      case DataSegment.Mode.Active active -> {
        out.writeU32(active.memory().isPresent() ? 2 : 0);
        active.memory().ifPresent(out::writeU32);
        out.writeSlice(active.offset().code());
      }
    }
    out.writeSized(segment.bytes());
  }
}

package dev.witj.binary.core;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.internal.core.SectionReader;
import java.util.List;

/** The custom section {@code producers}: the languages and tools that a binary comes from. */
public record ProducersSection(List<Field> fields) {
  /** The name of the custom section. */
  public static final String NAME = "producers";

  private static final int MAX = 100_000;

  public ProducersSection {
    fields = List.copyOf(fields);
  }

  /** A field, such as {@code language} or {@code processed-by}. */
  public record Field(String name, List<Value> values) {
    public Field {
      values = List.copyOf(values);
    }
  }

  /** A tool and its version. */
  public record Value(String name, String version) {
    /** A value as it stands in a field. */
    public static Value read(ByteCursor in) {
      return new Value(in.readName(), in.readName());
    }
  }

  /** Reads what a custom section holds after its name. */
  public static ProducersSection read(ByteSlice data) {
    ByteCursor in = data.cursor();
    List<Field> fields =
        SectionReader.list(
            in,
            MAX,
            "producers fields",
            field ->
                new Field(
                    field.readName(),
                    SectionReader.list(field, MAX, "producers values", Value::read)));
    SectionReader.checkEnd(in);
    return new ProducersSection(fields);
  }

  /** What a custom section holds after its name. */
  public ByteSlice toData() {
    ByteWriter out = new ByteWriter();
    out.writeU32(fields.size());
    for (Field field : fields) {
      out.writeName(field.name()).writeU32(field.values().size());
      field.values().forEach(value -> out.writeName(value.name()).writeName(value.version()));
    }
    return ByteSlice.of(out.toByteArray());
  }

  /** The section as it is written. */
  public ModuleSection.Custom toCustom() {
    return new ModuleSection.Custom(NAME, toData());
  }
}

package dev.witj.binary.core;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.internal.core.SectionWriter;
import java.util.List;

/** The content of a section as values: what a decoder gives and a writer takes. */
public sealed interface ModuleSection extends ModuleElement {
  @Override
  default SectionId id() {
    return switch (this) {
      case Custom _ -> SectionId.CUSTOM;
      case Types _ -> SectionId.TYPE;
      case Imports _ -> SectionId.IMPORT;
      case Functions _ -> SectionId.FUNCTION;
      case Tables _ -> SectionId.TABLE;
      case Memories _ -> SectionId.MEMORY;
      case Tags _ -> SectionId.TAG;
      case Globals _ -> SectionId.GLOBAL;
      case Exports _ -> SectionId.EXPORT;
      case Start _ -> SectionId.START;
      case Elements _ -> SectionId.ELEMENT;
      case DataCount _ -> SectionId.DATA_COUNT;
      case Code _ -> SectionId.CODE;
      case Data _ -> SectionId.DATA;
    };
  }

  @Override
  default ModuleSection decode() {
    return this;
  }

  @Override
  default String customName() {
    return this instanceof Custom custom ? custom.name() : "";
  }

  @Override
  default void write(ByteWriter out) {
    SectionWriter.write(this, out);
  }

  /** Anything that is not part of the program. */
  record Custom(String name, ByteSlice data) implements ModuleSection {}

  /** Types. */
  record Types(List<RecGroup> groups) implements ModuleSection {
    public Types {
      groups = List.copyOf(groups);
    }
  }

  /** Imports. */
  record Imports(List<ImportGroup> groups) implements ModuleSection {
    public Imports {
      groups = List.copyOf(groups);
    }
  }

  /** The types of the functions that the module defines, by index. */
  record Functions(List<Integer> typeIndices) implements ModuleSection {
    public Functions {
      typeIndices = List.copyOf(typeIndices);
    }
  }

  /** Tables. */
  record Tables(List<Table> tables) implements ModuleSection {
    public Tables {
      tables = List.copyOf(tables);
    }
  }

  /** Memories. */
  record Memories(List<MemoryType> memories) implements ModuleSection {
    public Memories {
      memories = List.copyOf(memories);
    }
  }

  /** Tags. */
  record Tags(List<TagType> tags) implements ModuleSection {
    public Tags {
      tags = List.copyOf(tags);
    }
  }

  /** Globals. */
  record Globals(List<Global> globals) implements ModuleSection {
    public Globals {
      globals = List.copyOf(globals);
    }
  }

  /** Exports. */
  record Exports(List<Export> exports) implements ModuleSection {
    public Exports {
      exports = List.copyOf(exports);
    }
  }

  /** The function that runs first. */
  record Start(int function) implements ModuleSection {}

  /** Element segments. */
  record Elements(List<ElementSegment> segments) implements ModuleSection {
    public Elements {
      segments = List.copyOf(segments);
    }
  }

  /** How many data segments there are. */
  record DataCount(int count) implements ModuleSection {}

  /** Bodies of the functions that the module defines. */
  record Code(List<FunctionBody> bodies) implements ModuleSection {
    public Code {
      bodies = List.copyOf(bodies);
    }
  }

  /** Data segments. */
  record Data(List<DataSegment> segments) implements ModuleSection {
    public Data {
      segments = List.copyOf(segments);
    }
  }
}

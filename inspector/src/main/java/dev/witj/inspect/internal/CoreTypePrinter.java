package dev.witj.inspect.internal;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.ValType;
import java.util.List;

/** Writes core types, with the names that types have in some index space. */
public final class CoreTypePrinter {
  private final Names types;
  private final TextWriter out;

  CoreTypePrinter(Names types, TextWriter out) {
    this.types = types;
    this.out = out;
  }

  void storage(StorageType type) {
    if (type instanceof RefType ref) {
      ref(ref);
    } else {
      out.add(type.toString());
    }
  }

  void ref(RefType type) {
    if (type.nullable() && type.heap() instanceof HeapType.Abstract) {
      out.add(type.toString());
    } else {
      out.add(type.nullable() ? "(ref null " : "(ref ");
      heap(type.heap());
      out.add(')');
    }
  }

  void heap(HeapType type) {
    switch (type) {
      case HeapType.Abstract named -> out.add(named.toString());
      case HeapType.Concrete(int index) -> types.reference(index, out);
    }
  }

  /** Parameters and results with a space before each. */
  void signature(FuncType type) {
    list("param", type.params());
    list("result", type.results());
  }

  void list(String keyword, List<ValType> list) {
    if (!list.isEmpty()) {
      out.add(" (").add(keyword);
      for (ValType type : list) {
        out.add(' ');
        storage(type);
      }
      out.add(')');
    }
  }

  void sub(SubType type, Names fields) {
    boolean plain = type.isFinal() && type.supertypes().isEmpty();
    if (!plain) {
      out.add(type.isFinal() ? "(sub final " : "(sub ");
      for (int supertype : type.supertypes()) {
        types.reference(supertype, out);
        out.add(' ');
      }
    }
    composite(type.composite(), fields);
    if (!plain) {
      out.add(')');
    }
  }

  private void composite(CompositeType type, Names fields) {
    switch (type) {
      case FuncType func -> {
        out.add("(func");
        signature(func);
      }
      case StructType struct -> {
        out.add("(struct");
        for (int i = 0; i < struct.fields().size(); i++) {
          out.add(" (field ");
          fields.definition(i, out);
          field(struct.fields().get(i));
          out.add(')');
        }
      }
      case ArrayType(var element) -> {
        out.add("(array ");
        field(element);
      }
    }
    out.add(')');
  }

  private void field(FieldType field) {
    if (field.mutable()) {
      out.add("(mut ");
    }
    storage(field.storage());
    if (field.mutable()) {
      out.add(')');
    }
  }

  void table(TableType type) {
    if (type.shared()) {
      out.add("shared ");
    }
    if (type.index64()) {
      out.add("i64 ");
    }
    limits(type.limits());
    out.add(' ');
    ref(type.element());
  }

  void memory(MemoryType type) {
    if (type.index64()) {
      out.add("i64 ");
    }
    limits(type.limits());
    if (type.shared()) {
      out.add(" shared");
    }
    type.pageSizeLog2()
        .ifPresent(log -> out.add(" (pagesize 0x").add(Long.toHexString(1L << log)).add(')'));
  }

  private void limits(SizeLimits limits) {
    out.add(Long.toUnsignedString(limits.minimum()));
    limits.maximum().ifPresent(maximum -> out.add(' ').add(Long.toUnsignedString(maximum)));
  }

  void global(GlobalType type) {
    boolean form = type.shared() || type.mutable();
    if (form) {
      out.add('(');
      out.add(type.shared() ? "shared " : "").add(type.mutable() ? "mut " : "");
    }
    storage(type.type());
    if (form) {
      out.add(')');
    }
  }
}

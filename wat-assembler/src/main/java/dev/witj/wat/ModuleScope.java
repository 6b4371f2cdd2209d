package dev.witj.wat;

import dev.witj.binary.core.CompositeType;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.SubType;
import dev.witj.diagnostics.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the fields and instructions of one module refer to: its index spaces and its types, to which
 * the function types that are only written out are added as they turn up.
 */
final class ModuleScope {
  final IndexSpace types = new IndexSpace("type");
  final IndexSpace funcs = new IndexSpace("func");
  final IndexSpace tables = new IndexSpace("table");
  final IndexSpace memories = new IndexSpace("memory");
  final IndexSpace globals = new IndexSpace("global");
  final IndexSpace tags = new IndexSpace("tag");
  final IndexSpace elems = new IndexSpace("elem");
  final IndexSpace datas = new IndexSpace("data");

  /** Per struct type that names any of its fields. */
  final Map<Integer, IndexSpace> fields = new HashMap<>();

  private final List<CompositeType> composites = new ArrayList<>();
  private final Map<FuncType, Integer> signatures = new HashMap<>();
  private final List<FuncType> implicit = new ArrayList<>();
  private final List<Runnable> laterChecks = new ArrayList<>();

  /** Whether an instruction names a data segment, so that their count must come before the code. */
  boolean needsDataCount;

  /**
   * Takes the next type definition.
   *
   * @param alone whether it is in no recursion group with others
   */
  void define(SubType type, boolean alone) {
    int index = composites.size();
    composites.add(type.composite());
    // An inline signature only ever means a type that is what the signature alone would define.
    if (alone
        && type.isFinal()
        && type.supertypes().isEmpty()
        && type.composite() instanceof FuncType func) {
      signatures.putIfAbsent(func, index);
    }
  }

  /** The index space of what can be imported and exported. */
  IndexSpace space(ExternKind kind) {
    return switch (kind) {
      case FUNC -> funcs;
      case TABLE -> tables;
      case MEMORY -> memories;
      case GLOBAL -> globals;
      case TAG -> tags;
    };
  }

  /** The types that were only written out, in the order of their indices behind the others. */
  List<FuncType> implicitTypes() {
    return implicit;
  }

  /** The function type with an index; null if there is none so far, or it is another type. */
  @Nullable FuncType funcType(int index) {
    return isKnown(index) && composites.get(index) instanceof FuncType func ? func : null;
  }

  /** Whether a type with this index is defined, or was already written out. */
  boolean isKnown(int index) {
    return index >= 0 && index < composites.size();
  }

  /** The index a type use stands for; makes a type for a signature that no type has. */
  int typeIndex(TypeUse use) {
    if (use.index().isEmpty()) {
      return intern(use.inline().type());
    }
    int index = use.index().getAsInt();
    if (use.inline().given()) {
      if (isKnown(index)) {
        check(index, use);
      } else {
        laterChecks.add(() -> check(index, use));
      }
    }
    return index;
  }

  /** Makes the checks that had to wait for types which were only written out later. */
  void finish() {
    laterChecks.forEach(Runnable::run);
  }

  private void check(int index, TypeUse use) {
    FuncType func = funcType(index);
    if (isKnown(index) && !use.inline().type().equals(func)) {
      throw WatCursor.failAt(use.span(), WatCode.TYPE_MISMATCH);
    }
  }

  private int intern(FuncType type) {
    Integer known = signatures.get(type);
    if (known != null) {
      return known;
    }
    int index = composites.size();
    composites.add(type);
    implicit.add(type);
    signatures.put(type, index);
    return index;
  }

  /** Takes a field of a struct type from the cursor. */
  int expectField(WatCursor cursor, int type) {
    if (!cursor.isId()) {
      return cursor.expectIndexNumber();
    }
    IndexSpace named = fields.get(type);
    if (named == null) {
      throw IndexSpace.unknown("field", cursor.idName(), List.of(), cursor.span());
    }
    return named.expect(cursor);
  }

  /** Takes {@code (type x)? (param …)* (result …)*} from the cursor. */
  TypeUse takeTypeUse(WatCursor cursor, TypeParser parser) {
    int position = cursor.position();
    OptionalInt index = OptionalInt.empty();
    if (cursor.takeForm("type")) {
      index = OptionalInt.of(types.expect(cursor));
      cursor.expectRight();
    }
    Span span = cursor.tokens().span(index.isPresent() ? position + 2 : position);
    return new TypeUse(index, parser.takeSignature(), span);
  }
}

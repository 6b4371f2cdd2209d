package dev.witj.wit.internal;

import dev.witj.types.Extent;
import dev.witj.types.PrimitiveType;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the values of a type without walking it.
 *
 * @param size how many nodes the type has, written out; it stops growing long before it overflows
 * @param depth how deep it is made of others
 * @param borrows whether a value holds a borrowed handle
 * @param isChar whether a value is a character
 * @param extent where addresses take eight bytes, which makes the larger one
 */
public record ValueFacts(int size, int depth, boolean borrows, boolean isChar, Extent extent) {
  private static final int ADDRESS_SIZE = 8;
  private static final int MAX_SIZE = Integer.MAX_VALUE / 4;

  /** Those of every type of a resolve, in the order of its arena. */
  public static List<ValueFacts> of(Resolve resolve) {
    List<ValueFacts> all = new ArrayList<>();
    // What a type is made of stands before it.
    resolve.types().forEach(type -> all.add(of(type.kind(), all)));
    return all;
  }

  /**
   * Those of a type.
   *
   * @param known those of definitions, by their index
   */
  public static ValueFacts of(Type type, List<ValueFacts> known) {
    return switch (type) {
      case Type.Primitive(PrimitiveType primitive) ->
          new ValueFacts(
              1, 1, false, primitive == PrimitiveType.CHAR, Extent.of(primitive, ADDRESS_SIZE));
      case Type.Ref(TypeId id) -> known.get(id.index());
    };
  }

  private static ValueFacts of(TypeDef.Kind kind, List<ValueFacts> known) {
    return switch (kind) {
      case TypeDef.Kind.Alias(Type target) -> of(target, known);
      // Where a value is wanted, this stands for a handle that owns one.
      case TypeDef.Kind.Resource _ -> new ValueFacts(1, 1, false, false, new Extent(4, 4));
      case TypeDef.Kind made -> {
        int size = 1;
        int depth = 1;
        boolean borrows = made instanceof TypeDef.Kind.Handle(_, boolean own) && !own;
        for (Type part : made.parts()) {
          ValueFacts facts = of(part, known);
          size = Math.min(MAX_SIZE, size + facts.size);
          depth = Math.max(depth, facts.depth + 1);
          borrows |= facts.borrows;
        }
        yield new ValueFacts(
            size,
            depth,
            borrows,
            false,
            Extent.of(made.shape().orElseThrow(), ADDRESS_SIZE, part -> of(part, known).extent()));
      }
    };
  }
}

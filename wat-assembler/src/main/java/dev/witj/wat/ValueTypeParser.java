package dev.witj.wat;

import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Component value types and signatures. What is returned resolves the references inside when it is
 * asked, in the order of the text.
 */
final class ValueTypeParser {
  private final WatCursor cursor;
  private final ReferenceParser references;
  private final Function<Supplier<TypeDefinition>, IntSupplier> define;

  /**
   * A parser at a cursor.
   *
   * @param define defines a type that is written in place, ahead of the field it stands in
   */
  ValueTypeParser(
      WatCursor cursor,
      ReferenceParser references,
      Function<Supplier<TypeDefinition>, IntSupplier> define) {
    this.cursor = cursor;
    this.references = references;
    this.define = define;
  }

  /** A type by its index, a primitive one, or any other written in place. */
  Supplier<ComponentValType> expectValType() {
    if (cursor.isIndex()) {
      IntSupplier index = references.index(Sort.TYPE);
      return () -> new ComponentValType.Ref(index.getAsInt());
    }
    PrimitiveType primitive = takePrimitive();
    if (primitive != null) {
      return () -> ComponentValType.of(primitive);
    }
    cursor.expectLeft();
    Supplier<TypeDefinition> definition = expectShape();
    IntSupplier index = define.apply(definition);
    return () -> new ComponentValType.Ref(index.getAsInt());
  }

  private @Nullable PrimitiveType takePrimitive() {
    String keyword = cursor.keywordOrEmpty();
    PrimitiveType found =
        switch (keyword) {
          case "float32" -> PrimitiveType.F32;
          case "float64" -> PrimitiveType.F64;
          default -> PrimitiveType.of(keyword).orElse(null);
        };
    if (found != null) {
      cursor.advance();
    }
    return found;
  }

  private Optional<Supplier<ComponentValType>> takeValType() {
    return cursor.isRight() ? Optional.empty() : Optional.of(expectValType());
  }

  /** The definition of a value type: primitive or with parentheses. */
  Supplier<TypeDefinition> expectDefinition() {
    PrimitiveType primitive = takePrimitive();
    if (primitive != null) {
      return () -> new TypeDefinition.Value(new Shape.Primitive<>(primitive));
    }
    if (!cursor.isLeft()) {
      throw cursor.expected("a type definition");
    }
    cursor.expectLeft();
    return expectShape();
  }

  /** The rest of a type in parentheses, the closing one included. */
  private Supplier<TypeDefinition> expectShape() {
    cursor.enter();
    String keyword = cursor.keywordOrEmpty();
    if (!isShape(keyword)) {
      throw cursor.expected("a value type");
    }
    cursor.advance();
    Supplier<Shape<ComponentValType, Integer>> shape = shape(keyword);
    cursor.expectRight();
    cursor.leave();
    return () -> new TypeDefinition.Value(shape.get());
  }

  private static boolean isShape(String keyword) {
    return switch (keyword) {
      case "record",
          "variant",
          "list",
          "tuple",
          "flags",
          "enum",
          "option",
          "result",
          "own",
          "borrow",
          "stream",
          "future",
          "map" ->
          true;
      default -> false;
    };
  }

  private Supplier<Shape<ComponentValType, Integer>> shape(String keyword) {
    return switch (keyword) {
      case "record" -> {
        List<Supplier<Field<ComponentValType>>> fields = fields("field");
        yield () -> new Shape.RecordOf<>(all(fields));
      }
      case "variant" -> {
        List<Supplier<Case<ComponentValType>>> cases = cases();
        yield () -> new Shape.Variant<>(all(cases));
      }
      case "list" -> list();
      case "tuple" -> {
        List<Supplier<ComponentValType>> types = new ArrayList<>();
        while (!cursor.isRight()) {
          types.add(expectValType());
        }
        yield () -> new Shape.Tuple<>(all(types));
      }
      case "flags" -> {
        List<String> labels = labels();
        yield () -> new Shape.Flags<>(labels);
      }
      case "enum" -> {
        List<String> labels = labels();
        yield () -> new Shape.Enumeration<>(labels);
      }
      case "option" -> {
        Supplier<ComponentValType> type = expectValType();
        yield () -> new Shape.Option<>(type.get());
      }
      case "result" -> {
        boolean hasOk = !cursor.isRight() && !cursor.isForm("error");
        Optional<Supplier<ComponentValType>> ok = hasOk ? takeValType() : Optional.empty();
        Optional<Supplier<ComponentValType>> error = Optional.empty();
        if (cursor.takeForm("error")) {
          error = Optional.of(expectValType());
          cursor.expectRight();
        }
        Optional<Supplier<ComponentValType>> failure = error;
        yield () -> new Shape.Result<>(ok.map(Supplier::get), failure.map(Supplier::get));
      }
      case "own" -> {
        IntSupplier resource = references.index(Sort.TYPE);
        yield () -> new Shape.Own<>(resource.getAsInt());
      }
      case "borrow" -> {
        IntSupplier resource = references.index(Sort.TYPE);
        yield () -> new Shape.Borrow<>(resource.getAsInt());
      }
      case "stream" -> {
        Optional<Supplier<ComponentValType>> element = takeValType();
        yield () -> new Shape.Stream<>(element.map(Supplier::get));
      }
      case "future" -> {
        Optional<Supplier<ComponentValType>> element = takeValType();
        yield () -> new Shape.Future<>(element.map(Supplier::get));
      }
      default -> {
        Supplier<ComponentValType> key = expectValType();
        Supplier<ComponentValType> value = expectValType();
        yield () -> new Shape.MapOf<>(key.get(), value.get());
      }
    };
  }

  private Supplier<Shape<ComponentValType, Integer>> list() {
    Supplier<ComponentValType> element = expectValType();
    if (cursor.isRight()) {
      return () -> new Shape.ListOf<>(element.get());
    }
    int length = cursor.expectU32();
    return () -> new Shape.FixedList<>(element.get(), length);
  }

  private static <T> List<T> all(List<Supplier<T>> open) {
    return open.stream().map(Supplier::get).toList();
  }

  private List<String> labels() {
    List<String> labels = new ArrayList<>();
    while (!cursor.isRight()) {
      labels.add(cursor.expectName());
    }
    return labels;
  }

  /** {@code (keyword "name" type)*}. */
  private List<Supplier<Field<ComponentValType>>> fields(String keyword) {
    List<Supplier<Field<ComponentValType>>> fields = new ArrayList<>();
    while (cursor.isLeft() && (keyword.equals("field") || cursor.isForm(keyword))) {
      cursor.expectForm(keyword);
      String name = cursor.expectName();
      Supplier<ComponentValType> type = expectValType();
      cursor.expectRight();
      fields.add(() -> new Field<>(name, type.get()));
    }
    return fields;
  }

  private List<Supplier<Case<ComponentValType>>> cases() {
    List<Supplier<Case<ComponentValType>>> cases = new ArrayList<>();
    IndexSpace identifiers = new IndexSpace("variant case");
    while (!cursor.isRight()) {
      cursor.expectForm("case");
      identifiers.add(cursor.takeId(), null);
      String name = cursor.expectName();
      Optional<Supplier<ComponentValType>> type = takeValType();
      cursor.expectRight();
      cases.add(() -> new Case<>(name, type.map(Supplier::get)));
    }
    return cases;
  }

  /** {@code async? (param "name" type)* (result type)?}. */
  Supplier<TypeDefinition> takeSignature() {
    boolean async = cursor.takeKeyword("async");
    List<Supplier<Field<ComponentValType>>> params = fields("param");
    Optional<Supplier<ComponentValType>> result = takeResult();
    return () ->
        new TypeDefinition.Func(new Signature<>(async, all(params), result.map(Supplier::get)));
  }

  /** {@code (result type)}, if it is there. */
  Optional<Supplier<ComponentValType>> takeResult() {
    if (!cursor.takeForm("result")) {
      return Optional.empty();
    }
    Supplier<ComponentValType> type = expectValType();
    cursor.expectRight();
    return Optional.of(type);
  }
}

package dev.witj.wat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the values of a script. */
final class WastValueParser {
  private final WatCursor cursor;

  WastValueParser(WatCursor cursor) {
    this.cursor = cursor;
  }

  /** Values up to a closing parenthesis. */
  List<WastValue> arguments() {
    return list(false);
  }

  /** Values and patterns up to a closing parenthesis. */
  List<WastValue> results() {
    return list(true);
  }

  private List<WastValue> list(boolean patterns) {
    List<WastValue> values = new ArrayList<>();
    while (!cursor.isRight()) {
      values.add(value(patterns));
    }
    return values;
  }

  private List<WastValue> elements(boolean patterns) {
    List<WastValue> values = new ArrayList<>();
    while (!cursor.isRight()) {
      values.add(inner(patterns));
    }
    return values;
  }

  /** A value in another one, which needs no parentheses of its own. */
  private WastValue inner(boolean patterns) {
    return cursor.isLeft() ? value(patterns) : bare(patterns);
  }

  private WastValue value(boolean patterns) {
    cursor.expectLeft();
    WastValue value = bare(patterns);
    cursor.expectRight();
    return value;
  }

  private WastValue bare(boolean patterns) {
    cursor.enter();
    int start = cursor.position();
    String keyword = cursor.expectKeyword();
    WastValue value =
        switch (keyword) {
          case "i32.const" -> new WastValue.I32((int) cursor.expectInteger(32, true));
          case "i64.const" -> new WastValue.I64(cursor.expectInteger(64, true));
          case "f32.const" -> f32(patterns);
          case "f64.const" -> f64(patterns);
          case "v128.const" -> vector(patterns);
          case "ref.null" -> new WastValue.RefNull(heapType(patterns));
          case "ref.host" -> new WastValue.RefHost(cursor.expectU32());
          case "ref.extern" ->
              patterns && cursor.isRight()
                  ? new WastValue.AnyRef("extern", Optional.empty())
                  : new WastValue.RefExtern(cursor.expectU32());
          case "bool.const" -> bool();
          case "s8.const", "u8.const", "s16.const", "u16.const" -> integer(keyword);
          case "s32.const", "u32.const", "s64.const", "u64.const" -> integer(keyword);
          case "char.const" -> character();
          case "str.const" -> new WastValue.Str(cursor.expectName());
          case "list.const" -> new WastValue.ListOf(elements(patterns));
          case "tuple.const" -> new WastValue.TupleOf(elements(patterns));
          case "record.const" -> record(patterns);
          case "variant.const" -> new WastValue.VariantOf(cursor.expectName(), optional(patterns));
          case "enum.const" -> new WastValue.EnumOf(cursor.expectName());
          case "option.none" -> new WastValue.OptionOf(Optional.empty());
          case "option.some" -> new WastValue.OptionOf(Optional.of(inner(patterns)));
          case "result.ok" -> new WastValue.ResultOf(true, optional(patterns));
          case "result.err" -> new WastValue.ResultOf(false, optional(patterns));
          case "flags.const" -> flags();
          default -> {
            cursor.reset(start);
            if (!patterns) {
              throw cursor.expected("a value");
            }
            yield pattern(keyword);
          }
        };
    cursor.leave();
    return value;
  }

  private WastValue pattern(String keyword) {
    return switch (keyword) {
      case "either" -> {
        cursor.advance();
        yield new WastValue.Either(list(true));
      }
      case "ref.func" -> {
        cursor.advance();
        Optional<Integer> index =
            cursor.isInteger() ? Optional.of(cursor.expectU32()) : Optional.empty();
        yield new WastValue.AnyRef("func", index);
      }
      case "ref.any", "ref.eq", "ref.i31", "ref.i31_shared", "ref.struct" -> anyRef(keyword);
      case "ref.array", "ref.exn", "ref.cont" -> anyRef(keyword);
      default -> throw cursor.expected("a value or a pattern");
    };
  }

  private WastValue anyRef(String keyword) {
    cursor.advance();
    return new WastValue.AnyRef(keyword.substring("ref.".length()), Optional.empty());
  }

  private WastValue f32(boolean patterns) {
    Optional<WastValue.NanKind> nan = patterns ? nan() : Optional.empty();
    return nan.isPresent()
        ? new WastValue.Nan(true, nan.get())
        : new WastValue.F32(cursor.expectF32());
  }

  private WastValue f64(boolean patterns) {
    Optional<WastValue.NanKind> nan = patterns ? nan() : Optional.empty();
    return nan.isPresent()
        ? new WastValue.Nan(false, nan.get())
        : new WastValue.F64(cursor.expectF64());
  }

  private Optional<WastValue.NanKind> nan() {
    if (cursor.takeKeyword("nan:canonical")) {
      return Optional.of(WastValue.NanKind.CANONICAL);
    }
    if (cursor.takeKeyword("nan:arithmetic")) {
      return Optional.of(WastValue.NanKind.ARITHMETIC);
    }
    return Optional.empty();
  }

  private WastValue vector(boolean patterns) {
    for (WastValue.Shape shape : WastValue.Shape.values()) {
      if (cursor.takeKeyword(shape.name().toLowerCase(Locale.ROOT))) {
        List<WastValue> lanes = new ArrayList<>();
        for (int i = 0; i < 128 / shape.bits(); i++) {
          lanes.add(lane(shape, patterns));
        }
        return new WastValue.V128(shape, lanes);
      }
    }
    throw cursor.expected("a v128 shape");
  }

  private WastValue lane(WastValue.Shape shape, boolean patterns) {
    return switch (shape) {
      case I8X16, I16X8, I32X4 -> new WastValue.I32((int) cursor.expectInteger(shape.bits(), true));
      case I64X2 -> new WastValue.I64(cursor.expectInteger(64, true));
      case F32X4 -> f32(patterns);
      case F64X2 -> f64(patterns);
    };
  }

  private Optional<String> heapType(boolean patterns) {
    if (patterns && cursor.isRight()) {
      return Optional.empty();
    }
    if (cursor.isIndex()) {
      String written = cursor.tokens().written(cursor.position());
      cursor.advance();
      return Optional.of(written);
    }
    if (cursor.takeLeft()) {
      cursor.expectKeyword("shared");
      String shared = "shared " + cursor.expectKeyword();
      cursor.expectRight();
      return Optional.of(shared);
    }
    return Optional.of(cursor.expectKeyword());
  }

  private WastValue bool() {
    if (cursor.takeKeyword("true")) {
      return new WastValue.Bool(true);
    }
    cursor.expectKeyword("false");
    return new WastValue.Bool(false);
  }

  private WastValue integer(String keyword) {
    String name = keyword.substring(0, keyword.indexOf('.')).toUpperCase(Locale.ROOT);
    WastValue.IntType type = WastValue.IntType.valueOf(name);
    long value = cursor.expectInteger(type.bits(), true);
    if (type.bits() < 64) {
      // The text of a number may be of either sign; the value is what its bits are in the type.
      int unused = 64 - type.bits();
      value = type.isSigned() ? value << unused >> unused : value << unused >>> unused;
    }
    return new WastValue.Int(type, value);
  }

  private WastValue character() {
    int position = cursor.position();
    String text = cursor.expectName();
    if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
      cursor.reset(position);
      throw cursor.fail(WatCode.BAD_CHARACTER_VALUE);
    }
    return new WastValue.Char(text.codePointAt(0));
  }

  private WastValue record(boolean patterns) {
    List<WastValue.Field> fields = new ArrayList<>();
    while (cursor.takeForm("field")) {
      String name = cursor.expectName();
      fields.add(new WastValue.Field(name, inner(patterns)));
      cursor.expectRight();
    }
    return new WastValue.RecordOf(fields);
  }

  private Optional<WastValue> optional(boolean patterns) {
    return cursor.isRight() ? Optional.empty() : Optional.of(inner(patterns));
  }

  private WastValue flags() {
    List<String> names = new ArrayList<>();
    while (cursor.isString()) {
      names.add(cursor.expectName());
    }
    return new WastValue.FlagsOf(names);
  }
}

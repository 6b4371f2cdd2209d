package dev.witj.runtime.wave;

import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Excerpt;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.internal.abi.Lists;
import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.VariantValue;
import dev.witj.runtime.wave.WaveToken.Kind;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads values by descending into their types, one token ahead. */
final class WaveParser {
  private final Source source;
  private final String text;
  private final WaveLexer lexer;
  private WaveToken token;

  WaveParser(Source source, String text, int at) {
    this.source = source;
    this.text = text;
    this.lexer = new WaveLexer(source, text, at);
    this.token = lexer.next();
  }

  Object value(ValueType type) {
    return switch (type.shape()) {
      case Shape.Primitive(var primitive) -> primitive(primitive);
      case Shape.ListOf(var element) ->
          Lists.of(list(type, () -> value(element)).toArray(), element);
      case Shape.FixedList(var element, int length) -> fixedList(type, element, length);
      case Shape.MapOf(var keyType, var valueType) -> map(type, keyType, valueType);
      case Shape.RecordOf(var fields) -> record(type, fields);
      case Shape.Tuple(var elements) -> Tuple.of(tuple(type.toString(), elements));
      case Shape.Variant(var cases) -> variant(type, cases);
      case Shape.Enumeration(var labels) -> EnumValue.codec(labels).construct(caseOf(type, labels));
      case Shape.Flags(var labels) -> flags(type, labels);
      case Shape.Option(var element) -> option(type, element);
      case Shape.Result(var ok, var error) -> result(type, ok, error);
      case Shape.Stream(var item) when item.isPresent() ->
          StreamReader.of(list(type, () -> value(item.get())));
      case Shape.Future(var later) when later.isPresent() -> WitFuture.of(value(later.get()));
      case Shape.Handle<ValueType, ResourceName> _ -> throw noText(type);
    };
  }

  /** Demands that nothing follows. */
  void end() {
    expect(Kind.END, "the end");
  }

  Object[] arguments(List<Field<ValueType>> params, Span function) {
    expect(Kind.PAREN_OPEN, "`(`");
    Object[] arguments = new Object[params.size()];
    int count = 0;
    while (token.kind() != Kind.PAREN_CLOSE) {
      if (count == arguments.length) {
        throw error(WaveFault.TOO_MANY_ARGUMENTS, arguments.length);
      }
      arguments[count] = value(params.get(count).type());
      count++;
      if (!accept(Kind.COMMA)) {
        break;
      }
    }
    WaveToken close = expect(Kind.PAREN_CLOSE, "`,` or `)`");
    end();
    for (int i = count; i < arguments.length; i++) {
      Field<ValueType> param = params.get(i);
      if (!(param.type().shape() instanceof Shape.Option(_))) {
        throw WaveFault.MISSING_ARGUMENT
            .error(param.name(), param.type())
            .at(span(close))
            .with(function, "takes %s arguments".formatted(arguments.length))
            .toException();
      }
      arguments[i] = Optional.empty();
    }
    return arguments;
  }

  private Object primitive(PrimitiveType type) {
    return switch (type) {
      case BOOL -> {
        boolean isTrue = isLabel("true");
        if (!isTrue && !isLabel("false")) {
          throw expected(type.keyword());
        }
        next();
        yield isTrue;
      }
      case S8 -> integer(type, 8, true).byteValueExact();
      case U8 -> integer(type, 8, false).intValueExact();
      case S16 -> integer(type, 16, true).shortValueExact();
      case U16 -> integer(type, 16, false).intValueExact();
      case S32 -> integer(type, 32, true).intValueExact();
      case U32 -> integer(type, 32, false).longValueExact();
      case S64 -> integer(type, 64, true).longValueExact();
      case U64 -> integer(type, 64, false).longValue();
      case F32 -> (float) number(type, true);
      case F64 -> number(type, false);
      case CHAR -> character(type);
      case STRING -> string(type);
      case ERROR_CONTEXT -> throw noText(ValueType.of(type));
    };
  }

  private BigInteger integer(PrimitiveType type, int bits, boolean signed) {
    String digits = text(token);
    // No integer type needs more digits than this.
    boolean whole =
        token.kind() == Kind.NUMBER && digits.length() <= 40 && digits.matches("-?[0-9]+");
    if (!whole) {
      throw expected(type.keyword());
    }
    BigInteger value = new BigInteger(digits);
    BigInteger range = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
    BigInteger min = signed ? range.negate() : BigInteger.ZERO;
    if (value.compareTo(range) >= 0
        || value.compareTo(min) < 0
        || (!signed && digits.startsWith("-"))) {
      throw error(WaveFault.OUT_OF_RANGE, digits, type, min, range.subtract(BigInteger.ONE));
    }
    next();
    return value;
  }

  private double number(PrimitiveType type, boolean single) {
    String digits = text(token);
    double value;
    if (token.kind() == Kind.NUMBER) {
      if (digits.equals("-inf")) {
        value = Double.NEGATIVE_INFINITY;
      } else {
        // A detour over double would round twice.
        value = single ? Float.parseFloat(digits) : Double.parseDouble(digits);
      }
    } else if (isLabel("nan")) {
      value = Double.NaN;
    } else if (isLabel("inf")) {
      value = Double.POSITIVE_INFINITY;
    } else {
      throw expected(type.keyword());
    }
    next();
    return value;
  }

  private int character(PrimitiveType type) {
    if (token.kind() != Kind.CHAR) {
      throw expected(type.keyword());
    }
    String content = WaveStrings.unescape(source, text, token.start() + 1, token.end() - 1);
    if (content.codePointCount(0, content.length()) != 1) {
      throw error(WaveFault.NOT_ONE_CHARACTER);
    }
    next();
    return content.codePointAt(0);
  }

  private String string(PrimitiveType type) {
    String content =
        switch (token.kind()) {
          case STRING -> WaveStrings.unescape(source, text, token.start() + 1, token.end() - 1);
          case MULTILINE_STRING -> WaveStrings.multiline(source, text, token.start(), token.end());
          default -> throw expected(type.keyword());
        };
    next();
    return content;
  }

  private List<Object> list(ValueType type, Supplier<Object> element) {
    if (token.kind() != Kind.BRACKET_OPEN) {
      throw expected(type);
    }
    next();
    List<Object> elements = new ArrayList<>();
    while (token.kind() != Kind.BRACKET_CLOSE) {
      elements.add(element.get());
      if (!accept(Kind.COMMA)) {
        break;
      }
    }
    expect(Kind.BRACKET_CLOSE, "`,` or `]`");
    return elements;
  }

  private Object fixedList(ValueType type, ValueType element, int length) {
    WaveToken start = token;
    List<Object> elements = list(type, () -> value(element));
    if (elements.size() != length) {
      throw error(start, WaveFault.OTHER_LENGTH, type, elements.size());
    }
    return Lists.of(elements.toArray(), element);
  }

  /** A map is written as the list of pairs that it is to the ABI. */
  private Object map(ValueType type, ValueType keyType, ValueType valueType) {
    Map<Object, Object> map = new LinkedHashMap<>();
    String pairText = "tuple<" + keyType + ", " + valueType + ">";
    List<ValueType> pair = List.of(keyType, valueType);
    for (Object each : list(type, () -> tuple(pairText, pair))) {
      Object[] entry = (Object[]) each;
      map.put(entry[0], entry[1]);
    }
    return Collections.unmodifiableMap(map);
  }

  private Object[] tuple(String type, List<ValueType> types) {
    if (token.kind() != Kind.PAREN_OPEN) {
      throw expected(type);
    }
    next();
    Object[] elements = new Object[types.size()];
    for (int i = 0; i < elements.length; i++) {
      if (token.kind() == Kind.PAREN_CLOSE) {
        throw error(WaveFault.TOO_FEW_ELEMENTS, type, i);
      }
      elements[i] = value(types.get(i));
      if (!accept(Kind.COMMA) && i + 1 < elements.length && token.kind() != Kind.PAREN_CLOSE) {
        throw error(WaveFault.UNEXPECTED, "`,` or `)`", found());
      }
    }
    if (token.kind() != Kind.PAREN_CLOSE) {
      throw error(WaveFault.TOO_MANY_ELEMENTS, elements.length, type, found());
    }
    next();
    return elements;
  }

  private Object record(ValueType type, List<Field<ValueType>> fields) {
    WaveToken open = token;
    if (token.kind() != Kind.BRACE_OPEN) {
      throw expected(type);
    }
    next();
    List<String> names = fields.stream().map(Field::name).toList();
    @Nullable Object[] values = new @Nullable Object[fields.size()];
    if (token.kind() == Kind.BRACE_CLOSE) {
      throw WaveFault.EMPTY_FLAGS
          .error(type)
          .at(span(open).to(span(token)))
          .help("a record without fields is written `{:}`")
          .toException();
    }
    if (!accept(Kind.COLON)) {
      while (token.kind() != Kind.BRACE_CLOSE) {
        int index = member(type, names, "field");
        if (values[index] != null) {
          throw error(WaveFault.FIELD_TWICE, names.get(index));
        }
        next();
        expect(Kind.COLON, "`:`");
        values[index] = value(fields.get(index).type());
        if (!accept(Kind.COMMA)) {
          break;
        }
      }
    }
    WaveToken close = expect(Kind.BRACE_CLOSE, "`,` or `}`");
    Object[] complete = new Object[values.length];
    for (int i = 0; i < complete.length; i++) {
      Object value = values[i];
      if (value == null && !(fields.get(i).type().shape() instanceof Shape.Option(_))) {
        throw WaveFault.MISSING_FIELD
            .error(names.get(i), fields.get(i).type())
            .at(span(open).to(span(close)))
            .toException();
      }
      complete[i] = value == null ? Optional.empty() : value;
    }
    return RecordValue.codec(names).construct(complete);
  }

  private Object flags(ValueType type, List<String> labels) {
    if (token.kind() != Kind.BRACE_OPEN) {
      throw expected(type);
    }
    next();
    int bits = 0;
    while (token.kind() != Kind.BRACE_CLOSE) {
      int index = member(type, labels, "flag");
      if ((bits & (1 << index)) != 0) {
        throw error(WaveFault.FLAG_TWICE, labels.get(index));
      }
      bits |= 1 << index;
      next();
      if (!accept(Kind.COMMA)) {
        break;
      }
    }
    expect(Kind.BRACE_CLOSE, "`,` or `}`");
    return FlagsValue.codec(labels).construct(bits);
  }

  /** The index of the field or flag that the token names; keywords need no mark here. */
  private int member(ValueType type, List<String> names, String what) {
    if (token.kind() != Kind.LABEL) {
      throw error(WaveFault.UNEXPECTED, "the name of a " + what, found());
    }
    String name = text(token).startsWith("%") ? text(token).substring(1) : text(token);
    int index = names.indexOf(name);
    if (index < 0) {
      throw error(WaveFault.UNKNOWN_NAME, what, name, type);
    }
    return index;
  }

  private Object variant(ValueType type, List<Case<ValueType>> cases) {
    WaveToken start = token;
    List<String> labels = cases.stream().map(Case::name).toList();
    int index = caseOf(type, labels);
    return VariantValue.codec(labels)
        .construct(index, payload(start, labels.get(index), cases.get(index).type()));
  }

  /** The index of the case that the token names; keywords must be marked. */
  private int caseOf(ValueType type, List<String> labels) {
    if (token.kind() != Kind.LABEL) {
      throw expected(type);
    }
    String label = text(token);
    if (WaveTypes.isKeyword(label)) {
      Diagnostic error = WaveFault.KEYWORD.error(type, label).at(span(token));
      throw (labels.contains(label) ? error.help("write `%" + label + "` for the case") : error)
          .toException();
    }
    String name = label.startsWith("%") ? label.substring(1) : label;
    int index = labels.indexOf(name);
    if (index < 0) {
      throw error(WaveFault.UNKNOWN_NAME, "case", name, type);
    }
    next();
    return index;
  }

  private @Nullable Object payload(WaveToken start, String label, Optional<ValueType> type) {
    if (type.isEmpty()) {
      if (token.kind() == Kind.PAREN_OPEN) {
        throw error(WaveFault.NO_PAYLOAD, label);
      }
      return null;
    }
    if (token.kind() != Kind.PAREN_OPEN) {
      throw error(start, WaveFault.MISSING_PAYLOAD, label, type.get());
    }
    next();
    Object value = value(type.get());
    expect(Kind.PAREN_CLOSE, "`)`");
    return value;
  }

  private Object option(ValueType type, ValueType element) {
    WaveToken start = token;
    if (isLabel("none")) {
      next();
      return Optional.empty();
    }
    if (isLabel("some")) {
      next();
      return Optional.ofNullable(payload(start, "some", Optional.of(element)));
    }
    if (WaveTypes.mayBeFlat(element)) {
      return Optional.of(value(element));
    }
    throw expected(type);
  }

  @SuppressWarnings("NullAway") // A side without a payload has null for its value.
  private Object result(ValueType type, Optional<ValueType> ok, Optional<ValueType> error) {
    WaveToken start = token;
    if (isLabel("ok")) {
      next();
      return Result.ok(payload(start, "ok", ok));
    }
    if (isLabel("err")) {
      next();
      return Result.err(payload(start, "err", error));
    }
    if (ok.isPresent() && WaveTypes.mayBeFlat(ok.get())) {
      return Result.ok(value(ok.get()));
    }
    throw expected(type);
  }

  private boolean isLabel(String label) {
    return token.kind() == Kind.LABEL && text(token).equals(label);
  }

  private void next() {
    token = lexer.next();
  }

  private boolean accept(Kind kind) {
    if (token.kind() != kind) {
      return false;
    }
    next();
    return true;
  }

  private WaveToken expect(Kind kind, String what) {
    WaveToken found = token;
    if (found.kind() != kind) {
      throw error(WaveFault.UNEXPECTED, what, found());
    }
    if (kind != Kind.END) {
      next();
    }
    return found;
  }

  private String text(WaveToken of) {
    return text.substring(of.start(), of.end());
  }

  private Span span(WaveToken of) {
    return source.span(of.start(), of.end());
  }

  private String found() {
    String found = text(token);
    return found.isEmpty() ? "the end" : "`" + Excerpt.of(found, 40) + "`";
  }

  private RuntimeException expected(ValueType type) {
    return expected(type.toString());
  }

  private RuntimeException expected(String type) {
    return error(WaveFault.OTHER_VALUE, type, found());
  }

  private RuntimeException noText(ValueType type) {
    return error(WaveFault.NO_TEXT, type);
  }

  private RuntimeException error(WaveFault fault, Object... facts) {
    return error(token, fault, facts);
  }

  private RuntimeException error(WaveToken at, WaveFault fault, Object... facts) {
    return fault.error(facts).at(span(at)).toException();
  }
}

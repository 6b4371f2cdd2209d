package dev.witj.runtime.wave;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.FutureType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.StreamType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.runtime.internal.abi.Lists;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes values so that reading them gives the same values. */
final class WavePrinter {
  private final StringBuilder out;

  WavePrinter(StringBuilder out) {
    this.out = out;
  }

  void value(ValType type, Object value) {
    switch (type) {
      case Primitive primitive -> primitive(primitive, value);
      case ListType(var element) -> list(element, Lists.elements(value, element));
      case FixedListType(var element, var length) -> list(element, Lists.elements(value, element));
      case MapType(var keyType, var valueType) ->
          list(
              TupleType.of(keyType, valueType),
              ((Map<?, ?>) value)
                  .entrySet().stream()
                      .map(entry -> Tuple.of(entry.getKey(), entry.getValue()))
                      .toList());
      case RecordType record -> record(record, record.codec().fields(value));
      case TupleType(var elements) -> {
        Object[] values = ((Tuple) value).toArray();
        String separator = "(";
        for (int i = 0; i < values.length; i++) {
          out.append(separator);
          value(elements.get(i), values[i]);
          separator = ", ";
        }
        out.append(')');
      }
      case VariantType(var cases, var codec) -> {
        ValType.Case chosen = cases.get(codec.caseIndex(value));
        label(chosen.name());
        payload(chosen.type(), codec.payload(value));
      }
      case EnumType(var labels, var codec) -> label(labels.get(codec.index(value)));
      case FlagsType(var labels, var codec) -> {
        int bits = codec.bits(value);
        String separator = "";
        out.append('{');
        for (int i = 0; i < labels.size(); i++) {
          if ((bits & (1 << i)) != 0) {
            out.append(separator).append(labels.get(i));
            separator = ", ";
          }
        }
        out.append('}');
      }
      case OptionType(var element) -> {
        Optional<?> option = (Optional<?>) value;
        out.append(option.isPresent() ? "some" : "none");
        option.ifPresent(it -> payload(Optional.of(element), it));
      }
      case ResultType(var ok, var error) -> {
        switch ((Result<?, ?>) value) {
          case Result.Ok<?, ?>(var it) -> {
            out.append("ok");
            payload(ok, it);
          }
          case Result.Err<?, ?>(var it) -> {
            out.append("err");
            payload(error, it);
          }
        }
      }
      case OwnType _, BorrowType _, StreamType _, FutureType _ -> throw noText(type);
    }
  }

  private void primitive(Primitive type, Object value) {
    switch (type) {
      case BOOL -> out.append((Boolean) value);
      case S8, U8, S16, U16, S32, U32, S64 -> out.append(((Number) value).longValue());
      case U64 -> out.append(Long.toUnsignedString((Long) value));
      case F32 -> {
        float number = (Float) value;
        decimal(number, Float.toString(number));
      }
      case F64 -> {
        double number = (Double) value;
        decimal(number, Double.toString(number));
      }
      case CHAR -> {
        out.append('\'');
        WaveStrings.appendEscaped(out, (Integer) value);
        out.append('\'');
      }
      case STRING -> {
        out.append('"');
        ((String) value).codePoints().forEach(c -> WaveStrings.appendEscaped(out, c));
        out.append('"');
      }
      case ERROR_CONTEXT -> throw noText(type);
    }
  }

  /** The shortest digits that name the number, without an exponent. */
  private void decimal(double number, String shortest) {
    if (Double.isNaN(number)) {
      out.append("nan");
    } else if (Double.isInfinite(number)) {
      out.append(number > 0 ? "inf" : "-inf");
    } else if (number == 0) {
      out.append(1 / number < 0 ? "-0" : "0");
    } else {
      out.append(new BigDecimal(shortest).stripTrailingZeros().toPlainString());
    }
  }

  private void list(ValType element, List<?> elements) {
    String separator = "";
    out.append('[');
    for (Object it : elements) {
      out.append(separator);
      value(element, it);
      separator = ", ";
    }
    out.append(']');
  }

  /** Options that are none are left out. */
  private void record(RecordType type, Object[] values) {
    String separator = "{";
    for (int i = 0; i < values.length; i++) {
      Field field = type.fields().get(i);
      if (!(values[i] instanceof Optional<?> option) || option.isPresent()) {
        out.append(separator).append(field.name()).append(": ");
        value(field.type(), values[i]);
        separator = ", ";
      }
    }
    out.append(separator.equals("{") ? "{:}" : "}");
  }

  private void label(String label) {
    out.append(WaveTypes.isKeyword(label) ? "%" : "").append(label);
  }

  private void payload(Optional<ValType> type, @Nullable Object payload) {
    if (type.isPresent() && payload != null) {
      out.append('(');
      value(type.get(), payload);
      out.append(')');
    }
  }

  private static RuntimeException noText(ValType type) {
    return Diagnostic.error(
            RuntimeCode.WAVE_TYPE, "values of type %s have no text form".formatted(type.witText()))
        .toException();
  }
}

package dev.witj.runtime.wave;

import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.internal.Decimals;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.internal.abi.Lists;
import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.ValueCodec.VariantCodec;
import dev.witj.runtime.value.VariantValue;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes values so that reading them gives the same values. */
final class WavePrinter {
  private static final int AT_ONCE = 1024;

  private final StringBuilder out;
  private final Runnable pause;

  /** A printer that waits for what comes later. */
  WavePrinter(StringBuilder out) {
    this(out, () -> {});
  }

  /**
   * A printer that shows what it has before it waits.
   *
   * @param pause called then; may empty the builder
   */
  WavePrinter(StringBuilder out, Runnable pause) {
    this.out = out;
    this.pause = pause;
  }

  void value(ValueType type, Object value) {
    switch (type.shape()) {
      case Shape.Primitive(var primitive) -> primitive(primitive, value);
      case Shape.ListOf(var element) -> list(element, Lists.elements(value, element));
      case Shape.FixedList(var element, _) -> list(element, Lists.elements(value, element));
      case Shape.MapOf(var keyType, var valueType) -> {
        String separator = "";
        out.append('[');
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          out.append(separator);
          tuple(List.of(keyType, valueType), new Object[] {entry.getKey(), entry.getValue()});
          separator = ", ";
        }
        out.append(']');
      }
      case Shape.RecordOf(var fields) ->
          record(
              fields, RecordValue.codec(fields.stream().map(Field::name).toList()).fields(value));
      case Shape.Tuple(var elements) -> tuple(elements, ((Tuple) value).toArray());
      case Shape.Variant(var cases) -> {
        VariantCodec codec = VariantValue.codec(cases.stream().map(Case::name).toList());
        Case<ValueType> chosen = cases.get(codec.caseIndex(value));
        label(chosen.name());
        payload(chosen.type(), codec.payload(value));
      }
      case Shape.Enumeration(var labels) -> label(labels.get(EnumValue.codec(labels).index(value)));
      case Shape.Flags(var labels) -> {
        int bits = FlagsValue.codec(labels).bits(value);
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
      case Shape.Option(var element) -> {
        Optional<?> option = (Optional<?>) value;
        out.append(option.isPresent() ? "some" : "none");
        option.ifPresent(it -> payload(Optional.of(element), it));
      }
      case Shape.Result(var ok, var error) -> {
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
      case Shape.Stream(var item) -> stream(orNoText(item, type), (StreamReader<?>) value);
      case Shape.Future(var later) -> future(orNoText(later, type), (WitFuture<?>) value);
      case Shape.ResourceHandle<ValueType, ResourceName> _ -> throw noText(type);
    }
  }

  private static ValueType orNoText(Optional<ValueType> element, ValueType of) {
    return element.orElseThrow(() -> noText(of));
  }

  /** The list of what comes, each item when it comes. */
  private void stream(ValueType item, StreamReader<?> stream) {
    try (stream) {
      String separator = "";
      out.append('[');
      while (true) {
        pause.run();
        List<?> items = stream.read(AT_ONCE);
        if (items.isEmpty()) {
          break;
        }
        for (Object it : items) {
          out.append(separator);
          value(item, it);
          separator = ", ";
        }
      }
      out.append(']');
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void future(ValueType type, WitFuture<?> future) {
    pause.run();
    try (future) {
      value(type, Objects.requireNonNull(future.get()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static RuntimeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    CancellationException cancelled = new CancellationException("interrupted");
    cancelled.initCause(e);
    return cancelled;
  }

  private void tuple(List<ValueType> elements, Object[] values) {
    String separator = "(";
    for (int i = 0; i < values.length; i++) {
      out.append(separator);
      value(elements.get(i), values[i]);
      separator = ", ";
    }
    out.append(')');
  }

  private void primitive(PrimitiveType type, Object value) {
    switch (type) {
      case BOOL -> out.append((Boolean) value);
      case S8, U8, S16, U16, S32, U32, S64 -> out.append(((Number) value).longValue());
      case U64 -> out.append(Long.toUnsignedString((Long) value));
      case F32 -> {
        float number = (Float) value;
        decimal(number, () -> Decimals.shortest(number));
      }
      case F64 -> {
        double number = (Double) value;
        decimal(number, () -> Decimals.shortest(number));
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
      case ERROR_CONTEXT -> throw noText(ValueType.of(type));
    }
  }

  /** The shortest digits that name the number, without an exponent. */
  private void decimal(double number, Supplier<BigDecimal> shortest) {
    if (Double.isNaN(number)) {
      out.append("nan");
    } else if (Double.isInfinite(number)) {
      out.append(number > 0 ? "inf" : "-inf");
    } else if (number == 0) {
      out.append(1 / number < 0 ? "-0" : "0");
    } else {
      out.append(shortest.get().stripTrailingZeros().toPlainString());
    }
  }

  private void list(ValueType element, List<?> elements) {
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
  private void record(List<Field<ValueType>> fields, Object[] values) {
    String separator = "{";
    for (int i = 0; i < values.length; i++) {
      Field<ValueType> field = fields.get(i);
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

  private void payload(Optional<ValueType> type, @Nullable Object payload) {
    if (type.isPresent() && payload != null) {
      out.append('(');
      value(type.get(), payload);
      out.append(')');
    }
  }

  private static RuntimeException noText(ValueType type) {
    return WaveFault.NO_TEXT.error(type).toException();
  }
}

package dev.witj.runtime.wave;

import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.RuntimeCode;
import dev.witj.types.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes values as text. Values take the Java form of their type, see {@link
 * dev.witj.runtime.value.ValueCodec}.
 *
 * <pre>{@code
 * Wave.parse(ValueType.of(PrimitiveType.U8), "7");      // 7
 * WaveCall call = Wave.parseCall("add(1, 2)");
 * Object[] arguments = call.arguments(add.type());
 * Wave.print(ValueType.of(PrimitiveType.STRING), "hi"); // "hi", with its quotes
 * }</pre>
 *
 * @see <a
 *     href="https://github.com/bytecodealliance/wasm-tools/blob/main/crates/wasm-wave/README.md">WAVE</a>
 */
public final class Wave {
  private Wave() {}

  /**
   * The value that a text stands for.
   *
   * @throws DiagnosticException if the text is malformed ({@code wave-syntax}) or of another type
   *     ({@code wave-type})
   */
  public static Object parse(ValueType type, String text) {
    WaveParser parser = new WaveParser(Source.text("value", text), text, 0);
    Object value = parser.value(type);
    parser.end();
    return value;
  }

  /**
   * A call, {@code name(argument, …)}. The name is whatever stands before the parenthesis, so that
   * it may be qualified; the arguments are read when their types are known.
   *
   * @throws DiagnosticException if there is no name or no parenthesis
   */
  public static WaveCall parseCall(String text) {
    return WaveCall.of(Source.text("call", text), text);
  }

  /**
   * The text of a value. That of a stream is the list of all that comes, that of a future is its
   * value: this waits for them.
   *
   * @throws DiagnosticException if the value does not fit the type, or is a handle, which has none
   */
  public static String print(ValueType type, Object value) {
    StringBuilder out = new StringBuilder();
    print(type, value, new WavePrinter(out));
    return out.toString();
  }

  private static void print(ValueType type, Object value, WavePrinter printer) {
    try {
      printer.value(type, value);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new DiagnosticException(
          RuntimeCode.VALUE_FORM.error(String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * The text of a call with named arguments, {@code name(parameter: argument, …)}, as for a log.
   *
   * @throws DiagnosticException as {@link #print}
   */
  public static String printCall(String name, FunctionType type, Object... arguments) {
    StringBuilder out = new StringBuilder(name).append('(');
    for (int i = 0; i < arguments.length; i++) {
      Field<ValueType> param = type.signature().params().get(i);
      out.append(i == 0 ? "" : ", ").append(param.name()).append(": ");
      out.append(print(param.type(), arguments[i]));
    }
    return out.append(')').toString();
  }

  /**
   * The text of what a function returned, {@code ()} where it has no result.
   *
   * @throws DiagnosticException as {@link #print}
   */
  public static String printResult(FunctionType type, @Nullable Object result) {
    return type.signature().result().isEmpty() || result == null
        ? "()"
        : print(type.signature().result().get(), result);
  }

  /**
   * Writes what {@link #printResult} gives, and what streams give as it arrives.
   *
   * @param to flushed whenever there is something to wait for
   * @throws IOException if writing fails
   * @throws DiagnosticException as {@link #print}
   */
  public static void writeResult(FunctionType type, @Nullable Object result, Writer to)
      throws IOException {
    if (type.signature().result().isEmpty() || result == null) {
      to.append("()");
      return;
    }
    StringBuilder out = new StringBuilder();
    try {
      print(
          type.signature().result().get(),
          result,
          new WavePrinter(
              out,
              () -> {
                try {
                  to.append(out).flush();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                out.setLength(0);
              }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    to.append(out);
  }
}

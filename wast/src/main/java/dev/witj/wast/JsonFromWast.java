package dev.witj.wast;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Span;
import dev.witj.wat.WastDirective;
import dev.witj.wat.WastModule;
import dev.witj.wat.WastScript;
import dev.witj.wat.WastValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Turns a script into JSON commands and files, one for each module: the form in which engines that
 * have no text parser of their own run the specification's tests.
 */
public final class JsonFromWast {
  private final String stem;
  private final SequencedMap<String, byte[]> files = new LinkedHashMap<>();
  private int fileNumber;

  private JsonFromWast(String stem) {
    this.stem = stem;
  }

  /**
   * The commands and what they refer to.
   *
   * @param json the commands
   * @param files the content of each file, by its name
   */
  public record Converted(String json, Map<String, byte[]> files) {}

  /**
   * Converts a script.
   *
   * @param stem what the names of the modules' files begin with
   * @param pretty whether the JSON is indented rather than one line
   * @throws DiagnosticException if a module that needs to be assembled cannot be
   */
  public static Converted convert(WastScript script, String stem, boolean pretty) {
    JsonFromWast converter = new JsonFromWast(stem);
    String json =
        WastJson.text(
            pretty,
            out -> {
              out.writeStartObject();
              out.writeStringField("source_filename", script.source().name());
              converter.commands(script.directives(), out);
              out.writeEndObject();
            });
    return new Converted(json, Collections.unmodifiableMap(converter.files));
  }

  private void commands(List<WastDirective> directives, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("commands");
    for (WastDirective directive : directives) {
      json.writeStartObject();
      command(directive, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void command(WastDirective directive, JsonGenerator json) throws IOException {
    switch (directive) {
      case WastDirective.Define define -> {
        head("module", define.span(), json);
        optional("name", define.module().name(), json);
        file(define.module(), true, json);
      }
      case WastDirective.Definition definition -> {
        head("module_definition", definition.span(), json);
        optional("name", definition.module().name(), json);
        file(definition.module(), true, json);
      }
      case WastDirective.Instance instance -> {
        head("module_instance", instance.span(), json);
        optional("instance", instance.instance(), json);
        optional("module", instance.definition(), json);
      }
      case WastDirective.Register register -> {
        head("register", register.span(), json);
        optional("name", register.instance(), json);
        json.writeStringField("as", register.name());
      }
      case WastDirective.Perform perform -> {
        head("action", perform.span(), json);
        action(perform.action(), json);
      }
      case WastDirective.AssertReturn result -> {
        execution("assert_return", result.execution(), json);
        json.writeArrayFieldStart("expected");
        for (WastValue value : result.results()) {
          value(value, json);
        }
        json.writeEndArray();
      }
      case WastDirective.AssertTrap trap -> {
        switch (trap.execution()) {
          case WastDirective.Action action -> execution("assert_trap", action, json);
          case WastDirective.Instantiation made -> {
            head("assert_uninstantiable", made.span(), json);
            file(made.module(), true, json);
          }
        }
        json.writeStringField("text", trap.message());
      }
      case WastDirective.AssertExhaustion exhaustion -> {
        execution("assert_exhaustion", exhaustion.call(), json);
        json.writeStringField("text", exhaustion.message());
      }
      case WastDirective.AssertException exception ->
          execution("assert_exception", exception.execution(), json);
      case WastDirective.AssertSuspension suspension -> {
        execution("assert_suspension", suspension.execution(), json);
        json.writeStringField("text", suspension.message());
      }
      case WastDirective.AssertUnlinkable unlinkable -> {
        head("assert_unlinkable", unlinkable.module().span(), json);
        file(unlinkable.module(), true, json);
        json.writeStringField("text", unlinkable.message());
      }
      case WastDirective.AssertMalformed malformed -> {
        String type = malformed.custom() ? "assert_malformed_custom" : "assert_malformed";
        head(type, malformed.module().span(), json);
        file(malformed.module(), false, json);
        json.writeStringField("text", malformed.message());
      }
      case WastDirective.AssertInvalid invalid -> {
        head(
            invalid.custom() ? "assert_invalid_custom" : "assert_invalid",
            invalid.module().span(),
            json);
        file(invalid.module(), true, json);
        json.writeStringField("text", invalid.message());
      }
      case WastDirective.StartThread thread -> {
        head("thread", thread.span(), json);
        json.writeStringField("name", thread.name());
        optional("shared_module", thread.shared(), json);
        commands(thread.directives(), json);
      }
      case WastDirective.AwaitThread wait -> {
        head("wait", wait.span(), json);
        json.writeStringField("thread", wait.thread());
      }
    }
  }

  private static void head(String type, Span span, JsonGenerator json) throws IOException {
    json.writeStringField("type", type);
    json.writeNumberField("line", span.source().position(span.start()).line());
  }

  private static void optional(String field, Optional<String> value, JsonGenerator json)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }

  /** A module's file; quoted text has one of its own, and a binary if that must exist. */
  private void file(WastModule module, boolean assembles, JsonGenerator json) throws IOException {
    String name = stem + "." + fileNumber++;
    if (module.form() != WastModule.Form.QUOTE) {
      files.put(name + ".wasm", module.toBinary());
      json.writeStringField("filename", name + ".wasm");
      json.writeStringField("module_type", "binary");
      return;
    }
    String text = module.quoted().text().orElseThrow();
    files.put(name + ".wat", text.getBytes(StandardCharsets.UTF_8));
    json.writeStringField("filename", name + ".wat");
    json.writeStringField("module_type", "text");
    if (assembles) {
      files.put(name + ".wasm", module.toBinary());
      json.writeStringField("binary_filename", name + ".wasm");
    }
  }

  private void execution(String type, WastDirective.Execution execution, JsonGenerator json)
      throws IOException {
    head(type, execution.span(), json);
    switch (execution) {
      case WastDirective.Action action -> action(action, json);
      case WastDirective.Instantiation made -> {
        json.writeObjectFieldStart("module");
        json.writeStringField("type", "module");
        file(made.module(), true, json);
        json.writeEndObject();
      }
    }
  }

  private static void action(WastDirective.Action action, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("action");
    switch (action) {
      case WastDirective.Invoke invoke -> {
        json.writeStringField("type", "invoke");
        optional("module", invoke.instance(), json);
        json.writeStringField("field", invoke.function());
        json.writeArrayFieldStart("args");
        for (WastValue value : invoke.arguments()) {
          value(value, json);
        }
        json.writeEndArray();
      }
      case WastDirective.Get get -> {
        json.writeStringField("type", "get");
        optional("module", get.instance(), json);
        json.writeStringField("field", get.global());
      }
    }
    json.writeEndObject();
  }

  // Values.

  private static void value(WastValue value, JsonGenerator json) throws IOException {
    json.writeStartObject();
    switch (value) {
      case WastValue.I32 number -> scalar("i32", Integer.toString(number.value()), json);
      case WastValue.I64 number -> scalar("i64", Long.toString(number.value()), json);
      case WastValue.F32 number -> scalar("f32", Integer.toUnsignedString(number.bits()), json);
      case WastValue.F64 number -> scalar("f64", Long.toUnsignedString(number.bits()), json);
      case WastValue.Nan nan ->
          scalar(nan.single() ? "f32" : "f64", "nan:" + lower(nan.kind()), json);
      case WastValue.V128 vector -> vector(vector, json);
      case WastValue.RefNull ref -> refNull(ref, json);
      case WastValue.RefExtern ref ->
          scalar("externref", Integer.toUnsignedString(ref.value()), json);
      case WastValue.RefHost ref -> scalar("anyref", Integer.toUnsignedString(ref.value()), json);
      case WastValue.AnyRef ref -> {
        String type =
            ref.type().endsWith("_shared")
                ? ref.type().replace("_shared", "refshared")
                : ref.type() + "ref";
        json.writeStringField("type", type);
        if (ref.index().isPresent()) {
          json.writeObjectFieldStart("value");
          json.writeNumberField("index", Integer.toUnsignedLong(ref.index().get()));
          json.writeEndObject();
        }
      }
      case WastValue.Either either -> {
        json.writeStringField("type", "either");
        values("values", either.alternatives(), json);
      }
      case WastValue.Bool bool -> {
        json.writeStringField("type", "bool");
        json.writeBooleanField("value", bool.value());
      }
      case WastValue.Int number ->
          scalar(
              lower(number.type()),
              number.type().isSigned()
                  ? Long.toString(number.value())
                  : Long.toUnsignedString(number.value()),
              json);
      case WastValue.Char character ->
          scalar("char", Character.toString(character.codePoint()), json);
      case WastValue.Str string -> scalar("string", string.value(), json);
      case WastValue.ListOf list -> {
        json.writeStringField("type", "list");
        values("value", list.elements(), json);
      }
      case WastValue.TupleOf tuple -> {
        json.writeStringField("type", "tuple");
        values("value", tuple.elements(), json);
      }
      case WastValue.RecordOf record -> {
        json.writeStringField("type", "record");
        json.writeArrayFieldStart("value");
        for (WastValue.Field field : record.fields()) {
          json.writeStartArray();
          json.writeString(field.name());
          value(field.value(), json);
          json.writeEndArray();
        }
        json.writeEndArray();
      }
      case WastValue.VariantOf variant -> {
        json.writeStringField("type", "variant");
        json.writeObjectFieldStart("value");
        json.writeStringField("case", variant.label());
        if (variant.payload().isPresent()) {
          payload("payload", variant.payload(), json);
        }
        json.writeEndObject();
      }
      case WastValue.EnumOf label -> scalar("enum", label.label(), json);
      case WastValue.OptionOf option -> {
        json.writeStringField("type", "option");
        payload("value", option.value(), json);
      }
      case WastValue.ResultOf result -> {
        json.writeStringField("type", "result");
        json.writeObjectFieldStart("value");
        payload(result.ok() ? "Ok" : "Err", result.payload(), json);
        json.writeEndObject();
      }
      case WastValue.FlagsOf flags -> {
        json.writeStringField("type", "flags");
        json.writeArrayFieldStart("value");
        for (String name : flags.names()) {
          json.writeString(name);
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private static void payload(String field, Optional<WastValue> value, JsonGenerator json)
      throws IOException {
    json.writeFieldName(field);
    if (value.isPresent()) {
      value(value.get(), json);
    } else {
      json.writeNull();
    }
  }

  private static void values(String field, List<WastValue> values, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (WastValue value : values) {
      value(value, json);
    }
    json.writeEndArray();
  }

  private static void vector(WastValue.V128 vector, JsonGenerator json) throws IOException {
    json.writeStringField("type", "v128");
    json.writeStringField("lane_type", vector.shape().lane());
    List<String> lanes = new ArrayList<>();
    for (WastValue lane : vector.lanes()) {
      lanes.add(
          switch (lane) {
            case WastValue.I32 number -> Integer.toString(number.value());
            case WastValue.I64 number -> Long.toString(number.value());
            case WastValue.F32 number -> Integer.toUnsignedString(number.bits());
            case WastValue.F64 number -> Long.toUnsignedString(number.bits());
            case WastValue.Nan nan -> "nan:" + lower(nan.kind());
            default -> throw new IllegalArgumentException("no lane: " + lane);
          });
    }
    json.writeArrayFieldStart("value");
    for (String lane : lanes) {
      json.writeString(lane);
    }
    json.writeEndArray();
  }

  private static void refNull(WastValue.RefNull ref, JsonGenerator json) throws IOException {
    if (ref.heapType().isEmpty()) {
      json.writeStringField("type", "refnull");
      return;
    }
    String heap = ref.heapType().get().replace("shared ", "");
    boolean concrete = heap.startsWith("$") || Character.isDigit(heap.charAt(0));
    switch (concrete ? "" : heap) {
      case "" -> json.writeStringField("type", "refnull");
      case "none" -> json.writeStringField("type", "nullref");
      case "nofunc", "noextern", "noexn", "nocont" ->
          json.writeStringField("type", "null" + heap.substring("no".length()) + "ref");
      default -> scalar(heap + "ref", "null", json);
    }
  }

  private static void scalar(String type, String value, JsonGenerator json) throws IOException {
    json.writeStringField("type", type);
    json.writeStringField("value", value);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

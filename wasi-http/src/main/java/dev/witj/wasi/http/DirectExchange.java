package dev.witj.wasi.http;

import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.BodySource;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.http.exchange.RequestHead;
import dev.witj.wasi.http.internal.Answering.Outcome;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request from within this process; its answer is kept in memory. */
final class DirectExchange implements IncomingExchange {
  private final HttpRequest request;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private int status;
  private List<Field> headers = List.of();
  private @Nullable BodyPipe pipe;
  private boolean ended;

  DirectExchange(HttpRequest request) {
    this.request = request;
  }

  @Override
  public RequestHead head() {
    List<Field> fields = new ArrayList<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!Field.isForbidden(name)) {
                fields.add(Field.of(name, value));
              }
            });
    boolean announced = fields.stream().anyMatch(field -> field.is("content-length"));
    if (request.body().length > 0 && !announced) {
      fields.add(Field.of("content-length", String.valueOf(request.body().length)));
    }
    return new RequestHead(request.method(), "http", "localhost", request.path(), fields);
  }

  @Override
  public BodySource body() {
    return BodySource.of(request.body());
  }

  @Override
  public void respond(int code, List<Field> fields, BodyPipe body) {
    status = code;
    headers = fields;
    pipe = body;
    body.carry(this::take);
  }

  private void take() {
    BodyPipe from = pipe;
    if (from == null) {
      return;
    }
    for (BodyPipe.Next next = from.take(); next != null; next = from.take()) {
      written.writeBytes(next.bytes());
      ended |= next.last();
      from.sent();
    }
  }

  boolean responded() {
    return pipe != null;
  }

  HttpResponse response(Outcome outcome) {
    BodyPipe from = pipe;
    if (from == null) {
      String text =
          outcome
              .error()
              .map(error -> "the guest gave an error: " + error + "\n")
              .orElse("the guest did not answer\n");
      return new HttpResponse(
          500, Map.of(), text.getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.of(), false);
    }
    return new HttpResponse(
        status, map(headers), written.toByteArray(), map(from.trailers()), ended);
  }

  private static Map<String, List<String>> map(List<Field> fields) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    fields.forEach(
        field ->
            map.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(field.text()));
    return map;
  }
}

package dev.witj.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.witj.wasi.http.HttpEvent;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Optional;

/** Says what was answered, a line each; what went wrong is said in any case. */
final class AccessLog {
  /** How it is said. */
  enum Format {
    text,
    json
  }

  private final PrintStream target;
  private final Optional<Format> format;

  AccessLog(PrintStream target, Optional<Format> format) {
    this.target = target;
    this.format = format;
  }

  void say(HttpEvent event) {
    if (format.isPresent()) {
      target.println(
          switch (format.get()) {
            case text -> text(event);
            case json -> json(event);
          });
    }
    if (event.problem().isPresent() && format.orElse(Format.text) == Format.text) {
      target.println(
          "error: request %s, %s %s: the guest %s"
              .formatted(
                  event.number(),
                  TerminalSafeWriter.line(event.method()),
                  TerminalSafeWriter.line(event.path()),
                  TerminalSafeWriter.line(event.problem().get())));
    }
  }

  private static String text(HttpEvent event) {
    return "%s \"%s %s\" %s %s %s %sms"
        .formatted(
            event.client(),
            quoted(event.method()),
            quoted(event.path()),
            event.status(),
            event.requestBytes(),
            event.responseBytes(),
            BigDecimal.valueOf(event.nanos() / 1000, 3));
  }

  /** Between quotation marks, it cannot end them. */
  private static String quoted(String text) {
    return TerminalSafeWriter.line(text).replace("\"", "%22");
  }

  private static String json(HttpEvent event) {
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("request", event.number());
    line.put("client", event.client());
    line.put("method", event.method());
    line.put("path", event.path());
    line.put("status", event.status());
    line.put("request_bytes", event.requestBytes());
    line.put("response_bytes", event.responseBytes());
    line.put("micros", event.nanos() / 1000);
    event.problem().ifPresent(problem -> line.put("problem", problem));
    return TerminalSafeWriter.safe(line.toString());
  }
}

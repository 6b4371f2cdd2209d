package dev.witj.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a policy can say of a component, in the words of the command line's options. */
enum PolicyKey {
  ARGS("args", Form.BOOLEAN),
  STDIO("stdio", Form.TEXTS),
  DIR("dir", Form.TEXTS),
  ENV("env", Form.TEXTS),
  ALLOW_OUTBOUND("allow-outbound", Form.TEXTS),
  ALLOW_INBOUND("allow-inbound", Form.TEXTS),
  ALLOW_RESOLVE("allow-resolve", Form.TEXTS),
  INHERIT_NETWORK("inherit-network", Form.BOOLEAN),
  CONFIG("config", Form.TEXTS),
  KEYVALUE("keyvalue", Form.TEXTS),
  LOG("log", Form.TEXT),
  TIME_ZONE("time-zone", Form.TEXT);

  private final String text;
  private final Form form;

  PolicyKey(String text, Form form) {
    this.text = text;
    this.form = form;
  }

  /** What a value is. */
  enum Form {
    /** True or false. */
    BOOLEAN,
    /** A text. */
    TEXT,
    /** An array of texts. */
    TEXTS
  }

  /** The key, as it is written; with two hyphens before it, mostly an option. */
  String text() {
    return text;
  }

  /** What its value is. */
  Form form() {
    return form;
  }

  /** The one that is written so. */
  static Optional<PolicyKey> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
  }

  /** A line of a policy. */
  String line(List<String> values) {
    List<String> quoted = values.stream().map(PolicyTemplate::quoted).toList();
    return text
        + " = "
        + switch (form) {
          case BOOLEAN -> "true";
          case TEXT -> quoted.getFirst();
          case TEXTS -> "[" + String.join(", ", quoted) + "]";
        };
  }
}

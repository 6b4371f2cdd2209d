package dev.witj.wit.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other languages, and WIT itself once, call the things of WIT. */
final class Elsewhere {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("float32", "`f32`"),
          Map.entry("float64", "`f64`"),
          Map.entry("float", "`f32`"),
          Map.entry("double", "`f64`"),
          Map.entry("boolean", "`bool`"),
          Map.entry("byte", "`u8`"),
          Map.entry("bytes", "`list<u8>`"),
          Map.entry("short", "`s16`"),
          Map.entry("int", "`s32`"),
          Map.entry("integer", "`s32`"),
          Map.entry("long", "`s64`"),
          Map.entry("i8", "`s8`"),
          Map.entry("i16", "`s16`"),
          Map.entry("i32", "`s32`"),
          Map.entry("i64", "`s64`"),
          Map.entry("uint", "`u32`"),
          Map.entry("usize", "`u32` or `u64`"),
          Map.entry("str", "`string`"),
          Map.entry("text", "`string`"),
          Map.entry("void", "written by leaving `->` and the type out"),
          Map.entry("unit", "written by leaving `->` and the type out"),
          Map.entry("array", "`list<…>`"),
          Map.entry("vec", "`list<…>`"),
          Map.entry("optional", "`option<…>`"),
          Map.entry("dict", "`map<…>`"),
          Map.entry("dictionary", "`map<…>`"),
          Map.entry("maybe", "`option<…>`"),
          Map.entry("expected", "`result<…>`"));

  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("struct", "a `record`"),
          Map.entry("class", "a `resource`"),
          Map.entry("typedef", "a `type`"),
          Map.entry("function", "`func`"),
          Map.entry("fn", "`func`"),
          Map.entry("trait", "an `interface`"),
          Map.entry("service", "an `interface`"),
          Map.entry("union", "a `variant`, which gives each case a name"));

  private Elsewhere() {}

  /** What WIT has for a type of another language. */
  static Optional<String> type(String name) {
    return help(TYPES.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What WIT has for a keyword of another language. */
  static Optional<String> keyword(String name) {
    return help(KEYWORDS.get(name));
  }

  private static Optional<String> help(@Nullable String word) {
    return word == null ? Optional.empty() : Optional.of("in WIT that is " + word);
  }
}

package dev.witj.bindgen.internal;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** From WIT labels to Java identifiers. */
final class Identifiers {
  /** What a method without parameters may not be called: those of Object. */
  static final Set<String> OBJECT_METHODS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  /**
   * What a record component may not be called besides: it would hide the package where a method of
   * the record mentions {@code java.util} in full.
   */
  static final Set<String> NO_COMPONENTS = union(OBJECT_METHODS, Set.of("java"));

  /** What a method of a resource or a world may not be called besides. */
  static final Set<String> CLOSEABLE_METHODS = union(OBJECT_METHODS, Set.of("close"));

  /** What the JVM lets a method take, one of them being {@code this}. */
  static final int MAX_SLOTS = 255;

  /** How many constants an enum has room for in the code that makes them, 64 KiB. */
  static final int MAX_CONSTANTS = 3_000;

  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*");

  private Identifiers() {}

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> all = new HashSet<>(a);
    all.addAll(b);
    return Set.copyOf(all);
  }

  /** {@code list-items} → {@code ListItems}. */
  static String upperCamel(String label) {
    StringBuilder out = new StringBuilder();
    for (String word : words(label)) {
      out.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return out.toString();
  }

  /** {@code list-items} → {@code listItems}. */
  static String lowerCamel(String label) {
    String upper = upperCamel(label);
    return Character.toLowerCase(upper.charAt(0)) + upper.substring(1);
  }

  /** {@code not-found} → {@code NOT_FOUND}. */
  static String constant(String label) {
    return words(label).stream()
        .map(word -> word.toUpperCase(Locale.ROOT))
        .collect(Collectors.joining("_"));
  }

  /** {@code key-value} → {@code key_value}, {@code package} → {@code package_}. */
  static String packageSegment(String label) {
    String segment = String.join("_", words(label));
    return SourceVersion.isKeyword(segment) ? segment + "_" : segment;
  }

  /**
   * Names for the members of one scope, in order, all different and none reserved or a keyword: an
   * underscore is added until a name is free.
   */
  static List<String> members(
      List<String> labels, UnaryOperator<String> style, Set<String> reserved) {
    Set<String> used = new HashSet<>(reserved);
    List<String> names = new ArrayList<>(labels.size());
    for (String label : labels) {
      String name = style.apply(label);
      // `yield` may be declared but not called without a qualifier.
      while (SourceVersion.isKeyword(name) || name.equals("yield") || !used.add(name)) {
        name += "_";
      }
      names.add(name);
    }
    return names;
  }

  /** How much of {@link #MAX_SLOTS} the parameters of a method use, {@code this} included. */
  static int slots(List<ParameterSpec> parameters) {
    int slots = 1;
    for (ParameterSpec parameter : parameters) {
      TypeName type = parameter.type().withoutAnnotations();
      slots += type.equals(TypeName.LONG) || type.equals(TypeName.DOUBLE) ? 2 : 1;
    }
    return slots;
  }

  /**
   * Whether a label can be told from its Java name by the rule that an upper-case letter starts a
   * word.
   */
  static boolean isToldBy(String label, String javaName) {
    return PLAIN.matcher(label).matches()
        && (javaName.equals(lowerCamel(label)) || javaName.equals(upperCamel(label)));
  }

  private static List<String> words(String label) {
    return Pattern.compile("-")
        .splitAsStream(label)
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }
}

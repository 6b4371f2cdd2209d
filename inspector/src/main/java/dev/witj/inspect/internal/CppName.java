package dev.witj.inspect.internal;

import dev.witj.inspect.internal.MangledName.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names of C++ in the mangling of the Itanium ABI, section 5.1, whose grammar the methods follow.
 * Expressions other than literals are not understood, nor is what only occurs within them.
 */
public final class CppName {
  /**
   * A type or a name: what stands left and right of the thing it is the type of.
   *
   * @param wraps whether a pointer to it needs parentheses, as one to a function does
   */
  private record Part(String left, String right, boolean wraps) {
    Part(String text) {
      this(text, "", false);
    }

    String text() {
      return left + (wraps && right.startsWith("(") ? " " : "") + right;
    }
  }

  /**
   * The name of something.
   *
   * @param text the name, without what follows the parameters
   * @param qualifiers of a member function, which do
   * @param last its last part, which constructors repeat
   * @param isTemplate whether it ends with template arguments, so that a function's type begins
   *     with what it returns
   */
  private record Name(String text, String qualifiers, String last, boolean isTemplate) {}

  private final MangledName in;
  private final List<Part> substitutions = new ArrayList<>();
  private List<String> templateArguments = List.of();

  /** Constructors, destructors and conversions return nothing, even those that are templates. */
  private boolean returnsNothing;

  private CppName(MangledName in) {
    this.in = in;
  }

  /** What a name is in the source, if C++ mangled it. */
  public static Optional<String> demangle(String name) {
    if (!name.startsWith("_Z")) {
      return Optional.empty();
    }
    MangledName in = new MangledName(name);
    in.take("_Z");
    try {
      String text = new CppName(in).encoding();
      if (!in.atEnd() && in.peek() != '.') {
        return Optional.empty();
      }
      String suffix = in.rest();
      return Optional.of(suffix.isEmpty() ? text : text + " [clone " + suffix + "]");
    } catch (NotUnderstood _) {
      return Optional.empty();
    }
  }

  private String join(String... parts) {
    return in.checked(String.join("", parts));
  }

  // Encodings.

  private String encoding() {
    in.enter();
    String text;
    if (in.peek() == 'T' || in.peek() == 'G') {
      text = special();
    } else {
      text = function();
    }
    in.leave();
    return text;
  }

  private String function() {
    returnsNothing = false;
    Name name = name();
    if (in.atEnd() || in.peek() == 'E' || in.peek() == '.') {
      return name.text();
    }
    Part result = new Part("");
    if (name.isTemplate() && !returnsNothing) {
      result = type();
      String space = result.right().isEmpty() ? " " : "";
      result = new Part(join(result.left(), space), result.right(), false);
    }
    return join(result.left(), name.text(), parameters(), name.qualifiers(), result.right());
  }

  /** The types of parameters, up to the end of the encoding. */
  private String parameters() {
    List<String> types = new ArrayList<>();
    while (!in.atEnd() && in.peek() != 'E' && in.peek() != '.') {
      types.add(type().text());
    }
    if (types.equals(List.of("void"))) {
      return "()";
    }
    return join("(", String.join(", ", types), ")");
  }

  private String special() {
    if (in.take("TV")) {
      return join("vtable for ", type().text());
    } else if (in.take("TT")) {
      return join("VTT for ", type().text());
    } else if (in.take("TI")) {
      return join("typeinfo for ", type().text());
    } else if (in.take("TS")) {
      return join("typeinfo name for ", type().text());
    } else if (in.take("TW")) {
      return join("thread-local wrapper routine for ", name().text());
    } else if (in.take("TH")) {
      return join("thread-local initialization routine for ", name().text());
    } else if (in.take("TC")) {
      String type = type().text();
      in.number();
      in.expect('_');
      return join("construction vtable for ", type().text(), "-in-", type);
    } else if (in.take("Tc")) {
      callOffset();
      callOffset();
      return join("covariant return thunk to ", encoding());
    } else if (in.peek() == 'T') {
      in.next();
      boolean virtual = in.peek() == 'v';
      callOffset();
      return join(virtual ? "virtual thunk to " : "non-virtual thunk to ", encoding());
    } else if (in.take("GV")) {
      return join("guard variable for ", name().text());
    } else if (in.take("GR")) {
      String text = join("reference temporary for ", name().text());
      while (!in.atEnd() && in.peek() != '.') {
        in.next();
      }
      return text;
    }
    throw new NotUnderstood();
  }

  private void callOffset() {
    boolean virtual = in.take('v');
    if (!virtual) {
      in.expect('h');
    }
    for (int numbers = virtual ? 2 : 1; numbers > 0; numbers--) {
      in.take('n');
      in.number();
      in.expect('_');
    }
  }

  // Names.

  private Name name() {
    in.enter();
    Name name;
    if (in.take('N')) {
      name = nested();
    } else if (in.take('Z')) {
      name = local();
    } else {
      name = unscoped();
    }
    in.leave();
    return name;
  }

  private Name unscoped() {
    String text;
    if (in.peek() == 'S' && in.peek(1) != 't') {
      text = substitution().text();
    } else {
      String prefix = in.take("St") ? "std::" : "";
      text = join(prefix, unqualified(""));
      if (in.peek() != 'I') {
        return new Name(text, "", text, false);
      }
      substitutions.add(new Part(text));
    }
    if (in.peek() != 'I') {
      return new Name(text, "", text, false);
    }
    return new Name(join(text, space(text), arguments(true)), "", text, true);
  }

  private Name nested() {
    String qualifiers = qualifiers();
    if (in.take('R')) {
      qualifiers += " &";
    } else if (in.take('O')) {
      qualifiers += " &&";
    }
    String text = "";
    String last = "";
    boolean template = false;
    while (!in.take('E')) {
      char c = in.peek();
      boolean substituted = false;
      if (c == 'S' && in.peek(1) == 't') {
        in.take("St");
        text = "std";
        last = text;
        continue;
      } else if (c == 'S') {
        text = substitution().text();
        last = lastPart(text);
        substituted = true;
        template = false;
      } else if (c == 'T') {
        text = templateParameter();
        last = text;
        template = false;
      } else if (c == 'I') {
        if (text.isEmpty() || template) {
          throw new NotUnderstood();
        }
        text = join(text, space(text), arguments(true));
        template = true;
      } else {
        returnsNothing = false;
        String part = unqualified(last);
        text = text.isEmpty() ? part : join(text, "::", part);
        last = part;
        template = false;
      }
      if (!substituted && in.peek() != 'E') {
        substitutions.add(new Part(text));
      }
    }
    if (text.isEmpty()) {
      throw new NotUnderstood();
    }
    return new Name(text, qualifiers, last, template);
  }

  /** The last name of a path, without its template arguments. */
  private static String lastPart(String text) {
    int depth = 0;
    int end = text.length();
    for (int i = text.length() - 1; i > 0; i--) {
      char c = text.charAt(i);
      if (c == '>') {
        depth++;
      } else if (c == '<' && --depth == 0) {
        end = i;
      } else if (c == ':' && depth == 0) {
        return text.substring(i + 1, end);
      }
    }
    return text.substring(0, end);
  }

  private Name local() {
    String function = encoding();
    in.expect('E');
    returnsNothing = false;
    if (in.take('s')) {
      discriminator();
      return new Name(join(function, "::string literal"), "", "", false);
    }
    if (in.take('d')) {
      if (in.peek() != '_') {
        in.number();
      }
      in.expect('_');
    }
    Name entity = name();
    discriminator();
    return new Name(
        join(function, "::", entity.text()),
        entity.qualifiers(),
        entity.last(),
        entity.isTemplate());
  }

  private void discriminator() {
    if (in.take("__")) {
      in.number();
      in.expect('_');
    } else if (in.peek() == '_' && MangledName.isDigit(in.peek(1))) {
      in.next();
      in.next();
    }
  }

  private String unqualified(String last) {
    in.take('L');
    String text;
    char c = in.peek();
    if (MangledName.isDigit(c)) {
      text = sourceName();
    } else if (c == 'C' && in.peek(1) >= '1' && in.peek(1) <= '5') {
      in.take(2);
      text = constructor(last);
    } else if (c == 'D' && in.peek(1) >= '0' && in.peek(1) <= '5') {
      in.take(2);
      text = join("~", constructor(last));
    } else if (in.take("Ul")) {
      List<String> types = new ArrayList<>();
      while (!in.take('E')) {
        types.add(type().text());
      }
      String list = types.equals(List.of("void")) ? "" : String.join(", ", types);
      text = join("{lambda(", list, ")#", ordinal(), "}");
    } else if (in.take("Ut")) {
      text = join("{unnamed type#", ordinal(), "}");
    } else {
      text = operator();
    }
    while (in.take('B')) {
      text = join(text, "[abi:", sourceName(), "]");
    }
    return text;
  }

  private String constructor(String last) {
    if (last.isEmpty()) {
      throw new NotUnderstood();
    }
    returnsNothing = true;
    return last;
  }

  /** Things without a name are counted: nothing for the first, 0 for the second. */
  private String ordinal() {
    int number = in.peek() == '_' ? 1 : in.number() + 2;
    in.expect('_');
    return Integer.toString(number);
  }

  private String sourceName() {
    String name = in.take(in.number());
    if (name.isEmpty()) {
      throw new NotUnderstood();
    }
    return name.startsWith("_GLOBAL__N") ? "(anonymous namespace)" : name;
  }

  private String operator() {
    if (in.take("cv")) {
      String text = join("operator ", type().text());
      returnsNothing = true;
      return text;
    }
    if (in.take("li")) {
      return join("operator\"\" ", sourceName());
    }
    return CppWords.operator(in.take(2)).orElseThrow(NotUnderstood::new);
  }

  // Templates.

  /** {@code outer}: whether template parameters that follow stand for these. */
  private String arguments(boolean outer) {
    in.expect('I');
    List<String> all = new ArrayList<>();
    while (!in.take('E')) {
      argument(all);
    }
    if (outer) {
      templateArguments = List.copyOf(all);
    }
    return join("<", String.join(", ", all), ">");
  }

  /** Keeps an operator apart from the arguments of the template. */
  private static String space(String name) {
    return name.endsWith("<") ? " " : "";
  }

  private void argument(List<String> all) {
    in.enter();
    if (in.take('J')) {
      while (!in.take('E')) {
        argument(all);
      }
    } else if (in.take('L')) {
      all.add(literal());
    } else if (in.take('X')) {
      in.expect('L');
      all.add(literal());
      in.expect('E');
    } else {
      all.add(type().text());
    }
    in.leave();
  }

  private String literal() {
    if (in.take("_Z")) {
      String text = encoding();
      in.expect('E');
      return text;
    }
    String type = type().text();
    StringBuilder digits = new StringBuilder(in.take('n') ? "-" : "");
    while (!in.take('E')) {
      digits.append(in.next());
    }
    String number = digits.toString();
    return switch (type) {
      case "int" -> number;
      case "bool" -> number.equals("0") ? "false" : "true";
      case "unsigned int" -> number + "u";
      case "long" -> number + "l";
      case "unsigned long" -> number + "ul";
      case "long long" -> number + "ll";
      case "unsigned long long" -> number + "ull";
      default -> join("(", type, ")", number);
    };
  }

  private String templateParameter() {
    in.expect('T');
    int index = in.peek() == '_' ? 0 : in.number() + 1;
    in.expect('_');
    if (index >= templateArguments.size()) {
      throw new NotUnderstood();
    }
    return templateArguments.get(index);
  }

  // Substitutions.

  private Part substitution() {
    in.expect('S');
    char c = in.next();
    Optional<String> known = CppWords.standard(c);
    if (known.isPresent()) {
      return new Part(known.get());
    }
    int index = 0;
    if (c != '_') {
      in.seek(in.position() - 1);
      while (in.peek() != '_') {
        int digit = Character.digit(in.next(), 36);
        if (digit < 0 || index > MangledName.MAX_LENGTH) {
          throw new NotUnderstood();
        }
        index = 36 * index + digit;
      }
      in.expect('_');
      index++;
    }
    if (index >= substitutions.size()) {
      throw new NotUnderstood();
    }
    return substitutions.get(index);
  }

  // Types.

  private String qualifiers() {
    StringBuilder text = new StringBuilder();
    boolean restrict = in.take('r');
    boolean isVolatile = in.take('V');
    if (in.take('K')) {
      text.append(" const");
    }
    text.append(isVolatile ? " volatile" : "").append(restrict ? " restrict" : "");
    return text.toString();
  }

  private Part type() {
    in.enter();
    Part type = plainType();
    in.leave();
    return type;
  }

  private Part plainType() {
    char c = in.peek();
    Optional<String> builtIn = CppWords.builtIn(c);
    if (builtIn.isPresent()) {
      in.next();
      return new Part(builtIn.get());
    }
    if (c == 'D') {
      Optional<String> longBuiltIn = CppWords.longBuiltIn(in.peek(1));
      if (longBuiltIn.isPresent()) {
        in.take(2);
        return new Part(longBuiltIn.get());
      }
    }
    if (c == 'u') {
      in.next();
      return new Part(sourceName());
    }
    if (c == 'S' && in.peek(1) != 't') {
      Part known = substitution();
      if (in.peek() != 'I') {
        return known;
      }
      return remember(new Part(join(known.text(), arguments(false))));
    }
    return remember(compound(c));
  }

  private Part remember(Part type) {
    substitutions.add(type);
    return type;
  }

  private Part compound(char c) {
    return switch (c) {
      case 'r', 'V', 'K' -> {
        String qualifiers = qualifiers();
        Part type = type();
        yield type.wraps()
            ? new Part(type.left(), join(type.right(), qualifiers), true)
            : new Part(join(type.left(), qualifiers), type.right(), false);
      }
      case 'P' -> {
        in.next();
        yield pointer("*");
      }
      case 'R' -> {
        in.next();
        yield pointer("&");
      }
      case 'O' -> {
        in.next();
        yield pointer("&&");
      }
      case 'C', 'G' -> {
        in.next();
        yield new Part(join(type().text(), c == 'C' ? " complex" : " imaginary"));
      }
      case 'A' -> {
        in.next();
        String size = in.peek() == '_' ? "" : Integer.toString(in.number());
        in.expect('_');
        Part element = type();
        yield new Part(
            element.left(),
            join(element.wraps() ? "" : " ", "[", size, "]", element.right()),
            true);
      }
      case 'F' -> {
        in.next();
        yield functionType();
      }
      case 'M' -> {
        in.next();
        String owner = type().text();
        Part member = type();
        yield member.wraps()
            ? new Part(join(member.left(), " (", owner, "::*"), join(")", member.right()), false)
            : new Part(join(member.left(), " ", owner, "::*"), member.right(), false);
      }
      case 'T' -> {
        String parameter = templateParameter();
        if (in.peek() == 'I') {
          substitutions.add(new Part(parameter));
          parameter = join(parameter, arguments(false));
        }
        yield new Part(parameter);
      }
      case 'D' -> {
        if (in.take("Dp")) {
          yield new Part(join(type().text(), "..."));
        }
        throw new NotUnderstood();
      }
      default -> {
        List<String> outer = templateArguments;
        boolean outerReturns = returnsNothing;
        Name name = name();
        templateArguments = outer;
        returnsNothing = outerReturns;
        yield new Part(name.text());
      }
    };
  }

  private Part pointer(String sign) {
    Part type = type();
    return type.wraps()
        ? new Part(join(type.left(), " (", sign), join(")", type.right()), false)
        : new Part(join(type.left(), sign), type.right(), false);
  }

  private Part functionType() {
    in.take('Y');
    Part result = type();
    List<String> types = new ArrayList<>();
    String reference = "";
    while (!in.take('E')) {
      if (in.take("RE")) {
        reference = " &";
        break;
      } else if (in.take("OE")) {
        reference = " &&";
        break;
      }
      types.add(type().text());
    }
    String list = types.equals(List.of("void")) ? "" : String.join(", ", types);
    return new Part(result.left(), join("(", list, ")", reference, result.right()), true);
  }
}

package dev.witj.inspect.internal;

import dev.witj.inspect.internal.MangledName.NotUnderstood;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Names of Rust, in both of its manglings: the legacy one, which looks like C++ with a hash at its
 * end, and version 0 of RFC 2603, whose grammar the methods follow.
 */
public final class RustName {
  private static final String LLVM_SUFFIX = ".llvm.";

  private final MangledName in;
  private int lifetimes;

  /** Nothing is written while parts are read that do not show. */
  private int silent;

  private final StringBuilder out = new StringBuilder();

  private RustName(MangledName in) {
    this.in = in;
  }

  /** What a name is in the source, if Rust mangled it. */
  public static Optional<String> demangle(String name) {
    try {
      if (name.startsWith("_R")) {
        return Optional.of(version0(name));
      }
      return name.startsWith("_ZN") ? LegacyRustName.demangle(name) : Optional.empty();
    } catch (NotUnderstood _) {
      return Optional.empty();
    }
  }

  // Version 0.

  private static String version0(String name) {
    MangledName in = new MangledName(name);
    in.take("_R");
    RustName rust = new RustName(in);
    rust.path(true);
    if (Character.isUpperCase(in.peek())) {
      // The crate that made the instance.
      rust.silently(() -> rust.path(false));
    }
    rust.print(suffix(in.rest()));
    return rust.out.toString();
  }

  /** What tools add to a name; the optimiser's part of it says nothing to people. */
  static String suffix(String rest) {
    int llvm = rest.indexOf(LLVM_SUFFIX);
    String kept = llvm < 0 ? rest : rest.substring(0, llvm);
    if (!kept.isEmpty() && !kept.startsWith(".")) {
      throw new NotUnderstood();
    }
    return kept;
  }

  static String character(int code) {
    boolean isScalar = Character.isValidCodePoint(code) && (code < 0xd800 || code > 0xdfff);
    if (!isScalar || Character.isISOControl(code)) {
      throw new NotUnderstood();
    }
    return Character.toString(code);
  }

  private void print(String text) {
    if (silent == 0) {
      out.append(in.checked(text));
      in.checkSize(out.length());
    }
  }

  private void silently(Runnable part) {
    silent++;
    part.run();
    silent--;
  }

  /** {@code value}: whether generic arguments need the colons of an expression. */
  private void path(boolean value) {
    in.enter();
    char tag = in.next();
    switch (tag) {
      case 'C' -> {
        long disambiguator = disambiguator();
        print(identifier());
        if (disambiguator != 0) {
          print("[" + Long.toHexString(disambiguator) + "]");
        }
      }
      case 'N' -> nested(value);
      case 'M', 'X' -> {
        silently(
            () -> {
              disambiguator();
              path(false);
            });
        selfType(tag == 'X');
      }
      case 'Y' -> selfType(true);
      case 'I' -> {
        path(value);
        print(value ? "::<" : "<");
        arguments();
        print(">");
      }
      case 'B' -> backReference(() -> path(value));
      default -> throw new NotUnderstood();
    }
    in.leave();
  }

  private void nested(boolean value) {
    char namespace = in.next();
    path(value);
    long disambiguator = disambiguator();
    String name = identifier();
    if (namespace >= 'A' && namespace <= 'Z') {
      String kind =
          switch (namespace) {
            case 'C' -> "closure";
            case 'S' -> "shim";
            default -> String.valueOf(namespace);
          };
      print("::{" + kind + (name.isEmpty() ? "" : ":" + name) + "#" + disambiguator + "}");
    } else if (namespace < 'a' || namespace > 'z') {
      throw new NotUnderstood();
    } else if (!name.isEmpty()) {
      print("::" + name);
    }
  }

  private void selfType(boolean isTrait) {
    print("<");
    type();
    if (isTrait) {
      print(" as ");
      path(false);
    }
    print(">");
  }

  private void arguments() {
    for (int i = 0; !in.take('E'); i++) {
      print(i == 0 ? "" : ", ");
      argument();
    }
  }

  private void argument() {
    if (in.take('L')) {
      print(lifetime(base62()));
    } else if (in.take('K')) {
      constant();
    } else {
      type();
    }
  }

  private void backReference(Runnable part) {
    int tagAt = in.position() - 1;
    long target = base62();
    // Only back: everything that is referred to has been read once.
    if (target >= tagAt - 2) {
      throw new NotUnderstood();
    }
    if (silent == 0) {
      int after = in.position();
      in.seek((int) target + 2);
      part.run();
      in.seek(after);
    }
  }

  private long base62() {
    if (in.take('_')) {
      return 0;
    }
    long value = 0;
    while (!in.take('_')) {
      char c = in.next();
      int digit;
      if (MangledName.isDigit(c)) {
        digit = c - '0';
      } else if (c >= 'a' && c <= 'z') {
        digit = 10 + c - 'a';
      } else if (c >= 'A' && c <= 'Z') {
        digit = 36 + c - 'A';
      } else {
        throw new NotUnderstood();
      }
      // Disambiguators are hashes of 64 bits; whatever is larger is none.
      if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, 62)) > 0) {
        throw new NotUnderstood();
      }
      value = 62 * value + digit;
    }
    if (value == -1) {
      throw new NotUnderstood();
    }
    return value + 1;
  }

  private long disambiguator() {
    return in.take('s') ? base62() + 1 : 0;
  }

  private String identifier() {
    boolean unicode = in.take('u');
    int length = in.number();
    in.take('_');
    String name = in.take(length);
    return unicode ? Punycode.decode(name) : name;
  }

  private String lifetime(long index) {
    if (index == 0) {
      return "'_";
    }
    long depth = lifetimes - index;
    if (depth < 0) {
      throw new NotUnderstood();
    }
    return depth < 26 ? "'" + (char) ('a' + depth) : "'_" + depth;
  }

  private void binder(Runnable part) {
    long bound = in.take('G') ? base62() + 1 : 0;
    if (bound < 0 || bound > 100) {
      throw new NotUnderstood();
    }
    int before = lifetimes;
    if (bound > 0) {
      StringBuilder names = new StringBuilder("for<");
      for (int i = 0; i < bound; i++) {
        lifetimes++;
        names.append(i == 0 ? "" : ", ").append(lifetime(1));
      }
      print(names + "> ");
    }
    part.run();
    lifetimes = before;
  }

  private static Optional<String> basicType(char tag) {
    return Optional.ofNullable(
        switch (tag) {
          case 'a' -> "i8";
          case 'b' -> "bool";
          case 'c' -> "char";
          case 'd' -> "f64";
          case 'e' -> "str";
          case 'f' -> "f32";
          case 'h' -> "u8";
          case 'i' -> "isize";
          case 'j' -> "usize";
          case 'l' -> "i32";
          case 'm' -> "u32";
          case 'n' -> "i128";
          case 'o' -> "u128";
          case 'p' -> "_";
          case 's' -> "i16";
          case 't' -> "u16";
          case 'u' -> "()";
          case 'v' -> "...";
          case 'x' -> "i64";
          case 'y' -> "u64";
          case 'z' -> "!";
          default -> null;
        });
  }

  private void type() {
    in.enter();
    char tag = in.next();
    Optional<String> basic = basicType(tag);
    if (basic.isPresent()) {
      print(basic.get());
    } else {
      switch (tag) {
        case 'R', 'Q' -> {
          print("&");
          if (in.take('L')) {
            long lifetime = base62();
            print(lifetime == 0 ? "" : lifetime(lifetime) + " ");
          }
          print(tag == 'Q' ? "mut " : "");
          type();
        }
        case 'P', 'O' -> {
          print(tag == 'P' ? "*const " : "*mut ");
          type();
        }
        case 'A', 'S' -> {
          print("[");
          type();
          if (tag == 'A') {
            print("; ");
            constant();
          }
          print("]");
        }
        case 'T' -> {
          print("(");
          int count = list(this::type);
          print(count == 1 ? ",)" : ")");
        }
        case 'F' -> binder(this::function);
        case 'D' -> {
          print("dyn ");
          binder(this::bounds);
          in.expect('L');
          long lifetime = base62();
          print(lifetime == 0 ? "" : " + " + lifetime(lifetime));
        }
        case 'B' -> backReference(this::type);
        default -> {
          in.seek(in.position() - 1);
          path(false);
        }
      }
    }
    in.leave();
  }

  private int list(Runnable item) {
    int count = 0;
    while (!in.take('E')) {
      print(count == 0 ? "" : ", ");
      item.run();
      count++;
    }
    return count;
  }

  private void function() {
    print(in.take('U') ? "unsafe " : "");
    if (in.take('K')) {
      String abi = in.take('C') ? "C" : identifier().replace('_', '-');
      print("extern \"" + abi + "\" ");
    }
    print("fn(");
    list(this::type);
    print(")");
    if (!in.take('u')) {
      print(" -> ");
      type();
    }
  }

  private void bounds() {
    for (int i = 0; !in.take('E'); i++) {
      print(i == 0 ? "" : " + ");
      boolean open = openPath();
      while (in.take('p')) {
        print(open ? ", " : "<");
        open = true;
        print(identifier() + " = ");
        type();
      }
      print(open ? ">" : "");
    }
  }

  /** A path whose generic arguments, if it has some, are not closed yet. */
  private boolean openPath() {
    in.enter();
    boolean open = false;
    if (in.take('B')) {
      boolean[] found = new boolean[1];
      backReference(() -> found[0] = openPath());
      open = found[0];
    } else if (in.take('I')) {
      path(false);
      print("<");
      arguments();
      open = true;
    } else {
      path(false);
    }
    in.leave();
    return open;
  }

  // Constants.

  private static final List<String> BOOLEANS = List.of("false", "true");

  private void constant() {
    in.enter();
    char tag = in.next();
    switch (tag) {
      case 'p' -> print("_");
      case 'h', 't', 'm', 'y', 'o', 'j' -> integer(tag);
      case 'a', 's', 'l', 'x', 'n', 'i' -> {
        print(in.take('n') ? "-" : "");
        integer(tag);
      }
      case 'b' -> {
        BigInteger value = hex();
        if (value.bitLength() > 1) {
          throw new NotUnderstood();
        }
        print(BOOLEANS.get(value.intValue()));
      }
      case 'c' -> {
        BigInteger value = hex();
        if (value.bitLength() > 21) {
          throw new NotUnderstood();
        }
        print("'" + character(value.intValue()) + "'");
      }
      case 'e' -> {
        print("*");
        string();
      }
      case 'R', 'Q' -> {
        if (tag == 'R' && in.take('e')) {
          string();
        } else {
          print(tag == 'R' ? "&" : "&mut ");
          constant();
        }
      }
      case 'A' -> {
        print("[");
        list(this::constant);
        print("]");
      }
      case 'T' -> {
        print("(");
        print(list(this::constant) == 1 ? ",)" : ")");
      }
      case 'V' -> {
        path(true);
        variant();
      }
      case 'B' -> backReference(this::constant);
      default -> throw new NotUnderstood();
    }
    in.leave();
  }

  private void variant() {
    switch (in.next()) {
      case 'U' -> {
        // Has no fields.
      }
      case 'T' -> {
        print("(");
        list(this::constant);
        print(")");
      }
      case 'S' -> {
        print(" { ");
        list(
            () -> {
              disambiguator();
              print(identifier() + ": ");
              constant();
            });
        print(" }");
      }
      default -> throw new NotUnderstood();
    }
  }

  private String hexDigits() {
    StringBuilder digits = new StringBuilder();
    while (!in.take('_')) {
      char c = in.next();
      if (!MangledName.isDigit(c) && (c < 'a' || c > 'f')) {
        throw new NotUnderstood();
      }
      digits.append(c);
    }
    return digits.toString();
  }

  private BigInteger hex() {
    String digits = hexDigits();
    if (digits.length() > 32) {
      throw new NotUnderstood();
    }
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, 16);
  }

  private void integer(char type) {
    print(hex() + basicType(type).orElse(""));
  }

  private void string() {
    String digits = hexDigits();
    if (digits.length() % 2 != 0) {
      throw new NotUnderstood();
    }
    byte[] bytes = HexFormat.of().parseHex(digits);
    print(DebugText.quote(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)));
  }
}

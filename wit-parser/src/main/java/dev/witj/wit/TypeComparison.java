package dev.witj.wit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Compares types by structure; the answer is the first difference. */
final class TypeComparison {
  private static final int MAX_DEPTH = 500;

  private record Pair(TypeId before, TypeId after) {}

  private final ComparedSide before;
  private final ComparedSide after;

  /** Types are trees over shared definitions: each pair is compared once. */
  private final Map<Pair, Optional<String>> known = new LinkedHashMap<>();

  private int depth;

  TypeComparison(ComparedSide before, ComparedSide after) {
    this.before = before;
    this.after = after;
  }

  Optional<String> difference(Function was, Function is) {
    if (was.async() != is.async()) {
      return Optional.of(is.async() ? "it is async now" : "it is no longer async");
    }
    return parts(
            "parameter",
            was.params(),
            is.params(),
            Function.Param::name,
            (a, b) -> difference(a.type(), b.type()))
        .or(() -> optional("result", was.result(), is.result()));
  }

  /** Compares what two definitions say, where the same name alone is no answer. */
  Optional<String> differenceOfDefinitions(TypeId was, TypeId is) {
    if (before.resolve.get(was).kind() instanceof TypeDef.Kind.Alias(Type old)
        && after.resolve.get(is).kind() instanceof TypeDef.Kind.Alias(Type now)) {
      return difference(old, now);
    }
    return structural(new Type.Ref(was), new Type.Ref(is));
  }

  /**
   * Compares two types where they are mentioned. Definitions of one name in one place are the same
   * here: if they differ, that is a change of its own.
   */
  Optional<String> difference(Type was, Type is) {
    if (was instanceof Type.Ref(TypeId a) && is instanceof Type.Ref(TypeId b)) {
      TypeDef old = before.resolve.get(a);
      TypeDef now = after.resolve.get(b);
      if (old.name().isPresent()
          && now.name().isPresent()
          && before.identity(old).equals(after.identity(now))) {
        return Optional.empty();
      }
    }
    return structural(was, is);
  }

  private Optional<String> structural(Type was, Type is) {
    Type old = before.behindAliases(was);
    Type now = after.behindAliases(is);
    if (!(old instanceof Type.Ref(TypeId a)) || !(now instanceof Type.Ref(TypeId b))) {
      return old.equals(now) ? Optional.empty() : other(was, is);
    }
    Pair pair = new Pair(a, b);
    Optional<String> answer = known.get(pair);
    if (answer == null) {
      // Only renamed definitions are followed, each once; a long chain of them is not worth it.
      answer = depth < MAX_DEPTH ? descend(a, b) : other(was, is);
      known.put(pair, answer);
    }
    return answer;
  }

  private Optional<String> descend(TypeId was, TypeId is) {
    depth++;
    Optional<String> answer = kinds(was, is);
    depth--;
    return answer;
  }

  private Optional<String> kinds(TypeId was, TypeId is) {
    TypeDef old = before.resolve.get(was);
    TypeDef now = after.resolve.get(is);
    return switch (old.kind()) {
      case TypeDef.Kind.Rec(var a) when now.kind() instanceof TypeDef.Kind.Rec(var b) ->
          parts("field", a, b, TypeDef.Field::name, (x, y) -> difference(x.type(), y.type()));
      case TypeDef.Kind.Variant(var a) when now.kind() instanceof TypeDef.Kind.Variant(var b) ->
          parts(
              "case", a, b, TypeDef.Case::name, (x, y) -> optional("payload", x.type(), y.type()));
      case TypeDef.Kind.Enumeration(var a)
          when now.kind() instanceof TypeDef.Kind.Enumeration(var b) ->
          parts("case", a, b, TypeDef.EnumCase::name, (_, _) -> Optional.empty());
      case TypeDef.Kind.Flags(var a) when now.kind() instanceof TypeDef.Kind.Flags(var b) ->
          parts("flag", a, b, TypeDef.Flag::name, (_, _) -> Optional.empty());
      case TypeDef.Kind.Tuple(var a) when now.kind() instanceof TypeDef.Kind.Tuple(var b) ->
          tuples(a, b);
      case TypeDef.Kind.Opt(Type a) when now.kind() instanceof TypeDef.Kind.Opt(Type b) ->
          within("option", difference(a, b));
      case TypeDef.Kind.Result(var okA, var errA)
          when now.kind() instanceof TypeDef.Kind.Result(var okB, var errB) ->
          optional("ok", okA, okB).or(() -> optional("error", errA, errB));
      case TypeDef.Kind.ListOf(Type a) when now.kind() instanceof TypeDef.Kind.ListOf(Type b) ->
          within("element", difference(a, b));
      case TypeDef.Kind.FixedListOf(Type a, int n)
          when now.kind() instanceof TypeDef.Kind.FixedListOf(Type b, int m) ->
          n == m ? within("element", difference(a, b)) : other(was, is);
      case TypeDef.Kind.MapOf(Type keyA, Type valueA)
          when now.kind() instanceof TypeDef.Kind.MapOf(Type keyB, Type valueB) ->
          within("key", difference(keyA, keyB))
              .or(() -> within("value", difference(valueA, valueB)));
      case TypeDef.Kind.Future(var a) when now.kind() instanceof TypeDef.Kind.Future(var b) ->
          optional("payload", a, b);
      case TypeDef.Kind.Stream(var a) when now.kind() instanceof TypeDef.Kind.Stream(var b) ->
          optional("element", a, b);
      case TypeDef.Kind.Handle(TypeId a, boolean own)
          when now.kind() instanceof TypeDef.Kind.Handle(TypeId b, boolean nowOwn) ->
          own == nowOwn ? difference(new Type.Ref(a), new Type.Ref(b)) : other(was, is);
      case TypeDef.Kind.Resource()
          when now.kind() instanceof TypeDef.Kind.Resource()
              && before.identity(old).equals(after.identity(now)) ->
          Optional.empty();
      case TypeDef.Kind.Nominal _, TypeDef.Kind.Structural _ -> other(was, is);
    };
  }

  private Optional<String> other(TypeId was, TypeId is) {
    return other(new Type.Ref(was), new Type.Ref(is));
  }

  private Optional<String> other(Type was, Type is) {
    String old = before.text(was);
    String now = after.text(is);
    return Optional.of(
        old.equals(now)
            ? "`" + old + "` is another type now"
            : "`" + old + "` became `" + now + "`");
  }

  private Optional<String> tuples(List<Type> was, List<Type> is) {
    if (was.size() != is.size()) {
      return Optional.of("a tuple of " + was.size() + " became one of " + is.size());
    }
    for (int i = 0; i < was.size(); i++) {
      Optional<String> difference = difference(was.get(i), is.get(i));
      if (difference.isPresent()) {
        return within("item " + i, difference);
      }
    }
    return Optional.empty();
  }

  private Optional<String> optional(String what, Optional<Type> was, Optional<Type> is) {
    if (was.isPresent() && is.isPresent()) {
      return within(what, difference(was.get(), is.get()));
    }
    if (was.isEmpty() && is.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        was.map(type -> what + " `" + before.text(type) + "` was removed")
            .orElseGet(() -> what + " `" + after.text(is.orElseThrow()) + "` was added"));
  }

  /** Parts in order, each with a name: all of it belongs to the type. */
  private static <T> Optional<String> parts(
      String what,
      List<T> was,
      List<T> is,
      java.util.function.Function<T, String> name,
      BiFunction<T, T, Optional<String>> inner) {
    List<String> old = was.stream().map(name).toList();
    List<String> now = is.stream().map(name).toList();
    if (!old.equals(now)) {
      Set<String> more = new LinkedHashSet<>(now);
      old.forEach(more::remove);
      Set<String> fewer = new LinkedHashSet<>(old);
      now.forEach(fewer::remove);
      if (more.size() == 1 && fewer.size() == 1) {
        return Optional.of(
            what + " `" + fewer.iterator().next() + "` became `" + more.iterator().next() + "`");
      }
      if (!fewer.isEmpty()) {
        return Optional.of(what + " `" + fewer.iterator().next() + "` was removed");
      }
      if (!more.isEmpty()) {
        return Optional.of(what + " `" + more.iterator().next() + "` was added");
      }
      return Optional.of("the order of its " + what + "s changed");
    }
    for (int i = 0; i < was.size(); i++) {
      Optional<String> difference = inner.apply(was.get(i), is.get(i));
      if (difference.isPresent()) {
        return within(what + " `" + old.get(i) + "`", difference);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> within(String where, Optional<String> difference) {
    return difference.map(text -> where + ": " + text);
  }
}

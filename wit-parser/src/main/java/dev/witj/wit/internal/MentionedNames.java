package dev.witj.wit.internal;

import dev.witj.wit.internal.Syntax.Identifier;
import dev.witj.wit.internal.Syntax.TypeExpression;
import java.util.ArrayList;
import java.util.List;

/** The names a type declaration mentions, in the order in which it does. */
final class MentionedNames {
  private final List<Identifier> found = new ArrayList<>(4);

  private MentionedNames() {}

  static List<Identifier> of(Syntax.TypeBody body) {
    MentionedNames mentions = new MentionedNames();
    switch (body) {
      case Syntax.AliasBody(TypeExpression type) -> mentions.add(type);
      case Syntax.RecordBody(List<Syntax.Field> fields) ->
          fields.forEach(field -> mentions.add(field.type()));
      case Syntax.VariantBody(List<Syntax.VariantCase> cases) ->
          cases.forEach(of -> of.type().ifPresent(mentions::add));
      case Syntax.EnumBody _, Syntax.FlagsBody _ -> {}
      // Its functions are resolved when all types are there.
      case Syntax.ResourceBody _ -> {}
    }
    return mentions.found;
  }

  private void add(TypeExpression type) {
    switch (type) {
      case Syntax.Primitive _ -> {}
      case Syntax.Named(Identifier name) -> found.add(name);
      case Syntax.HandleOf(Identifier name, _, _) -> found.add(name);
      case Syntax.ListOf(TypeExpression element, _) -> add(element);
      case Syntax.FixedListOf(TypeExpression element, _, _) -> add(element);
      case Syntax.MapOf(TypeExpression key, TypeExpression value, _) -> {
        add(key);
        add(value);
      }
      case Syntax.OptionOf(TypeExpression of, _) -> add(of);
      case Syntax.ResultOf of -> {
        of.ok().ifPresent(this::add);
        of.err().ifPresent(this::add);
      }
      case Syntax.TupleOf(List<TypeExpression> types, _) -> types.forEach(this::add);
      case Syntax.FutureOf of -> of.type().ifPresent(this::add);
      case Syntax.StreamOf of -> of.type().ifPresent(this::add);
    }
  }
}

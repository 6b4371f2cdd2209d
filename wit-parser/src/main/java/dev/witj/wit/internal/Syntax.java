package dev.witj.wit.internal;

import dev.witj.diagnostics.Span;
import dev.witj.names.Version;
import dev.witj.types.PrimitiveType;
import dev.witj.wit.Docs;
import dev.witj.wit.PackageName;
import dev.witj.wit.Stability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** WIT as it is written: records with spans, nothing looked up yet. */
public interface Syntax {
  /**
   * A file.
   *
   * @param features the features that its gates name
   * @param span that of its whole text
   */
  record File(
      Optional<PackageHeader> header, List<TopItem> items, Set<String> features, Span span) {}

  /** {@code package a:b@1.0.0;}. */
  record PackageHeader(DocComment docs, PackagePath name, Span span) {}

  /** A name and where it stands. */
  record Identifier(String name, Span span) {}

  /** The name of a package. */
  record PackagePath(Identifier namespace, Identifier name, Optional<Version> version, Span span) {
    PackageName toName() {
      return new PackageName(namespace.name(), name.name(), version);
    }
  }

  /** The comments before an item; the span covers them where there are any. */
  record DocComment(Docs docs, Optional<Span> span) {
    static final DocComment NONE = new DocComment(Docs.none(), Optional.empty());
  }

  /** What stands before an item with {@code @}; the span covers it where there is anything. */
  record Attributes(Stability stability, Optional<String> externalId, Optional<Span> span) {
    static final Attributes NONE =
        new Attributes(Stability.unknown(), Optional.empty(), Optional.empty());
  }

  /** A reference to an interface or world. */
  sealed interface UsePath {
    Span span();

    /** The last name. */
    Identifier item();
  }

  /** One in the same file or package. */
  record LocalPath(Identifier item) implements UsePath {
    @Override
    public Span span() {
      return item.span();
    }
  }

  /** One in a package that is named. */
  record ForeignPath(PackagePath pkg, Identifier item, Span span) implements UsePath {}

  /** What stands at the top of a file or in the braces of a package. */
  sealed interface TopItem {
    Span span();
  }

  /** {@code use a:b/c as d;}. */
  record TopUse(Attributes attributes, UsePath path, Optional<Identifier> as, Span span)
      implements TopItem {
    Identifier local() {
      return as.orElse(path.item());
    }
  }

  /** {@code package a:b { … }}. */
  record PackageBlock(DocComment docs, PackagePath name, List<TopItem> items, Span span)
      implements TopItem {}

  /** {@code interface a { … }}. */
  record InterfaceDeclaration(
      DocComment docs,
      Attributes attributes,
      Identifier name,
      List<InterfaceMember> members,
      Span span)
      implements TopItem {}

  /** {@code world a { … }}. */
  record WorldDeclaration(
      DocComment docs, Attributes attributes, Identifier name, List<WorldMember> members, Span span)
      implements TopItem {}

  /** What stands in an interface. */
  sealed interface InterfaceMember {}

  /** What stands in a world. */
  sealed interface WorldMember {}

  /** {@code use a.{b, c as d};}. */
  record Use(Attributes attributes, UsePath from, List<UseName> names, Span span)
      implements InterfaceMember, WorldMember {}

  /** A name in a use, with what it is called here. */
  record UseName(Identifier name, Optional<Identifier> as) {
    Identifier local() {
      return as.orElse(name);
    }
  }

  /** A type with a name. */
  record TypeDeclaration(
      DocComment docs, Attributes attributes, Identifier name, TypeBody body, Span span)
      implements InterfaceMember, WorldMember {}

  /** {@code a: func(…);}. */
  record FunctionDeclaration(
      DocComment docs, Attributes attributes, Identifier name, Signature signature)
      implements InterfaceMember {}

  /** Parameters and result. */
  record Signature(boolean async, List<Parameter> params, Optional<TypeExpression> result) {}

  /** A parameter. */
  record Parameter(Identifier name, TypeExpression type) {}

  /** {@code import …}. */
  record Import(DocComment docs, Attributes attributes, Extern item, Span span)
      implements WorldMember {}

  /** {@code export …}. */
  record Export(DocComment docs, Attributes attributes, Extern item, Span span)
      implements WorldMember {}

  /** {@code include a with { b as c }}. */
  record Include(Attributes attributes, UsePath from, List<Rename> names, Span span)
      implements WorldMember {}

  /** {@code b as c}. */
  record Rename(Identifier from, Identifier to) {}

  /** What is imported or exported. */
  sealed interface Extern {
    /** Where errors about it point. */
    Span span();
  }

  /** {@code a: func(…)}. */
  record FunctionExtern(Identifier name, Signature signature) implements Extern {
    @Override
    public Span span() {
      return name.span();
    }
  }

  /** {@code a: interface { … }}. */
  record InlineExtern(Identifier name, List<InterfaceMember> members) implements Extern {
    @Override
    public Span span() {
      return name.span();
    }
  }

  /** {@code a: b}. */
  record NamedPathExtern(Identifier name, UsePath path) implements Extern {
    @Override
    public Span span() {
      return name.span();
    }
  }

  /** {@code b}. */
  record PathExtern(UsePath path) implements Extern {
    @Override
    public Span span() {
      return path.span();
    }
  }

  /** What a type is declared as. */
  sealed interface TypeBody {}

  /** {@code type a = b;}. */
  record AliasBody(TypeExpression type) implements TypeBody {}

  /** A record. */
  record RecordBody(List<Field> fields) implements TypeBody {}

  /** A variant. */
  record VariantBody(List<VariantCase> cases) implements TypeBody {}

  /** An enum. */
  record EnumBody(List<Label> cases) implements TypeBody {}

  /** Flags. */
  record FlagsBody(List<Label> flags) implements TypeBody {}

  /** A resource. */
  record ResourceBody(List<ResourceFunction> functions) implements TypeBody {}

  /** A field. */
  record Field(DocComment docs, Identifier name, TypeExpression type) {}

  /** A case of a variant. */
  record VariantCase(DocComment docs, Identifier name, Optional<TypeExpression> type) {}

  /** A case of an enum, or a flag. */
  record Label(DocComment docs, Identifier name) {}

  /** A function of a resource; a constructor is named by its keyword. */
  record ResourceFunction(
      DocComment docs,
      Attributes attributes,
      ResourceFunctionKind kind,
      Identifier name,
      Signature signature) {}

  /** How a function belongs to its resource. */
  enum ResourceFunctionKind {
    CONSTRUCTOR,
    METHOD,
    STATIC
  }

  /** A type where it is mentioned. */
  sealed interface TypeExpression {
    Span span();
  }

  /** One that needs no definition. */
  record Primitive(PrimitiveType type, Span span) implements TypeExpression {}

  /** A name. */
  record Named(Identifier name) implements TypeExpression {
    @Override
    public Span span() {
      return name.span();
    }
  }

  /** {@code list<element>}. */
  record ListOf(TypeExpression element, Span span) implements TypeExpression {}

  /** {@code list<element, length>}. */
  record FixedListOf(TypeExpression element, int length, Span span) implements TypeExpression {}

  /** {@code map<key, value>}. */
  record MapOf(TypeExpression key, TypeExpression value, Span span) implements TypeExpression {}

  /** {@code option<type>}. */
  record OptionOf(TypeExpression type, Span span) implements TypeExpression {}

  /** {@code result<ok, err>}. */
  record ResultOf(Optional<TypeExpression> ok, Optional<TypeExpression> err, Span span)
      implements TypeExpression {}

  /** {@code tuple<…>}. */
  record TupleOf(List<TypeExpression> types, Span span) implements TypeExpression {}

  /** {@code future<type>}. */
  record FutureOf(Optional<TypeExpression> type, Span span) implements TypeExpression {}

  /** {@code stream<type>}. */
  record StreamOf(Optional<TypeExpression> type, Span span) implements TypeExpression {}

  /** {@code own<name>} or {@code borrow<name>}. */
  record HandleOf(Identifier name, boolean own, Span span) implements TypeExpression {}
}

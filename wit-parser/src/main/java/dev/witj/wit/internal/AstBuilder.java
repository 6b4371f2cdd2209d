package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.names.Labels;
import dev.witj.names.Version;
import dev.witj.types.PrimitiveType;
import dev.witj.wit.Docs;
import dev.witj.wit.Stability;
import dev.witj.wit.WitCode;
import dev.witj.wit.internal.Syntax.Attributes;
import dev.witj.wit.internal.Syntax.DocComment;
import dev.witj.wit.internal.Syntax.Identifier;
import dev.witj.wit.internal.Syntax.TypeExpression;
import dev.witj.wit.internal.grammar.WitGrammar;
import dev.witj.wit.internal.grammar.WitLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * From ANTLR's contexts to syntax records; the only class that sees contexts. It also checks what
 * the grammar leaves open: the spelling of names, numbers, versions and strings, and which
 * attributes stand where.
 */
final class AstBuilder {
  private final Source source;
  private final PackedTokens tokens;
  private final Diagnostics errors;
  private final List<Syntax.TopItem> items = new ArrayList<>();
  private final Set<String> features = new TreeSet<>();
  private Optional<Syntax.PackageHeader> header = Optional.empty();

  AstBuilder(Source source, PackedTokens tokens, Diagnostics errors) {
    this.source = source;
    this.tokens = tokens;
    this.errors = errors;
  }

  /** All that was added. */
  Syntax.File file() {
    return new Syntax.File(
        header, items, features, source.span(0, source.text().orElseThrow().length()));
  }

  /** Adds an item of the top of the file. */
  void add(WitGrammar.TopItemContext item) {
    if (item.packageItem() != null && item.packageItem().SEMICOLON() != null) {
      header(item);
    } else {
      items.add(topItem(item));
    }
  }

  private void header(WitGrammar.TopItemContext context) {
    WitGrammar.PackageItemContext item = context.packageItem();
    forbidAttributes(context.attribute(), "a `package` line");
    Syntax.PackageHeader here =
        new Syntax.PackageHeader(docs(context), packagePath(item.packageName()), span(item));
    if (header.isPresent()) {
      errors.report(
          WitCode.SECOND_PACKAGE_LINE
              .error()
              .at(here.name().span())
              .with(header.get().name().span(), "the first is here")
              .help("further packages in one file are written `package a:b { … }`"));
    } else if (!items.isEmpty()) {
      errors.report(WitCode.PACKAGE_LINE_NOT_FIRST.error().at(span(item.PACKAGE().getSymbol())));
    } else {
      header = Optional.of(here);
    }
  }

  private Syntax.TopItem topItem(WitGrammar.TopItemContext context) {
    if (context.packageItem() != null) {
      WitGrammar.PackageItemContext item = context.packageItem();
      forbidAttributes(context.attribute(), "a package");
      List<Syntax.TopItem> inner = new ArrayList<>();
      for (WitGrammar.TopItemContext child : item.topItem()) {
        if (child.packageItem() != null) {
          errors.report(WitCode.NESTED_PACKAGE.error().at(span(child.packageItem().packageName())));
        } else {
          inner.add(topItem(child));
        }
      }
      return new Syntax.PackageBlock(
          docs(context), packagePath(item.packageName()), inner, span(item));
    }
    if (context.topUse() != null) {
      WitGrammar.TopUseContext use = context.topUse();
      Attributes attributes = attributes(context.attribute());
      forbidAttributes(context.attribute(), "a `use` at the top of a file");
      Optional<Identifier> as = use.AS() == null ? Optional.empty() : Optional.of(id(use.ID()));
      return new Syntax.TopUse(attributes, usePath(use.usePath()), as, span(use));
    }
    Attributes attributes = attributes(context.attribute());
    if (context.interfaceItem() != null) {
      WitGrammar.InterfaceItemContext item = context.interfaceItem();
      forbidExternalId(attributes, "an interface");
      return new Syntax.InterfaceDeclaration(
          docs(context), attributes, id(item.ID()), members(item.interfaceBody()), span(item));
    }
    WitGrammar.WorldItemContext item = context.worldItem();
    forbidExternalId(attributes, "a world");
    return new Syntax.WorldDeclaration(
        docs(context),
        attributes,
        id(item.ID()),
        each(item.worldMember(), this::worldMember),
        span(item));
  }

  private List<Syntax.InterfaceMember> members(WitGrammar.InterfaceBodyContext context) {
    return each(context.interfaceMember(), this::interfaceMember);
  }

  private Syntax.InterfaceMember interfaceMember(WitGrammar.InterfaceMemberContext context) {
    Attributes attributes = attributes(context.attribute());
    if (context.useItem() != null) {
      return use(attributes, context.useItem());
    }
    if (context.typeItem() != null) {
      return typeDeclaration(docs(context), attributes, context.typeItem());
    }
    WitGrammar.FuncItemContext func = context.funcItem();
    return new Syntax.FunctionDeclaration(
        docs(context), attributes, id(func.ID()), signature(func.funcType()));
  }

  private Syntax.WorldMember worldMember(WitGrammar.WorldMemberContext context) {
    Attributes attributes = attributes(context.attribute());
    if (context.useItem() != null) {
      return use(attributes, context.useItem());
    }
    if (context.typeItem() != null) {
      return typeDeclaration(docs(context), attributes, context.typeItem());
    }
    if (context.includeItem() != null) {
      WitGrammar.IncludeItemContext item = context.includeItem();
      forbidExternalId(attributes, "an `include`");
      List<Syntax.Rename> names =
          each(item.includeName(), name -> new Syntax.Rename(id(name.ID(0)), id(name.ID(1))));
      return new Syntax.Include(attributes, usePath(item.usePath()), names, span(item));
    }
    if (context.importItem() != null) {
      WitGrammar.ImportItemContext item = context.importItem();
      return new Syntax.Import(docs(context), attributes, extern(item.extern()), span(item));
    }
    WitGrammar.ExportItemContext item = context.exportItem();
    return new Syntax.Export(docs(context), attributes, extern(item.extern()), span(item));
  }

  private Syntax.Extern extern(WitGrammar.ExternContext context) {
    return switch (context) {
      case WitGrammar.PathExternContext path -> new Syntax.PathExtern(usePath(path.usePath()));
      case WitGrammar.FuncExternContext func ->
          new Syntax.FunctionExtern(id(func.ID()), signature(func.funcType()));
      case WitGrammar.InterfaceExternContext inline ->
          new Syntax.InlineExtern(id(inline.ID()), members(inline.interfaceBody()));
      case WitGrammar.NamedPathExternContext named ->
          new Syntax.NamedPathExtern(id(named.ID()), usePath(named.usePath()));
      default -> throw new IllegalStateException(context.getClass().getName());
    };
  }

  private Syntax.Use use(Attributes attributes, WitGrammar.UseItemContext context) {
    List<Syntax.UseName> names = each(context.useName(), this::useName);
    return new Syntax.Use(attributes, usePath(context.usePath()), names, span(context));
  }

  private Syntax.UseName useName(WitGrammar.UseNameContext name) {
    Optional<Identifier> as = name.AS() == null ? Optional.empty() : Optional.of(id(name.ID(1)));
    return new Syntax.UseName(id(name.ID(0)), as);
  }

  private Syntax.UsePath usePath(WitGrammar.UsePathContext context) {
    if (context.COLON() == null) {
      return new Syntax.LocalPath(id(context.ID(0)));
    }
    Optional<Version> version =
        version(context.VERSION() == null ? null : context.VERSION().getSymbol());
    Identifier namespace = id(context.ID(0));
    Identifier name = id(context.ID(1));
    Syntax.PackagePath pkg =
        new Syntax.PackagePath(namespace, name, version, namespace.span().to(name.span()));
    return new Syntax.ForeignPath(pkg, id(context.ID(2)), span(context));
  }

  private Syntax.PackagePath packagePath(WitGrammar.PackageNameContext context) {
    return new Syntax.PackagePath(
        lowerCase(id(context.ID(0))),
        lowerCase(id(context.ID(1))),
        version(context.VERSION() == null ? null : context.VERSION().getSymbol()),
        span(context));
  }

  private Syntax.TypeDeclaration typeDeclaration(
      DocComment docs, Attributes attributes, WitGrammar.TypeItemContext context) {
    return switch (context) {
      case WitGrammar.AliasItemContext item ->
          declaration(docs, attributes, item.ID(), new Syntax.AliasBody(type(item.type())), item);
      case WitGrammar.RecordItemContext item -> {
        List<Syntax.Field> fields =
            each(item.field(), of -> new Syntax.Field(docs(of), id(of.ID()), type(of.type())));
        yield declaration(docs, attributes, item.ID(), new Syntax.RecordBody(fields), item);
      }
      case WitGrammar.VariantItemContext item -> {
        List<Syntax.VariantCase> cases =
            each(
                item.variantCase(),
                of -> new Syntax.VariantCase(docs(of), id(of.ID()), optionalType(of.type())));
        yield declaration(docs, attributes, item.ID(), new Syntax.VariantBody(cases), item);
      }
      case WitGrammar.EnumItemContext item ->
          declaration(docs, attributes, item.ID(), new Syntax.EnumBody(labels(item.label())), item);
      case WitGrammar.FlagsItemContext item ->
          declaration(
              docs, attributes, item.ID(), new Syntax.FlagsBody(labels(item.label())), item);
      case WitGrammar.ResourceItemContext item -> {
        List<Syntax.ResourceFunction> functions =
            each(item.resourceMember(), this::resourceFunction);
        yield declaration(docs, attributes, item.ID(), new Syntax.ResourceBody(functions), item);
      }
      default -> throw new IllegalStateException(context.getClass().getName());
    };
  }

  private Syntax.TypeDeclaration declaration(
      DocComment docs,
      Attributes attributes,
      TerminalNode name,
      Syntax.TypeBody body,
      ParserRuleContext context) {
    return new Syntax.TypeDeclaration(docs, attributes, id(name), body, span(context));
  }

  private List<Syntax.Label> labels(List<WitGrammar.LabelContext> contexts) {
    return each(contexts, label -> new Syntax.Label(docs(label), id(label.ID())));
  }

  private Syntax.ResourceFunction resourceFunction(WitGrammar.ResourceMemberContext context) {
    DocComment docs = docs(context);
    Attributes attributes = attributes(context.attribute());
    if (context.constructorItem() != null) {
      WitGrammar.ConstructorItemContext item = context.constructorItem();
      Token keyword = item.CONSTRUCTOR().getSymbol();
      return new Syntax.ResourceFunction(
          docs,
          attributes,
          Syntax.ResourceFunctionKind.CONSTRUCTOR,
          new Identifier(keyword.getText(), span(keyword)),
          signature(false, item.signature()));
    }
    WitGrammar.MethodItemContext item = context.methodItem();
    return new Syntax.ResourceFunction(
        docs,
        attributes,
        item.STATIC() == null
            ? Syntax.ResourceFunctionKind.METHOD
            : Syntax.ResourceFunctionKind.STATIC,
        id(item.ID()),
        signature(item.funcType()));
  }

  private Syntax.Signature signature(WitGrammar.FuncTypeContext context) {
    return signature(context.ASYNC() != null, context.signature());
  }

  private Syntax.Signature signature(boolean async, WitGrammar.SignatureContext context) {
    List<Syntax.Parameter> params =
        each(context.param(), param -> new Syntax.Parameter(id(param.ID()), type(param.type())));
    return new Syntax.Signature(async, params, optionalType(context.type()));
  }

  private Optional<TypeExpression> optionalType(WitGrammar.@Nullable TypeContext context) {
    return context == null ? Optional.empty() : Optional.of(type(context));
  }

  private TypeExpression type(WitGrammar.TypeContext context) {
    int keyword = context.getStart().getType();
    if (keyword == WitLexer.ID) {
      return new Syntax.Named(id(context.ID()));
    }
    Span span = span(context);
    return switch (keyword) {
      case WitLexer.LIST -> {
        TypeExpression element = type(context.type(0));
        yield context.INTEGER() == null
            ? new Syntax.ListOf(element, span)
            : new Syntax.FixedListOf(element, length(context.INTEGER().getSymbol()), span);
      }
      case WitLexer.MAP -> new Syntax.MapOf(type(context.type(0)), type(context.type(1)), span);
      case WitLexer.OPTION -> new Syntax.OptionOf(type(context.type(0)), span);
      case WitLexer.RESULT ->
          new Syntax.ResultOf(optionalType(context.ok), optionalType(context.err), span);
      case WitLexer.TUPLE -> new Syntax.TupleOf(each(context.type(), this::type), span);
      case WitLexer.FUTURE -> new Syntax.FutureOf(optionalType(context.type(0)), span);
      case WitLexer.STREAM -> new Syntax.StreamOf(optionalType(context.type(0)), span);
      case WitLexer.OWN -> new Syntax.HandleOf(id(context.ID()), true, span);
      case WitLexer.BORROW -> new Syntax.HandleOf(id(context.ID()), false, span);
      default -> new Syntax.Primitive(primitive(keyword), span);
    };
  }

  private static PrimitiveType primitive(int token) {
    return switch (token) {
      case WitLexer.BOOL -> PrimitiveType.BOOL;
      case WitLexer.S8 -> PrimitiveType.S8;
      case WitLexer.U8 -> PrimitiveType.U8;
      case WitLexer.S16 -> PrimitiveType.S16;
      case WitLexer.U16 -> PrimitiveType.U16;
      case WitLexer.S32 -> PrimitiveType.S32;
      case WitLexer.U32 -> PrimitiveType.U32;
      case WitLexer.S64 -> PrimitiveType.S64;
      case WitLexer.U64 -> PrimitiveType.U64;
      case WitLexer.F32 -> PrimitiveType.F32;
      case WitLexer.F64 -> PrimitiveType.F64;
      case WitLexer.CHAR -> PrimitiveType.CHAR;
      case WitLexer.STRING_TYPE -> PrimitiveType.STRING;
      case WitLexer.ERROR_CONTEXT -> PrimitiveType.ERROR_CONTEXT;
      default -> throw new IllegalStateException("token " + token);
    };
  }

  private int length(Token token) {
    try {
      int length = Integer.parseUnsignedInt(token.getText());
      if (length != 0) {
        return length;
      }
    } catch (NumberFormatException tooLarge) {
      // Reported below.
    }
    errors.report(WitCode.INVALID_LENGTH.error().at(span(token)));
    return 1;
  }

  private Identifier id(TerminalNode node) {
    Token token = node.getSymbol();
    String text = token.getText();
    String name = text.startsWith("%") ? text.substring(1) : text;
    Span span = span(token);
    Optional<String> problem = Labels.problem(name);
    if (problem.isPresent()) {
      Diagnostic diagnostic = WitCode.INVALID_NAME.error(name, problem.get()).at(span);
      errors.report(
          Labels.suggestion(name)
              .map(better -> diagnostic.help("names are written as `" + better + "`"))
              .orElse(diagnostic));
    }
    return new Identifier(name, span);
  }

  /** Packages are named without acronyms (Explainer, Import and Export Definitions). */
  private Identifier lowerCase(Identifier name) {
    String lower = name.name().toLowerCase(Locale.ROOT);
    if (!lower.equals(name.name()) && Labels.problem(name.name()).isEmpty()) {
      errors.report(
          WitCode.INVALID_PACKAGE_NAME
              .error(name.name())
              .at(name.span())
              .help("write `" + lower + "`"));
    }
    return name;
  }

  private Optional<Version> version(@Nullable Token token) {
    if (token == null) {
      return Optional.empty();
    }
    Optional<Version> version = Version.parse(token.getText());
    if (version.isEmpty()) {
      errors.report(
          WitCode.INVALID_VERSION
              .error(token.getText())
              .at(span(token))
              .help("its numbers, behind `-` too, have no leading zero and 64 bits"));
    }
    return version;
  }

  // Attributes

  private Attributes attributes(List<WitGrammar.AttributeContext> contexts) {
    if (contexts.isEmpty()) {
      return Attributes.NONE;
    }
    AttributeBuilder builder = new AttributeBuilder(errors);
    for (WitGrammar.AttributeContext context : contexts) {
      Identifier name = plainName(context.ID().getSymbol());
      if (context.STRING() != null) {
        Token token = context.STRING().getSymbol();
        String value = Strings.decode(token.getText(), span(token), errors);
        builder.string(name, value, span(context));
      } else {
        argument(builder, name, context);
      }
    }
    Span span = span(contexts.getFirst()).to(span(contexts.getLast()));
    Syntax.Attributes attributes = builder.build(span);
    if (attributes.stability() instanceof Stability.Unstable(String feature, _)) {
      features.add(feature);
    }
    return attributes;
  }

  /** A name of the language's own, which the attribute that has it is looked up by. */
  private Identifier plainName(Token token) {
    return new Identifier(token.getText(), span(token));
  }

  private void argument(
      AttributeBuilder builder, Identifier name, WitGrammar.AttributeContext context) {
    WitGrammar.AttributeArgumentContext argument = context.attributeArgument(0);
    Identifier key = plainName(argument.ID(0).getSymbol());
    if (argument.VERSION() != null) {
      Token token = argument.VERSION().getSymbol();
      builder.version(name, key, version(token).orElse(Version.of(0, 0, 0)), span(context));
    } else {
      builder.feature(name, key, id(argument.ID(1)), span(context));
    }
    if (context.attributeArgument().size() > 1) {
      errors.report(
          WitCode.TOO_MANY_ARGUMENTS.error(name.name()).at(span(context.attributeArgument(1))));
    }
  }

  private void forbidAttributes(List<WitGrammar.AttributeContext> contexts, String where) {
    if (!contexts.isEmpty()) {
      errors.report(WitCode.ATTRIBUTE_NOT_ALLOWED.error(where).at(span(contexts.getFirst())));
    }
  }

  private void forbidExternalId(Attributes attributes, String where) {
    if (attributes.externalId().isPresent()) {
      errors.report(
          WitCode.EXTERNAL_ID_NOT_ALLOWED.error(where).at(attributes.span().orElseThrow()));
    }
  }

  /** What each of some contexts says. */
  private static <C, T> List<T> each(List<C> contexts, Function<? super C, T> build) {
    List<T> built = new ArrayList<>(contexts.size());
    for (C context : contexts) {
      built.add(build.apply(context));
    }
    return built;
  }

  // Places and comments

  private Span span(ParserRuleContext context) {
    Token stop = context.getStop() == null ? context.getStart() : context.getStop();
    int start = context.getStart().getStartIndex();
    return source.span(start, Math.max(start, stop.getStopIndex() + 1));
  }

  private Span span(Token token) {
    return source.span(token.getStartIndex(), token.getStopIndex() + 1);
  }

  /** All comments directly before an item, whatever their kind. */
  private DocComment docs(ParserRuleContext context) {
    int item = context.getStart().getTokenIndex();
    int first = item;
    while (first > 0 && tokens.isHidden(first - 1)) {
      first--;
    }
    while (first < item && tokens.type(first) == WitLexer.BLANK) {
      first++;
    }
    if (first == item) {
      return DocComment.NONE;
    }
    List<String> comments = new ArrayList<>();
    int end = first;
    for (int i = first; i < item; i++) {
      if (tokens.type(i) != WitLexer.BLANK) {
        comments.add(tokens.text(i));
        end = tokens.end(i);
      }
    }
    Span span = source.span(tokens.start(first), end);
    return new DocComment(Docs.of(DocText.of(comments)), Optional.of(span));
  }
}

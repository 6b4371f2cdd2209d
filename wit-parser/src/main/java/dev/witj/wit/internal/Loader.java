package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import dev.witj.wit.PackageDecoder;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageName;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitCode;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the files of a run, root after root, and has their packages resolved. All syntax
 * is read before anything is looked up, so that no name is reported missing because the file that
 * defines it is wrong.
 */
public final class Loader {
  private final WitOptions options;
  private final Diagnostics errors = new Diagnostics();
  private final List<Path> files = new ArrayList<>();
  private final Set<String> features = new TreeSet<>();
  private final List<Root> roots = new ArrayList<>();
  private final List<PackageDecoder.Decoded> decoded = new ArrayList<>();

  private Loader(WitOptions options) {
    this.options = options;
  }

  /** What one root gave: its own package or what a decoder made of it, and all it brought along. */
  private record Root(
      Optional<PackageName> main,
      Optional<PackageDecoder.Decoded> encoded,
      Map<PackageName, ParsedPackage> packages) {}

  /** Reads roots from disk. */
  public static ParsedWit load(List<Path> paths, WitOptions options) {
    Loader loader = new Loader(options);
    return loader.guarded(
        () -> {
          for (Path path : paths) {
            loader.root(path);
          }
        });
  }

  /** Reads a text. */
  public static ParsedWit load(Source source, WitOptions options) {
    Loader loader = new Loader(options);
    return loader.guarded(
        () -> {
          Syntax.File file = loader.parse(source);
          loader.root(loader.group(List.of(file), source.name()), List.of());
        });
  }

  private ParsedWit guarded(Runnable read) {
    try {
      read.run();
      errors.throwIfErrors();
      return resolve();
    } catch (StackOverflowError e) {
      throw new DiagnosticException(WitCode.INPUT_TOO_DEEP.error(), e);
    }
  }

  // Reading

  private void root(Path path) {
    if (Files.isDirectory(path)) {
      List<ParsedPackage> main = folder(path);
      Path deps = path.resolve("deps");
      List<List<ParsedPackage>> dependencies = new ArrayList<>();
      if (Files.isDirectory(deps)) {
        for (Path entry : list(deps)) {
          if (Files.isDirectory(entry)) {
            dependencies.add(folder(entry));
          } else if (isSpecial(entry)) {
            reportUnreadable(entry);
          } else if (hasSuffix(entry, ".wit")) {
            dependencies.add(file(entry));
          } else if (isEncoded(entry)) {
            PackageDecoder.Decoded dependency = decode(entry);
            if (dependency != null) {
              decoded.add(dependency);
            }
          }
        }
      }
      root(main, dependencies);
    } else if (isEncoded(path)) {
      PackageDecoder.Decoded encoded = decode(path);
      if (encoded != null) {
        roots.add(new Root(Optional.empty(), Optional.of(encoded), Map.of()));
      }
    } else {
      root(file(path), List.of());
    }
  }

  /** Adds a root; the first package of each group is the one its files stand for. */
  private void root(List<ParsedPackage> main, List<List<ParsedPackage>> dependencies) {
    Map<PackageName, ParsedPackage> packages = new LinkedHashMap<>();
    List<ParsedPackage> all = new ArrayList<>(main);
    dependencies.forEach(all::addAll);
    for (ParsedPackage pkg : all) {
      ParsedPackage before = packages.putIfAbsent(pkg.name(), pkg);
      if (before != null) {
        errors.report(duplicate(pkg, before));
      }
    }
    roots.add(
        new Root(main.stream().findFirst().map(ParsedPackage::name), Optional.empty(), packages));
  }

  private List<ParsedPackage> folder(Path folder) {
    List<Syntax.File> parsed = new ArrayList<>();
    for (Path entry : list(folder)) {
      if (Files.isRegularFile(entry) && hasSuffix(entry, ".wit")) {
        parse(entry).ifPresent(parsed::add);
      }
    }
    if (parsed.isEmpty() && !errors.hasErrors()) {
      errors.report(WitCode.NO_WIT_FILES.error(folder));
      return List.of();
    }
    return group(parsed, folder.toString());
  }

  private List<ParsedPackage> file(Path file) {
    return parse(file).map(of -> group(List.of(of), file.toString())).orElse(List.of());
  }

  private Optional<Syntax.File> parse(Path file) {
    byte[] bytes = read(file);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(WitText.decode(file.toString(), bytes)));
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(errors::report);
      return Optional.empty();
    }
  }

  private Syntax.File parse(Source source) {
    Syntax.File file = SyntaxParser.parse(source, errors);
    features.addAll(file.features());
    return file;
  }

  private PackageDecoder.@Nullable Decoded decode(Path file) {
    if (options.decoder().isEmpty()) {
      errors.report(WitCode.NO_DECODER.error(file));
      return null;
    }
    byte[] bytes = read(file);
    if (bytes == null) {
      return null;
    }
    Source source =
        hasSuffix(file, ".wat")
            ? Source.text(file.toString(), new String(bytes, StandardCharsets.UTF_8))
            : Source.binary(file);
    try {
      return options.decoder().get().decode(source, bytes);
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(errors::report);
      return null;
    }
  }

  private byte @Nullable [] read(Path file) {
    files.add(file);
    try {
      byte[] bytes = start(file);
      if (bytes.length > WitText.MAX_BYTES) {
        errors.report(WitText.tooLarge(file.toString()));
        return null;
      }
      return bytes;
    } catch (IOException e) {
      reportUnreadable(file);
      return null;
    }
  }

  /** A file, or more of it than is allowed: a device may be endless and say that it is empty. */
  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(WitText.MAX_BYTES + 1);
    }
  }

  /** A pipe or device, which nobody has put among dependencies to be read. */
  private static boolean isSpecial(Path entry) {
    return (hasSuffix(entry, ".wit") || isEncoded(entry))
        && Files.exists(entry)
        && !Files.isRegularFile(entry);
  }

  private List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .sorted(Comparator.comparing(entry -> Objects.toString(entry.getFileName())))
          .toList();
    } catch (IOException e) {
      reportUnreadable(folder);
      return List.of();
    }
  }

  private void reportUnreadable(Path path) {
    errors.report((Files.exists(path) ? WitCode.UNREADABLE : WitCode.FILE_NOT_FOUND).error(path));
  }

  private static boolean isEncoded(Path file) {
    return hasSuffix(file, ".wasm") || hasSuffix(file, ".wat");
  }

  private static boolean hasSuffix(Path file, String suffix) {
    return Objects.toString(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  // Packages

  /** Puts the files of one folder together: their common package first, then those in braces. */
  private List<ParsedPackage> group(List<Syntax.File> parsed, String where) {
    List<ParsedPackage> all = new ArrayList<>();
    List<List<Syntax.TopItem>> scopes = new ArrayList<>();
    Optional<Syntax.PackageHeader> header = Optional.empty();
    Syntax.DocComment docs = Syntax.DocComment.NONE;
    for (Syntax.File file : parsed) {
      if (file.header().isPresent()) {
        Syntax.PackageHeader here = file.header().get();
        if (header.isEmpty()) {
          header = Optional.of(here);
        } else if (!header.get().name().toName().equals(here.name().toName())) {
          errors.report(
              WitCode.PACKAGE_MISMATCH
                  .error(here.name().toName(), header.get().name().toName())
                  .at(here.name().span())
                  .with(header.get().name().span(), "first named here")
                  .help("all files of one folder are one package"));
        }
        if (here.docs().span().isPresent()) {
          if (docs.span().isPresent()) {
            errors.report(
                WitCode.DUPLICATE_PACKAGE_DOCS
                    .error()
                    .at(here.docs().span().get())
                    .with(docs.span().get(), "first documented here"));
          } else {
            docs = here.docs();
          }
        }
      }
      List<Syntax.TopItem> scope = new ArrayList<>();
      for (Syntax.TopItem item : file.items()) {
        if (item instanceof Syntax.PackageBlock block) {
          all.add(
              new ParsedPackage(
                  block.name().toName(),
                  block.name().span(),
                  block.docs().docs(),
                  List.of(block.items()),
                  ParsedPackage.Origin.USER));
        } else {
          scope.add(item);
        }
      }
      scopes.add(scope);
    }
    if (header.isPresent()) {
      all.addFirst(
          new ParsedPackage(
              header.get().name().toName(),
              header.get().name().span(),
              docs.docs(),
              scopes,
              ParsedPackage.Origin.USER));
    } else if (!errors.hasErrors()) {
      errors.report(
          WitCode.MISSING_PACKAGE_LINE
              .error(where)
              .at(parsed.getFirst().span().source().span(0, 0), "")
              .help("start a file with `package namespace:name;`"));
    }
    return all;
  }

  private ParsedWit resolve() {
    PackageLinker graph = new PackageLinker(options, errors);
    decoded.forEach(graph::merge);
    Map<PackageName, ParsedPackage> packages = new LinkedHashMap<>();
    for (Root root : roots) {
      root.main().ifPresent(main -> addMain(root.packages(), main, packages));
    }
    // What two roots bring along both is the same package: the first copy is taken.
    roots.forEach(root -> root.packages().forEach(packages::putIfAbsent));
    errors.throwIfErrors();
    roots.forEach(root -> root.encoded().ifPresent(graph::merge));
    graph.add(packages);
    List<PackageId> mains =
        roots.stream()
            .map(
                root ->
                    root.encoded()
                        .map(of -> of.resolve().get(of.main()).name())
                        .or(root::main)
                        .orElseThrow())
            .map(graph::id)
            .toList();
    features.addAll(graph.builtinFeatures());
    return new ParsedWit(graph.finish(), mains, files, misspeltFeatures());
  }

  /** What is enabled for other packages is no mistake; what is nearly a feature here is one. */
  private List<Diagnostic> misspeltFeatures() {
    List<Diagnostic> warnings = new ArrayList<>();
    for (String feature : new TreeSet<>(options.features())) {
      if (!features.contains(feature)) {
        Suggestions.closest(feature, features)
            .ifPresent(
                near ->
                    warnings.add(
                        WitCode.UNKNOWN_FEATURE
                            .warning(feature)
                            .at(Span.none())
                            .help("did you mean `" + near + "`?")));
      }
    }
    return warnings;
  }

  private void addMain(
      Map<PackageName, ParsedPackage> from,
      PackageName main,
      Map<PackageName, ParsedPackage> into) {
    ParsedPackage pkg = from.get(main);
    if (pkg == null) {
      return;
    }
    ParsedPackage before = into.putIfAbsent(main, pkg);
    if (before != null) {
      errors.report(duplicate(pkg, before));
    }
  }

  private static Diagnostic duplicate(ParsedPackage pkg, ParsedPackage before) {
    return WitCode.DUPLICATE_PACKAGE
        .error(pkg.name())
        .at(pkg.span())
        .with(before.span(), "first defined here");
  }
}

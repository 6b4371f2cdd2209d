package dev.witj.bindgen;

import dev.witj.runtime.Linker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** Generated sources after the compiler: every lint is on, and a warning is an error. */
final class Compiled extends ClassLoader {
  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

  private Compiled() {
    super(Compiled.class.getClassLoader());
  }

  /**
   * Compiles sources by their paths, with nothing but the runtime to help them.
   *
   * @throws AssertionError with the compiler's words if it finds anything
   */
  static Compiled of(Map<String, String> sources) {
    Compiled compiled = new Compiled();
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter out = new StringWriter();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
      List<JavaFileObject> units = new ArrayList<>();
      sources.forEach((path, text) -> units.add(new Source(path, text)));
      boolean fine =
          compiler
              .getTask(
                  out,
                  compiled.files(standard),
                  null,
                  List.of(
                      "-Xlint:all", "-Werror", "-Xdoclint:all,-missing", "-classpath", classPath()),
                  null,
                  units)
              .call();
      if (!fine) {
        throw new AssertionError(out.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compiled;
  }

  private static String classPath() {
    return Stream.of(Linker.class, dev.witj.diagnostics.Span.class, NullMarked.class)
        .map(
            type -> {
              try {
                URI at = type.getProtectionDomain().getCodeSource().getLocation().toURI();
                return Path.of(at).toString();
              } catch (URISyntaxException e) {
                throw new AssertionError(e);
              }
            })
        .distinct()
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private JavaFileManager files(StandardJavaFileManager standard) {
    return new ForwardingJavaFileManager<>(standard) {
      @Override
      public JavaFileObject getJavaFileForOutput(
          Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
          @Override
          public OutputStream openOutputStream() {
            return classes.computeIfAbsent(className, name -> new ByteArrayOutputStream());
          }
        };
      }
    };
  }

  /** The loader of a named module that has all of these classes and exports one package alone. */
  ClassLoader asModule(String exported) {
    ModuleDescriptor descriptor =
        ModuleDescriptor.newModule("closed")
            .requires("java.base")
            .exports(exported)
            .packages(
                classes.keySet().stream()
                    .map(name -> name.substring(0, name.lastIndexOf('.')))
                    .collect(Collectors.toSet()))
            .build();
    ModuleReference reference =
        new ModuleReference(descriptor, URI.create("memory:///closed")) {
          @Override
          public ModuleReader open() {
            return new InMemory();
          }
        };
    Configuration configuration =
        ModuleLayer.boot().configuration().resolve(finder(reference), finder(), Set.of("closed"));
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(ModuleLayer.boot()), getParent());
    Module module = controller.layer().findModule("closed").orElseThrow();
    controller.addReads(module, Linker.class.getModule());
    controller.addReads(module, getParent().getUnnamedModule());
    return module.getClassLoader();
  }

  private static ModuleFinder finder(ModuleReference... references) {
    return new ModuleFinder() {
      @Override
      public Optional<ModuleReference> find(String name) {
        return findAll().stream().filter(r -> r.descriptor().name().equals(name)).findFirst();
      }

      @Override
      public Set<ModuleReference> findAll() {
        return Set.of(references);
      }
    };
  }

  private final class InMemory implements ModuleReader {
    @Override
    public Optional<URI> find(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<ByteBuffer> read(String name) {
      String type = name.replace('/', '.').replaceAll("\\.class$", "");
      return Optional.ofNullable(classes.get(type)).map(b -> ByteBuffer.wrap(b.toByteArray()));
    }

    @Override
    public Stream<String> list() {
      return classes.keySet().stream().map(name -> name.replace('.', '/') + ".class");
    }

    @Override
    public void close() {}
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ByteArrayOutputStream bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes.toByteArray(), 0, bytes.size());
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("memory:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}

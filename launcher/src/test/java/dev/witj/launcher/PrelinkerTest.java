package dev.witj.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.CharBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is prelinked does the same, and asks no bootstrap method for it. */
final class PrelinkerTest {
  /** A record with a component of every kind. */
  record Kinds(
      boolean z,
      byte b,
      char c,
      short s,
      int i,
      long j,
      float f,
      double d,
      String text,
      int[] array)
      implements Shape {}

  /** A record with none. */
  record Empty() implements Shape {}

  /** A closed family. */
  sealed interface Shape permits Kinds, Empty, Other {
    /** Reaches into a switch that stands in an interface. */
    static String name(Shape shape) {
      return switch (shape) {
        case Kinds _ -> "kinds";
        case Empty _ -> "empty";
        case Other _ -> "other";
      };
    }
  }

  /** No record. */
  static final class Other implements Shape {}

  /** What the tests ask of the classes, answered in text. */
  @SuppressWarnings("NullAway") // null is among what is tried
  static final class Subject implements Function<List<Object>, String> {
    @Override
    public String apply(List<Object> ignored) {
      int[] array = {1};
      Kinds one = new Kinds(true, (byte) -1, 'x', (short) 7, 8, 9L << 40, 1.5f, -0.0, "a", array);
      Kinds same = new Kinds(true, (byte) -1, 'x', (short) 7, 8, 9L << 40, 1.5f, -0.0, "a", array);
      Kinds zero = new Kinds(true, (byte) -1, 'x', (short) 7, 8, 9L << 40, 1.5f, 0.0, "a", array);
      Kinds none =
          new Kinds(false, (byte) 0, 'x', (short) 7, 8, 9L, Float.NaN, 0, null, new int[0]);
      StringBuilder said = new StringBuilder();
      said.append(equal(one, one)).append(equal(one, same)).append(equal(one, zero));
      said.append(equal(none, none)).append(equal(none, one)).append(equal(one, null));
      said.append(equal(one, "x")).append(equal(new Empty(), new Empty()));
      said.append(' ').append(one.hashCode() - System.identityHashCode(array));
      said.append(' ').append(new Empty().hashCode());
      for (Shape shape : List.of(one, none, new Empty(), new Other())) {
        said.append(' ').append(Shape.name(shape));
      }
      for (Object value : new Object[] {1, 2, "s", 2L, one, List.of(), CharBuffer.wrap("b")}) {
        said.append(' ').append(select(value));
      }
      try {
        said.append(select(null));
      } catch (NullPointerException e) {
        said.append(" null");
      }
      return said.toString();
    }

    private static boolean equal(Object a, @Nullable Object b) {
      return a.equals(b);
    }

    private static String select(@Nullable Object value) {
      return switch (value) {
        case Integer i when i == 1 -> "one";
        case Integer i -> "int " + i;
        case String s -> s;
        case Kinds(boolean z, _, _, _, _, _, _, _, String text, _) when z -> String.valueOf(text);
        case CharSequence other -> "chars " + other;
        default -> "default";
      };
    }
  }

  @Test
  void whatIsPrelinkedDoesTheSame() throws Exception {
    ClassLoader prelinked = new Prelinked(PrelinkerTest.class.getClassLoader());
    Class<?> type = prelinked.loadClass(Subject.class.getName());
    assertNotSame(Subject.class, type);
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    @SuppressWarnings("unchecked")
    var subject = (Function<List<Object>, String>) constructor.newInstance();
    String expected = new Subject().apply(List.of());
    assertEquals(expected, subject.apply(List.of()));
    assertTrue(expected.startsWith("truetruefalsetruefalsefalsefalsetrue "), expected);
    assertTrue(expected.endsWith(" one int 2 s default a default chars b null"), expected);
  }

  @Test
  void noSiteIsLeft() throws IOException {
    Prelinker linker = new Prelinker(PrelinkerTest.class.getClassLoader());
    for (Class<?> type : List.of(Kinds.class, Shape.class, Subject.class)) {
      ClassModel before = ClassFile.of().parse(bytes(type.getName()));
      assertTrue(bootstraps(before, "typeSwitch") || bootstraps(before, "hashCode"));
      ClassModel after = ClassFile.of().parse(linker.prelink(bytes(type.getName())));
      assertFalse(bootstraps(after, "typeSwitch") || bootstraps(after, "hashCode"));
    }
  }

  @Test
  void oldClassesGetANewerFormatAndOthersStay() throws IOException {
    Prelinker linker = new Prelinker(PrelinkerTest.class.getClassLoader());
    byte[] old = bytes("picocli.CommandLine");
    assertTrue(ClassFile.of().parse(old).majorVersion() <= ClassFile.JAVA_6_VERSION);
    assertEquals(
        ClassFile.JAVA_8_VERSION, ClassFile.of().parse(linker.prelink(old)).majorVersion());
    byte[] plain = bytes(Other.class.getName());
    assertSame(plain, linker.prelink(plain));
  }

  private static boolean bootstraps(ClassModel model, String name) {
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof InvokeDynamicEntry site && site.name().equalsString(name)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        PrelinkerTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  /** Defines the classes of this test anew, prelinked. */
  private static final class Prelinked extends ClassLoader {
    private final Prelinker linker = new Prelinker(getParent());

    Prelinked(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PrelinkerTest.class.getName() + "$")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        byte[] linked = linker.prelink(bytes(name));
        return defineClass(name, linked, 0, linked.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}

package dev.witj.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes sure that there is stack left before a guest's call enters the host, or makes the JVM load
 * or initialize a class. A guest may recurse to the end of its stack and call the host there: the
 * host's code would be struck by {@link StackOverflowError} at any point, and what it does for
 * others, or what the JVM does once for all such as initializing a class, would be left half done.
 *
 * <p>Java cannot ask how much stack is left. But calling a method with thousands of variables fails
 * at once if its frame does not fit, whether it is interpreted, where the frame is there, or
 * compiled: then the frame is needed only if the code is given up, but room for it is demanded all
 * the same. The second costs a few nanoseconds.
 */
public final class StackReserve {
  /** Variables of eight bytes. */
  private static final int VARIABLES = 16384;

  private static final MethodHandle PROBE = probe();

  /** Not final: what compilers know to be no zero needs no place at which the code is given up. */
  private static int notZero = 1;

  private StackReserve() {}

  /**
   * Passes if the host has stack to run on.
   *
   * @throws StackOverflowError if not, while nothing has happened yet
   */
  public static void check() {
    try {
      PROBE.invokeExact(notZero);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle probe() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> made = lookup.defineHiddenClass(classFile(), true).lookupClass();
      return lookup.findStatic(made, "probe", MethodType.methodType(void.class, int.class));
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A class with one method, {@code static void probe(int x) { if (x == 0) probe(0); }}. The call
   * is there so that compiled code has a place at which it may be given up.
   */
  private static byte[] classFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0xCAFEBABE);
    out.writeInt(52); // Java 8
    out.writeShort(11);
    utf8(out, StackReserve.class.getPackageName().replace('.', '/') + "/Probe"); // 1
    utf8(out, "java/lang/Object"); // 2
    utf8(out, "probe"); // 3
    utf8(out, "(I)V"); // 4
    utf8(out, "Code"); // 5
    utf8(out, "StackMapTable"); // 6
    constant(out, 7, 1); // 7: this class
    constant(out, 7, 2); // 8: its superclass
    constant(out, 12, 3, 4); // 9: name and type
    constant(out, 10, 7, 9); // 10: the method
    out.writeShort(0x1030); // final, synthetic
    out.writeShort(7);
    out.writeShort(8);
    out.writeShort(0); // interfaces
    out.writeShort(0); // fields
    out.writeShort(1); // methods
    out.writeShort(0x0008); // static
    out.writeShort(3);
    out.writeShort(4);
    out.writeShort(1); // attributes
    byte[] code = {
      0x1a, // iload_0
      (byte) 0x9a,
      0,
      7, // ifne to the return
      0x03, // iconst_0
      (byte) 0xb8,
      0,
      10, // invokestatic probe
      (byte) 0xb1 // return
    };
    out.writeShort(5);
    out.writeInt(12 + code.length + 9);
    out.writeShort(1); // stack
    out.writeShort(VARIABLES);
    out.writeInt(code.length);
    out.write(code);
    out.writeShort(0); // handlers
    out.writeShort(1); // attributes
    out.writeShort(6);
    out.writeInt(3);
    out.writeShort(1);
    out.writeByte(code.length - 1); // the same variables at the return
    out.writeShort(0); // attributes of the class
    return bytes.toByteArray();
  }

  private static void utf8(DataOutputStream out, String text) throws IOException {
    out.writeByte(1);
    out.writeUTF(text);
  }

  private static void constant(DataOutputStream out, int tag, int... parts) throws IOException {
    out.writeByte(tag);
    for (int part : parts) {
      out.writeShort(part);
    }
  }
}

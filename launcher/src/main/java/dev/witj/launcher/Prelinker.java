package dev.witj.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.runtime.ObjectMethods;
import java.lang.runtime.SwitchBootstraps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the jars that the launcher runs start fast, while they are built. An AOT cache keeps loaded
 * classes and most call sites, with two gaps, which are closed here:
 *
 * <ul>
 *   <li>The call sites of pattern switches and of the methods of records are linked anew by every
 *       process, each with bytecode it makes up for that. Here they become the code that the JDK
 *       would make.
 *   <li>Classes of Java 6 and older formats, as some libraries have, are not kept at all: they need
 *       a verifier of their own. Here they get the format of Java 8.
 * </ul>
 *
 * What the classes do stays the same.
 */
final class Prelinker {
  private static final ClassDesc SWITCHES =
      SwitchBootstraps.class.describeConstable().orElseThrow();
  private static final ClassDesc RECORDS = ObjectMethods.class.describeConstable().orElseThrow();
  private static final ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();

  private static final MethodTypeDesc HASH =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
  private static final MethodTypeDesc EQUALS =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

  private final ClassFile format;

  /** A linker of classes whose supertypes a loader has. */
  Prelinker(ClassLoader loader) {
    format =
        ClassFile.of(
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /**
   * Prelinks jars.
   *
   * @param arguments the folder for the results, then jars and folders of jars
   */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Files.createDirectories(target);
    for (Path old : jars(target)) {
      Files.delete(old);
    }
    Prelinker linker = new Prelinker(Prelinker.class.getClassLoader());
    for (int i = 1; i < arguments.length; i++) {
      for (Path jar : jars(Path.of(arguments[i]))) {
        linker.prelink(jar, target.resolve(jar.getFileName()));
      }
    }
  }

  private static List<Path> jars(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place, 1)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void prelink(Path jar, Path target) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(target);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Enumeration<? extends ZipEntry> all = in.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(entry.getName().endsWith(".class") ? prelink(bytes) : bytes);
        out.closeEntry();
      }
    }
  }

  /** The same class without the gaps, or the very bytes if it has none or cannot be linked here. */
  byte[] prelink(byte[] bytes) {
    ClassModel model = format.parse(bytes);
    if (model.isModuleInfo() || (!isOld(model) && !hasSites(model))) {
      return bytes;
    }
    try {
      return format.transformClass(model, ClassTransform.ofStateful(() -> new Linking(model)));
    } catch (IllegalArgumentException e) {
      // It names classes that are not there, as optional parts of libraries do; it is only slower.
      return bytes;
    }
  }

  private static boolean isOld(ClassModel model) {
    return model.majorVersion() <= ClassFile.JAVA_6_VERSION;
  }

  private static boolean hasSites(ClassModel model) {
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof InvokeDynamicEntry site) {
        ClassDesc bootstrap = ownerOfBootstrap(site);
        if (bootstrap.equals(SWITCHES) || bootstrap.equals(RECORDS)) {
          return true;
        }
      }
    }
    return false;
  }

  private static ClassDesc ownerOfBootstrap(InvokeDynamicEntry site) {
    return site.bootstrap().bootstrapMethod().reference().owner().asSymbol();
  }

  /** A pattern switch that became a method. */
  private record TypeSwitch(String name, MethodTypeDesc type, List<ConstantDesc> labels) {}

  /** The work on one class. */
  private static final class Linking implements ClassTransform {
    private final ClassModel model;
    private final ClassDesc self;
    private final List<TypeSwitch> switches = new ArrayList<>();

    Linking(ClassModel model) {
      this.model = model;
      this.self = model.thisClass().asSymbol();
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
      switch (element) {
        case ClassFileVersion _ when isOld(model) ->
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
        case MethodModel method ->
            builder.transformMethod(method, MethodTransform.transformingCode(this::link));
        default -> builder.with(element);
      }
    }

    @Override
    public void atEnd(ClassBuilder builder) {
      for (TypeSwitch each : switches) {
        builder.withMethodBody(
            each.name(),
            each.type(),
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            code -> select(code, each.labels()));
      }
    }

    private void link(CodeBuilder code, CodeElement element) {
      if (element instanceof InvokeDynamicInstruction site) {
        ClassDesc bootstrap = ownerOfBootstrap(site.invokedynamic());
        String name = site.name().stringValue();
        if (bootstrap.equals(SWITCHES) && isByClass(site)) {
          TypeSwitch method =
              new TypeSwitch(
                  "typeSwitch$" + switches.size(), site.typeSymbol(), site.bootstrapArgs());
          switches.add(method);
          code.invokestatic(
              self, method.name(), method.type(), model.flags().has(AccessFlag.INTERFACE));
          return;
        }
        if (bootstrap.equals(RECORDS) && name.equals("hashCode")) {
          hash(code, fields(site));
          return;
        }
        if (bootstrap.equals(RECORDS) && name.equals("equals")) {
          compare(code, fields(site));
          return;
        }
      }
      code.with(element);
    }

    /** Other labels, as strings or constants of enums are, stay with the JDK. */
    private static boolean isByClass(InvokeDynamicInstruction site) {
      return site.name().equalsString("typeSwitch")
          && site.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    /** {@code int (Object value, int from)}: the first label from there on that fits the value. */
    private static void select(CodeBuilder code, List<ConstantDesc> labels) {
      int value = 0;
      int from = 1;
      Label some = code.newLabel();
      code.aload(value).ifnonnull(some).loadConstant(-1).ireturn().labelBinding(some);
      for (int i = 0; i < labels.size(); i++) {
        Label next = code.newLabel();
        code.iload(from).loadConstant(i).if_icmpgt(next);
        code.aload(value).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
        code.loadConstant(i).ireturn().labelBinding(next);
      }
      code.loadConstant(labels.size()).ireturn();
    }

    /** The getters, which stand behind the class and the names. */
    private static List<DirectMethodHandleDesc> fields(InvokeDynamicInstruction site) {
      return site.bootstrapArgs().stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    }

    private void hash(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
      int record = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(record).loadConstant(0);
      for (DirectMethodHandleDesc field : fields) {
        code.loadConstant(31).imul();
        ClassDesc type = load(code, record, field);
        if (type.isPrimitive()) {
          code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
        } else {
          code.invokestatic(OBJECTS, "hashCode", HASH);
        }
        code.iadd();
      }
    }

    private void compare(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
      int that = code.allocateLocal(TypeKind.REFERENCE);
      int record = code.allocateLocal(TypeKind.REFERENCE);
      Label differ = code.newLabel();
      Label done = code.newLabel();
      code.astore(that).astore(record);
      code.aload(that).instanceOf(self).ifeq(differ);
      code.aload(that).checkcast(self).astore(that);
      for (DirectMethodHandleDesc field : fields) {
        load(code, record, field);
        ClassDesc type = load(code, that, field);
        if (type.isPrimitive()) {
          code.invokestatic(
                  box(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
              .ifne(differ);
        } else {
          code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(differ);
        }
      }
      code.loadConstant(1).goto_(done).labelBinding(differ).loadConstant(0).labelBinding(done);
    }

    private ClassDesc load(CodeBuilder code, int record, DirectMethodHandleDesc field) {
      ClassDesc type = field.invocationType().returnType();
      code.aload(record).getfield(self, field.methodName(), type);
      return type;
    }

    private static ClassDesc box(ClassDesc primitive) {
      return switch (TypeKind.from(primitive)) {
        case BOOLEAN -> ConstantDescs.CD_Boolean;
        case BYTE -> ConstantDescs.CD_Byte;
        case CHAR -> ConstantDescs.CD_Character;
        case SHORT -> ConstantDescs.CD_Short;
        case INT -> ConstantDescs.CD_Integer;
        case LONG -> ConstantDescs.CD_Long;
        case FLOAT -> ConstantDescs.CD_Float;
        case DOUBLE -> ConstantDescs.CD_Double;
        case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
      };
    }
  }
}

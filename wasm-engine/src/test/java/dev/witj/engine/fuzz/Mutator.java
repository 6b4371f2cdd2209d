package dev.witj.engine.fuzz;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreModuleBuilder;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.SectionId;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Changes instructions of a valid module that imports nothing, and keeps those changes with which
 * it is valid still. Whatever becomes of loops and calls, they use up a fuel that is put into all
 * functions at the end, so that a mutant ends. All of a mutant's items are exported.
 */
final class Mutator {
  private static final int TRIES = 60;
  private static final int WANTED = 12;

  private final CoreModule module;
  private final Random random;
  private final List<List<Instruction>> bodies = new ArrayList<>();

  private Mutator(byte[] binary, Random random) {
    this.module = CoreModule.read(ByteSlice.of(binary));
    this.random = random;
    for (FunctionBody body : module.bodies()) {
      bodies.add(
          new ConstExpr(body.code()).instructions().stream().flatMap(this::determined).toList());
    }
  }

  /** Something that takes and gives the same, but whose result is determined. */
  private Stream<Instruction> determined(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    if (!Catalogue.isVague(opcode)) {
      return Stream.of(instruction);
    }
    Opcode like = like(opcode);
    if (!Catalogue.isVague(like)) {
      return Stream.of(new Instruction.Plain(like));
    }
    String signature = opcode.signature().orElseThrow();
    Instruction result =
        switch (Catalogue.type(signature.charAt(signature.length() - 1))) {
          case F32 -> new Instruction.F32Const(0);
          case F64 -> new Instruction.F64Const(0);
          case V128 -> new Instruction.V128Const(0, 0);
          case I32, I64 -> throw new IllegalStateException(signature);
        };
    return Stream.concat(
        IntStream.range(0, signature.indexOf(':'))
            .mapToObj(_ -> new Instruction.Plain(Opcode.DROP)),
        Stream.of(result));
  }

  /** A mutant. */
  static byte[] mutate(byte[] binary, Random random) {
    return new Mutator(binary, random).mutant();
  }

  /** Whether all that a module computes is determined, and it ends if its loops and calls do. */
  static boolean isFit(CoreModule module) {
    return module.imports().isEmpty()
        && module.section(SectionId.START).isEmpty()
        && module.bodies().stream()
            .flatMap(body -> new ConstExpr(body.code()).instructions().stream())
            .allMatch(Mutator::isDetermined);
  }

  private static boolean isDetermined(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    return !Catalogue.isVague(opcode) && !Catalogue.waits(opcode);
  }

  private byte[] mutant() {
    int made = 0;
    for (int i = 0; i < TRIES && made < WANTED && !bodies.isEmpty(); i++) {
      int function = random.nextInt(bodies.size());
      List<Instruction> before = bodies.get(function);
      bodies.set(function, change(new ArrayList<>(before)));
      if (isValid()) {
        made++;
      } else {
        bodies.set(function, before);
      }
    }
    return build(true);
  }

  private boolean isValid() {
    try {
      var _ = CoreValidator.validate(CoreModule.read(ByteSlice.of(build(false))), Features.ALL);
      return true;
    } catch (DiagnosticException _) {
      return false;
    }
  }

  // Changes.

  private List<Instruction> change(List<Instruction> code) {
    if (code.isEmpty()) {
      return code;
    }
    int from = random.nextInt(code.size());
    int to = Math.min(code.size(), from + 1 + random.nextInt(random.nextInt(6) == 0 ? 30 : 4));
    switch (random.nextInt(10)) {
      case 0 -> code.subList(from, to).clear();
      case 1 -> code.addAll(to, List.copyOf(code.subList(from, to)));
      case 2 -> {
        List<Instruction> other = bodies.get(random.nextInt(bodies.size()));
        if (!other.isEmpty()) {
          int start = random.nextInt(other.size());
          int end = Math.min(other.size(), start + 1 + random.nextInt(20));
          code.addAll(from, other.subList(start, end));
        }
      }
      case 3 -> {
        Opcode opener = random.nextBoolean() ? Opcode.BLOCK : Opcode.LOOP;
        code.add(to, new Instruction.Plain(Opcode.END));
        code.add(from, new Instruction.Block(opener, BlockType.Empty.EMPTY));
      }
      case 4 -> java.util.Collections.rotate(code.subList(from, to), 1);
      default -> code.set(from, change(code.get(from)));
    }
    return code;
  }

  private Instruction change(Instruction instruction) {
    int near = random.nextInt(8);
    return switch (instruction) {
      case Instruction.I32Const _ -> new Instruction.I32Const((int) number());
      case Instruction.I64Const _ -> new Instruction.I64Const(number());
      case Instruction.F32Const _ -> new Instruction.F32Const((int) number());
      case Instruction.F64Const _ -> new Instruction.F64Const(number());
      case Instruction.V128Const _ -> new Instruction.V128Const(number(), number());
      case Instruction.Index(Opcode opcode, _) -> new Instruction.Index(opcode, near);
      case Instruction.Indices(Opcode opcode, int first, int second) ->
          random.nextBoolean()
              ? new Instruction.Indices(opcode, near, second)
              : new Instruction.Indices(opcode, first, near);
      case Instruction.Branches(Opcode opcode, List<Integer> labels, int otherwise) -> {
        List<Integer> more = new ArrayList<>(labels);
        more.add(random.nextInt(more.size() + 1), near);
        java.util.Collections.shuffle(more, random);
        yield new Instruction.Branches(opcode, more, random.nextBoolean() ? near : otherwise);
      }
      case Instruction.Memory(Opcode opcode, MemArg access) ->
          new Instruction.Memory(
              like(opcode), new MemArg(access.align(), access.memory(), number() & 0xffffffffL));
      case Instruction.Plain(Opcode opcode) -> new Instruction.Plain(like(opcode));
      case Instruction.Lane(Opcode opcode, _) -> new Instruction.Lane(like(opcode), near);
      case Instruction other -> other;
    };
  }

  private long number() {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextLong();
      case 1 -> 1L << random.nextInt(64);
      case 2 -> -1L >>> random.nextInt(64);
      default -> random.nextInt(300) - 100;
    };
  }

  /** An instruction that takes and gives the same, and whose result is determined. */
  private Opcode like(Opcode opcode) {
    List<Opcode> alike =
        Arrays.stream(Opcode.values())
            .filter(each -> each.immediate() == opcode.immediate())
            .filter(each -> opcode.signature().isPresent())
            .filter(each -> each.signature().equals(opcode.signature()))
            .filter(each -> !Catalogue.isVague(each) && !Catalogue.waits(each))
            .toList();
    return alike.isEmpty() ? opcode : alike.get(random.nextInt(alike.size()));
  }

  // Building.

  private byte[] build(boolean whole) {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    module.typeGroups().forEach(builder::addTypes);
    module.tables().forEach(builder::addTable);
    module.memories().forEach(builder::addMemory);
    module.tags().forEach(builder::addTag);
    module.globals().forEach(builder::addGlobal);
    int fuel = module.globals().size();
    for (int i = 0; i < bodies.size(); i++) {
      List<Instruction> code = whole ? fuelled(bodies.get(i), fuel) : bodies.get(i);
      builder.addFunction(
          module.functions().get(i),
          FunctionBody.of(module.bodies().get(i).locals(), ConstExpr.of(code).code()));
    }
    if (whole) {
      ConstExpr zero = ConstExpr.of(List.of(new Instruction.I32Const(0)));
      builder.addGlobal(new Global(new GlobalType(NumType.I32, true), zero));
      builder.export("~" + Run.FUEL_NAME, ExternKind.GLOBAL, fuel);
      exportAll(builder, "f", ExternKind.FUNC, bodies.size());
      exportAll(builder, "t", ExternKind.TABLE, module.tables().size());
      exportAll(builder, "m", ExternKind.MEMORY, module.memories().size());
      exportAll(builder, "g", ExternKind.GLOBAL, fuel);
      exportAll(builder, "e", ExternKind.TAG, module.tags().size());
    } else {
      // What is exported may be named by ref.func.
      for (Export export : module.exports()) {
        builder.export(export.name(), export.kind(), export.index());
      }
    }
    module.elements().forEach(builder::addElements);
    module.data().forEach(builder::addData);
    boolean counted = module.section(SectionId.DATA_COUNT).isPresent() || !module.data().isEmpty();
    return (counted ? builder.withDataCount() : builder).toByteArray();
  }

  private static void exportAll(CoreModuleBuilder builder, String name, ExternKind kind, int n) {
    IntStream.range(0, n).forEach(i -> builder.export(name + i + "_", kind, i));
  }

  /** With what uses up fuel at the beginning and in every loop. */
  private static List<Instruction> fuelled(List<Instruction> code, int fuel) {
    List<Instruction> use =
        List.of(
            new Instruction.Index(Opcode.GLOBAL_GET, fuel),
            new Instruction.Plain(Opcode.I32_EQZ),
            new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY),
            new Instruction.Plain(Opcode.UNREACHABLE),
            new Instruction.Plain(Opcode.END),
            new Instruction.Index(Opcode.GLOBAL_GET, fuel),
            new Instruction.I32Const(1),
            new Instruction.Plain(Opcode.I32_SUB),
            new Instruction.Index(Opcode.GLOBAL_SET, fuel));
    List<Instruction> all = new ArrayList<>(use);
    for (Instruction each : code) {
      all.add(each);
      if (each.opcode() == Opcode.LOOP) {
        all.addAll(use);
      }
    }
    return all;
  }
}

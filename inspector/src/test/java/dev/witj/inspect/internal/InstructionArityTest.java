package dev.witj.inspect.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Features;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TypedBodies;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WastDirective;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What instructions take and give, against what the validator's operand stack does. */
public class InstructionArityTest {
  private final Set<Opcode> met = EnumSet.noneOf(Opcode.class);

  @Test
  void isWhatTheValidatorSeesForEachInstruction() throws IOException {
    for (Path file : Corpus.files(Corpus.suite("core-testsuite"), ".wast")) {
      for (WastDirective directive : script(file).directives()) {
        if (directive instanceof WastDirective.Define define && !define.module().isComponent()) {
          module(define);
        }
      }
    }
    assertFalse(met.isEmpty());
  }

  @Test
  void isKnownForEveryInstruction() {
    ModuleTypes functions = new ModuleTypes();
    functions.add(SubType.of(new FuncType(List.of(), List.of())));
    functions.addFunction(0);
    functions.addTag(0);
    ModuleTypes structs = new ModuleTypes();
    structs.add(SubType.of(new StructType(List.of())));
    for (Opcode opcode : Opcode.values()) {
      if (!isStructure(opcode)) {
        ModuleTypes types = opcode == Opcode.STRUCT_NEW ? structs : functions;
        assertTrue(
            InstructionArity.of(withZeros(opcode), types, 0, _ -> 1).isPresent(),
            opcode.toString());
      }
    }
  }

  /** Stands at an instruction whose immediates are all zero. */
  private static InstructionReader withZeros(Opcode opcode) {
    ByteWriter out = new ByteWriter();
    if (opcode.isPrefixed()) {
      out.writeByte(opcode.prefix()).writeU32(opcode.code() & 0xffff);
    } else {
      out.writeByte(opcode.code());
    }
    out.writeSlice(ByteSlice.of(new byte[32]));
    InstructionReader in = new InstructionReader(ByteSlice.of(out.toByteArray()));
    assertTrue(in.next());
    assertEquals(opcode, in.opcode());
    return in;
  }

  private static WastScript script(Path file) throws IOException {
    return WastScript.parse(
        WatAssembler.readText("script", Files.readAllBytes(file)), new WatAssembler.Options(true));
  }

  private void module(WastDirective.Define define) {
    CoreModule module;
    TypedBodies bodies;
    try {
      module = CoreModule.read(ByteSlice.of(define.module().toBinary()));
      bodies = CoreValidator.bodies(module, Features.ALL);
    } catch (DiagnosticException _) {
      return; // Has tests of its own.
    }
    ModuleTypes types = new ModuleTypes();
    List<Integer> functions = new ArrayList<>();
    for (Section section : module.sections()) {
      if (section.id() == SectionId.CUSTOM) {
        continue;
      }
      switch (section.decode()) {
        case ModuleSection.Types(var groups) ->
            groups.forEach(group -> group.types().forEach(types::add));
        case ModuleSection.Imports(var groups) ->
            groups.forEach(group -> group.imports().forEach(item -> types.add(item.type())));
        case ModuleSection.Functions(var indices) -> {
          indices.forEach(types::addFunction);
          functions.addAll(indices);
        }
        case ModuleSection.Tags(var tags) -> tags.forEach(tag -> types.addTag(tag.typeIndex()));
        case ModuleSection.Code(var code) -> {
          for (int i = 0; i < code.size(); i++) {
            bodies.begin(i);
            FuncType type = types.func(functions.get(i)).orElseThrow();
            body(code.get(i).instructions(), types, type.results().size(), bodies);
          }
        }
        default -> {}
      }
    }
  }

  private void body(InstructionReader in, ModuleTypes types, int returns, TypedBodies bodies) {
    List<Integer> branches = new ArrayList<>();
    int before = 0;
    // How many blocks are open in code that cannot be reached; what they do there says nothing.
    int dead = 0;
    while (in.next() && isValid(bodies)) {
      Opcode opcode = in.opcode();
      if (opcode.opensBlock()) {
        branches.add(branch(in, types));
        dead += dead > 0 ? 1 : 0;
      } else if (opcode == Opcode.END || opcode == Opcode.DELEGATE) {
        dead -= dead > 0 ? 1 : 0;
        if (!branches.isEmpty()) {
          branches.removeLast();
        }
      } else if (isStructure(opcode)) {
        dead = dead == 1 ? 0 : dead;
      } else if (dead == 0) {
        InstructionArity arity =
            InstructionArity.of(
                    in,
                    types,
                    returns,
                    depth ->
                        depth == branches.size()
                            ? returns
                            : branches.get(branches.size() - 1 - depth))
                .orElseThrow(() -> new AssertionError(opcode));
        met.add(opcode);
        if (leaves(opcode)) {
          dead = 1;
        } else {
          int after = before - arity.operands() + arity.results();
          assertEquals(bodies.operandCount(), after, opcode.toString());
        }
      }
      before = bodies.operandCount();
    }
  }

  private static boolean isValid(TypedBodies bodies) {
    try {
      return bodies.next();
    } catch (DiagnosticException _) {
      return false; // Proposals have modules that are not valid here.
    }
  }

  private static int branch(InstructionReader in, ModuleTypes types) {
    FuncType type =
        switch (in.blockType()) {
          case BlockType.Empty _ -> new FuncType(List.of(), List.of());
          case BlockType.Value(var value) -> new FuncType(List.of(), List.of(value));
          case BlockType.Index(int index) -> types.func(index).orElseThrow();
        };
    return in.opcode() == Opcode.LOOP ? type.params().size() : type.results().size();
  }

  private static boolean leaves(Opcode opcode) {
    return switch (opcode) {
      case UNREACHABLE,
          BR,
          BR_TABLE,
          RETURN,
          RETURN_CALL,
          RETURN_CALL_INDIRECT,
          RETURN_CALL_REF,
          THROW,
          THROW_REF,
          RETHROW ->
          true;
      default -> false;
    };
  }

  private static boolean isStructure(Opcode opcode) {
    return switch (opcode) {
      case ELSE, CATCH, CATCH_ALL, DELEGATE, END -> true;
      default -> opcode.opensBlock();
    };
  }
}

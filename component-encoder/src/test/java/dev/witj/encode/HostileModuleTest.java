package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.Section;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.encode.internal.metadata.EmbeddedWorld;
import dev.witj.encode.internal.metadata.SectionFilter;
import dev.witj.testdata.BinaryMutator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Mutated modules with mutated worlds never raise anything but a diagnostic, and what is made of
 * valid modules is valid. {@code -Dwitj.fuzz.encode=N} mutates each case N times.
 */
class HostileModuleTest {
  private static final int ROUNDS = Integer.getInteger("witj.fuzz.encode", 25);

  @TestFactory
  Stream<DynamicTest> mutantsAreRefusedOrEncoded() throws IOException {
    List<byte[]> worlds = new ArrayList<>();
    List<byte[]> modules = new ArrayList<>();
    List<SuiteComponent> all = SuiteComponent.all();
    for (SuiteComponent of : all) {
      for (SuiteComponent.Part part : of.parts()) {
        CoreModule module = CoreModule.read(part.binary());
        worldsOf(module).forEach(world -> worlds.add(world.toByteArray()));
        modules.add(withoutWorld(module).toByteArray());
      }
    }
    return all.stream()
        .map(of -> dynamicTest(of.name(), () -> new Case(of, modules, worlds).mutate()));
  }

  private static List<ByteSlice> worldsOf(CoreModule module) {
    return module.sections().stream()
        .filter(EmbeddedWorld::isWorld)
        .map(Section::customData)
        .toList();
  }

  private static ByteSlice withoutWorld(CoreModule module) {
    return SectionFilter.without(module, EmbeddedWorld::isWorld);
  }

  private record Case(SuiteComponent of, List<byte[]> modules, List<byte[]> worlds) {
    void mutate() throws IOException {
      List<SuiteComponent.Part> parts = of.parts();
      long seed = of.name().hashCode();
      SplittableRandom random = new SplittableRandom(seed);
      BinaryMutator anyModule = new BinaryMutator(modules, seed);
      BinaryMutator anyWorld = new BinaryMutator(worlds, seed);
      for (int i = 0; i < ROUNDS; i++) {
        int which = random.nextInt(parts.size());
        SuiteComponent.Part part = parts.get(which);
        CoreModule module = CoreModule.read(part.binary());
        byte[] body = withoutWorld(module).toByteArray();
        List<byte[]> own = worldsOf(module).stream().map(ByteSlice::toByteArray).toList();
        int form = random.nextInt(8);
        if (form < 4) {
          body =
              form == 0
                  ? anyModule.next().bytes()
                  : new BinaryMutator(List.of(body), random.nextLong()).next().bytes();
        }
        List<byte[]> said = new ArrayList<>(own);
        if (form >= 3 && !own.isEmpty()) {
          said.set(0, new BinaryMutator(own, random.nextLong()).next().bytes());
        }
        if (form == 7) {
          said.add(anyWorld.next().bytes());
        }
        List<SuiteComponent.Part> mutated = new ArrayList<>(parts);
        mutated.set(which, new SuiteComponent.Part(part.role(), part.name(), embedded(body, said)));
        check(mutated);
      }
    }

    /** A module with worlds in front, as far as it is one. */
    private static ByteSlice embedded(byte[] module, List<byte[]> worlds) {
      ByteWriter out = new ByteWriter();
      BinaryKind.MODULE.writeHeader(out);
      for (int i = 0; i < worlds.size(); i++) {
        new ModuleSection.Custom("component-type:" + i, ByteSlice.of(worlds.get(i))).write(out);
      }
      if (module.length > 8) {
        out.writeSlice(ByteSlice.of(module).between(8, module.length));
      }
      return ByteSlice.of(out.toByteArray());
    }

    private void check(List<SuiteComponent.Part> parts) throws IOException {
      byte[] made;
      try {
        for (SuiteComponent.Part part : parts) {
          CoreValidator.validate(CoreModule.read(part.binary()), Features.ALL);
        }
        made = of.encoder(parts).withoutValidation().encode();
      } catch (DiagnosticException refusal) {
        assertFalse(refusal.diagnostics().isEmpty());
        refuse(parts);
        return;
      } catch (RuntimeException | StackOverflowError failure) {
        throw new AssertionError(text(parts), failure);
      }
      try {
        ComponentValidator.validate(ByteSlice.of(made), Features.ALL);
      } catch (DiagnosticException invalid) {
        throw new AssertionError("accepted, but not valid: " + text(parts), invalid);
      }
    }

    /** Modules that are not valid are read, too. */
    private void refuse(List<SuiteComponent.Part> parts) throws IOException {
      try {
        of.encoder(parts).encode();
      } catch (DiagnosticException refusal) {
        assertFalse(refusal.diagnostics().isEmpty());
      } catch (RuntimeException | StackOverflowError failure) {
        throw new AssertionError(text(parts), failure);
      }
    }

    private static String text(List<SuiteComponent.Part> parts) {
      StringBuilder text = new StringBuilder();
      for (SuiteComponent.Part part : parts) {
        text.append('\n').append(part.role()).append(' ').append(part.name()).append(' ');
        text.append(HexFormat.of().formatHex(part.binary().toByteArray()));
      }
      return text.toString();
    }
  }
}

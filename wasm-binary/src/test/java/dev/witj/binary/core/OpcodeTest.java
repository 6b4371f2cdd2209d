package dev.witj.binary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpcodeTest {
  @Test
  void codesAreUniqueAndFound() {
    Set<Integer> codes = new HashSet<>();
    for (Opcode opcode : Opcode.values()) {
      assertTrue(codes.add(opcode.code()), opcode.name());
      assertSame(opcode, Opcode.of(opcode.code()).orElseThrow());
    }
    assertTrue(Opcode.of(0xff).isEmpty());
    assertTrue(Opcode.of(0xfd_ffff).isEmpty());
    assertTrue(Opcode.of(0x12_0000).isEmpty());
  }

  @Test
  void namesAreFound() {
    for (Opcode opcode : Opcode.values()) {
      Opcode named = Opcode.named(opcode.text()).orElseThrow();
      assertEquals(opcode.text(), named.text());
    }
    assertSame(Opcode.SELECT, Opcode.named("select").orElseThrow());
    assertSame(Opcode.REF_CAST, Opcode.named("ref.cast").orElseThrow());
    assertTrue(Opcode.named("i32.frobnicate").isEmpty());
  }

  @Test
  void constantsAreNamedAfterTheText() {
    for (Opcode opcode : Opcode.values()) {
      String name = opcode.text().replace('.', '_').toUpperCase(java.util.Locale.ROOT);
      assertTrue(opcode.name().startsWith(name), opcode.name());
    }
  }

  @Test
  void everyInstructionIsReadAsItWasWritten() {
    for (Opcode opcode : Opcode.values()) {
      for (Instruction instruction : samples(opcode)) {
        ByteWriter out = new ByteWriter();
        instruction.write(out);
        ByteSlice bytes = ByteSlice.of(out.toByteArray());
        assertEquals(List.of(instruction), InstructionReader.instructions(bytes));
      }
    }
  }

  private static List<Instruction> samples(Opcode opcode) {
    RefType exact = RefType.nonNull(new HeapType.Concrete(700));
    List<BlockType> blocks =
        List.of(
            BlockType.Empty.EMPTY,
            new BlockType.Value(NumType.V128),
            new BlockType.Value(exact),
            new BlockType.Index(64),
            new BlockType.Index(70_000));
    List<MemArg> accesses =
        List.of(new MemArg(0, 0, 0), new MemArg(3, 0, 0xffff_ffffL), new MemArg(1, 130, -1));
    List<Instruction> samples = new ArrayList<>();
    switch (opcode.immediate()) {
      case NONE, FENCE -> samples.add(new Instruction.Plain(opcode));
      case BLOCK_TYPE -> blocks.forEach(t -> samples.add(new Instruction.Block(opcode, t)));
      case BLOCK_CATCHES ->
          blocks.forEach(
              t ->
                  samples.add(
                      new Instruction.TryTable(
                          opcode,
                          t,
                          List.of(
                              new CatchClause.Tagged(1, 2, false),
                              new CatchClause.Tagged(300, 0, true),
                              new CatchClause.All(1, false),
                              new CatchClause.All(0, true)))));
      case LABEL, FUNC, TYPE, LOCAL, GLOBAL, TABLE, MEMORY, DATA, ELEM, TAG -> {
        samples.add(new Instruction.Index(opcode, 0));
        samples.add(new Instruction.Index(opcode, -1));
      }
      case TYPE_TABLE,
          MEMORY_MEMORY,
          DATA_MEMORY,
          ELEM_TABLE,
          TABLE_TABLE,
          TYPE_FIELD,
          TYPE_TYPE,
          TYPE_DATA,
          TYPE_ELEM,
          TYPE_LENGTH ->
          samples.add(new Instruction.Indices(opcode, 200, 3));
      case LABELS -> {
        samples.add(new Instruction.Branches(opcode, List.of(), 5));
        samples.add(new Instruction.Branches(opcode, List.of(1, 200, 0), 0));
      }
      case MEMARG -> accesses.forEach(a -> samples.add(new Instruction.Memory(opcode, a)));
      case MEMARG_LANE ->
          accesses.forEach(a -> samples.add(new Instruction.MemoryLane(opcode, a, 1)));
      case LANE -> samples.add(new Instruction.Lane(opcode, opcode.lanes() - 1));
      case SHUFFLE -> samples.add(new Instruction.Shuffle(opcode, 0x0102030405060708L, -1));
      case I32 -> {
        samples.add(new Instruction.I32Const(Integer.MIN_VALUE));
        samples.add(new Instruction.I32Const(64));
      }
      case I64 -> samples.add(new Instruction.I64Const(Long.MAX_VALUE));
      case F32 -> samples.add(new Instruction.F32Const(0x7fa0_0001));
      case F64 -> samples.add(new Instruction.F64Const(0x7ff4_0000_0000_0001L));
      case V128 -> samples.add(new Instruction.V128Const(1, Long.MIN_VALUE));
      case HEAP_TYPE -> {
        for (HeapType heap : HeapType.Abstract.values()) {
          samples.add(new Instruction.Heap(opcode, heap));
        }
        samples.add(new Instruction.Heap(opcode, new HeapType.Concrete(64)));
      }
      case SELECT_TYPES ->
          samples.add(new Instruction.Select(opcode, List.of(NumType.F32, RefType.EXNREF)));
      case LABEL_CAST ->
          samples.add(
              new Instruction.CastBranch(
                  opcode, 3, RefType.nullable(HeapType.Abstract.ANY), exact));
    }
    return samples;
  }

  @Test
  void lanesOfAShuffleAreInOrder() {
    Instruction.Shuffle shuffle =
        new Instruction.Shuffle(Opcode.I8X16_SHUFFLE, 0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    for (int i = 0; i < 16; i++) {
      assertEquals(i, shuffle.lane(i));
    }
  }
}

package dev.witj.runtime.internal.abi;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.binary.component.Flattening;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.Layout;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.ValType;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.Types;
import dev.witj.runtime.internal.core.ArrayMemory;
import dev.witj.runtime.value.FuncCodec;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import dev.witj.runtime.wave.Wave;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.types.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Results that the specification's executable reference gave, record by record. */
final class AbiVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FUEL = 128L << 20;

  private final Expectations expectations = Expectations.load("abi-vectors");

  @TestFactory
  Stream<DynamicTest> types() throws IOException {
    return records("types", AbiVectorsTest::checkType);
  }

  @TestFactory
  Stream<DynamicTest> functions() throws IOException {
    return records("functions", AbiVectorsTest::checkFunction);
  }

  @TestFactory
  Stream<DynamicTest> store() throws IOException {
    return records("store", AbiVectorsTest::checkStore);
  }

  @TestFactory
  Stream<DynamicTest> loadTraps() throws IOException {
    return records("load-traps", AbiVectorsTest::checkLoad);
  }

  @TestFactory
  Stream<DynamicTest> flat() throws IOException {
    return records(
        "flat",
        record -> {
          switch (record.get("op").asText()) {
            case "lift" -> checkLift(record);
            case "lift-values" -> checkLiftValues(record);
            case "lower" -> checkLower(record);
            case "lower-values" -> checkLowerValues(record);
            default -> throw new AssertionError(record.get("op"));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> transcode() throws IOException {
    return records("transcode", AbiVectorsTest::checkTranscode);
  }

  @TestFactory
  Stream<DynamicTest> resources() throws IOException {
    return records("resources", AbiVectorsTest::checkResources);
  }

  /** The values once more, as the host's: through a function that takes one and returns it. */
  @TestFactory
  Stream<DynamicTest> host() throws IOException {
    return records("store", AbiVectorsTest::checkHost)
        .map(
            test -> DynamicTest.dynamicTest("host " + test.getDisplayName(), test.getExecutable()));
  }

  /** The values once more, as text and back. */
  @TestFactory
  Stream<DynamicTest> text() throws IOException {
    return records("store", AbiVectorsTest::checkText)
        .map(
            test -> DynamicTest.dynamicTest("text " + test.getDisplayName(), test.getExecutable()));
  }

  private interface Check {
    void run(JsonNode record) throws Exception;
  }

  private Stream<DynamicTest> records(String file, Check check) throws IOException {
    List<String> lines = Files.readAllLines(Corpus.suite("abi-vectors").resolve(file + ".jsonl"));
    return lines.stream()
        .map(
            line -> {
              String id = line.substring(line.indexOf(":\"") + 2, line.indexOf("\","));
              return DynamicTest.dynamicTest(
                  id, () -> expectations.run(id, () -> check.run(JSON.readTree(line))));
            });
  }

  // Layout

  private static void checkType(JsonNode record) {
    ValueType type = VectorTypes.type(record.get("type"));
    for (AddressType addressType : AddressType.values()) {
      JsonNode expected = record.get("p" + addressType.size());
      AbiType planned = planner(addressType).plan(type, ValueCodec.GENERIC);
      assertEquals(expected.get("size").asLong(), planned.size(), "size");
      assertEquals(expected.get("align").asInt(), planned.alignment(), "align");
      assertEquals(expected.get("flat_len").asInt(), planned.flatCount(), "flat_len");
      List<String> flat = names(Layout.flatten(type, addressType));
      if (expected.has("flat")) {
        assertEquals(strings(expected.get("flat")), flat, "flat");
      } else {
        List<String> runs = new ArrayList<>();
        for (JsonNode run : expected.get("flat_rle")) {
          for (int i = 0; i < run.get(1).asInt(); i++) {
            runs.add(run.get(0).asText());
          }
        }
        assertEquals(runs, flat, "flat_rle");
      }
    }
    if (record.has("despecialized")) {
      ValueType expected = VectorTypes.type(record.get("despecialized"));
      for (AddressType addressType : AddressType.values()) {
        assertEquals(
            Layout.of(expected, addressType), Layout.of(type, addressType), "despecialized");
      }
    }
  }

  private static void checkFunction(JsonNode record) {
    List<Field<ValueType>> params = new ArrayList<>();
    VectorTypes.types(record.get("params"))
        .forEach(type -> params.add(Types.field("p" + params.size(), type)));
    FunctionType type = Types.func(params, VectorTypes.optional(record.get("result")));
    for (AddressType addressType : AddressType.values()) {
      JsonNode expected = record.get("p" + addressType.size());
      Map<String, Flattening.Convention> conventions =
          Map.of(
              "lift", Flattening.Convention.LIFT,
              "lower", Flattening.Convention.LOWER,
              "lift-async-callback", Flattening.Convention.LIFT_WITH_CALLBACK,
              "lift-async-stackful", Flattening.Convention.LIFT_STACKFUL,
              "lower-async", Flattening.Convention.LOWER_ASYNC);
      expected
          .properties()
          .forEach(
              entry -> {
                FuncType found =
                    Flattening.of(
                            type.signature(),
                            requireNonNull(conventions.get(entry.getKey())),
                            addressType)
                        .type();
                assertEquals(
                    strings(entry.getValue().get("params")), names(found.params()), entry.getKey());
                assertEquals(
                    strings(entry.getValue().get("results")),
                    names(found.results()),
                    entry.getKey());
              });
    }
  }

  private static List<String> names(List<ValType> types) {
    return types.stream().map(type -> type.toString()).toList();
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(it -> strings.add(it.asText()));
    return strings;
  }

  // Memory

  private static void checkStore(JsonNode record) {
    ValueType type = VectorTypes.type(record.get("type"));
    VectorMemory memory = new VectorMemory(record);
    LiftLowerContext cx = context(record, memory);
    AbiType planned = plan(record, type);
    int pointer = record.get("ptr").asInt();
    Object value = sources(record).value(record.get("value"), type);
    traps(record, () -> Store.store(cx, value, planned, pointer));
    checkLog(record, memory);
    if (!record.has("trap")) {
      assertEquals(record.get("bytes").asText(), memory.content(), "bytes");
      assertEquals(
          record.get("value"), VectorValues.json(Load.load(cx, pointer, planned), type), "loaded");
    }
  }

  private static void checkLoad(JsonNode record) {
    ValueType type = VectorTypes.type(record.get("type"));
    VectorMemory memory = new VectorMemory(record);
    memory.put(record.get("bytes").asText());
    LiftLowerContext cx = context(record, memory);
    Object value =
        traps(record, () -> Load.load(cx, record.get("ptr").asInt(), plan(record, type)));
    if (value != null) {
      assertEquals(record.get("value"), VectorValues.json(value, type));
    }
  }

  private static void checkHost(JsonNode record) {
    if (record.has("trap")) {
      return;
    }
    ValueType type = VectorTypes.type(record.get("type"));
    FunctionType function = Types.func(List.of(Types.field("it", type)), Optional.of(type));
    CanonOptions options =
        new CanonOptions(encoding(record.get("enc")), addressType(record), false, false);
    VectorMemory memory = new VectorMemory(1 << 18, addressType(record));
    LiftLowerContext cx =
        new LiftLowerContext(
            LiftLowerOptions.of(
                options.encoding(), memory, memory, new VectorInstance(), NO_RESOURCES),
            null,
            new TextPeer(),
            FUEL);
    Object value = new VectorValues(null).value(record.get("value"), type);
    LiftAdapter lift = Adapters.lift(function, FuncCodec.GENERIC, options, _ -> 0);
    LowerAdapter lower = Adapters.lower(function, FuncCodec.GENERIC, options, _ -> 0);
    long[] flat = lift.lowerParams(cx, new Object[] {value});
    Flattening liftedType =
        Flattening.of(function.signature(), Flattening.Convention.LIFT, options.addressType());
    Flattening loweredType =
        Flattening.of(function.signature(), Flattening.Convention.LOWER, options.addressType());
    assertEquals(liftedType.type().params().size(), flat.length);
    // One block of the final size for each string and list, and one for what is not flat.
    int blocks = memory.log.size();
    memory.log.forEach(call -> assertEquals(0L, call.getFirst()));
    Object lifted = lower.liftParams(cx, flat)[0];
    assertEquals(record.get("value"), VectorValues.json(lifted, type));
    long[] arguments = Arrays.copyOf(flat, loweredType.type().params().size());
    if (arguments.length > flat.length) {
      arguments[flat.length] = 64;
      long _ = lower.lowerResult(cx, lifted, arguments);
      assertEquals(
          record.get("value"),
          VectorValues.json(lift.liftResult(cx, 64), type),
          "result in memory");
    } else {
      long result = lower.lowerResult(cx, lifted, arguments);
      assertEquals(record.get("value"), VectorValues.json(lift.liftResult(cx, result), type));
    }
    boolean spilled =
        planner(addressType(record)).plan(type, ValueCodec.GENERIC).flatCount()
            > Flattening.MAX_PARAMS;
    assertEquals(blocks - (spilled ? 1 : 0), memory.log.size() - blocks, "blocks");
  }

  private static void checkText(JsonNode record) {
    // A map drops the doubles that some of the vectors have.
    if (!record.get("type").toString().contains("\"map\"")) {
      ValueType type = VectorTypes.type(record.get("type"));
      Object value = new VectorValues(null).value(record.get("value"), type);
      String text = Wave.print(type, value);
      assertEquals(record.get("value"), VectorValues.json(Wave.parse(type, text), type), text);
    }
  }

  /** The host's strings; all else as it is. */
  private static final class TextPeer extends ComponentPeer {
    @Override
    public Object string(String value, StringForm form, int codeUnits) {
      return value;
    }
  }

  // Core values

  private static void checkLift(JsonNode record) {
    ValueType type = VectorTypes.type(record.get("type"));
    VectorMemory memory = new VectorMemory(record);
    memory.put(record.get("bytes").asText());
    AbiType planned = plan(record, type);
    long[] flat = bits(record.get("flat"));
    assertEquals(flat.length, planned.flatCount(), "core values read");
    Object value =
        traps(record, () -> LiftFlat.liftFlat(context(record, memory), flat, 0, planned));
    if (value != null) {
      assertEquals(record.get("value"), VectorValues.json(value, type));
    }
  }

  private static void checkLiftValues(JsonNode record) {
    List<ValueType> types = VectorTypes.types(record.get("types"));
    VectorMemory memory = new VectorMemory(record);
    memory.put(record.get("bytes").asText());
    Object[] values =
        traps(
            record,
            () ->
                LiftFlat.liftFlatValues(
                    context(record, memory),
                    record.get("max_flat").asInt(),
                    bits(record.get("flat")),
                    planAll(record, types)));
    if (values != null) {
      assertEquals(record.get("values"), VectorValues.json(values, types));
    }
  }

  private static void checkLower(JsonNode record) {
    ValueType type = VectorTypes.type(record.get("type"));
    VectorMemory memory = new VectorMemory(record);
    LiftLowerContext cx = context(record, memory);
    AbiType planned = plan(record, type);
    long[] flat = new long[planned.flatCount()];
    Object value = sources(record).value(record.get("value"), type);
    traps(record, () -> LowerFlat.lowerFlat(cx, value, planned, flat, 0));
    checkLog(record, memory);
    if (!record.has("trap")) {
      assertEquals(hex(bits(record.get("flat"))), hex(flat), "flat");
      if (record.has("bytes")) {
        assertEquals(record.get("bytes").asText(), memory.content(), "bytes");
      }
      assertEquals(
          record.get("value"),
          VectorValues.json(LiftFlat.liftFlat(cx, flat, 0, planned), type),
          "lifted");
    }
  }

  private static void checkLowerValues(JsonNode record) {
    List<ValueType> types = VectorTypes.types(record.get("types"));
    VectorMemory memory = new VectorMemory(record);
    JsonNode outPointer = record.get("out_ptr");
    Object[] values = sources(record).values(record.get("values"), types);
    long[] flat =
        traps(
            record,
            () ->
                LowerFlat.lowerFlatValues(
                    context(record, memory),
                    record.get("max_flat").asInt(),
                    values,
                    planAll(record, types),
                    outPointer.isNull()
                        ? null
                        : new long[] {outPointer.bigIntegerValue().longValue()}));
    checkLog(record, memory);
    if (flat != null) {
      assertEquals(hex(bits(record.get("flat"))), hex(flat), "flat");
      assertEquals(record.get("bytes").asText(), memory.content(), "bytes");
    }
  }

  private static List<String> hex(long[] values) {
    return Arrays.stream(values).mapToObj(Long::toHexString).toList();
  }

  private static long[] bits(JsonNode flat) {
    long[] values = new long[flat.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Long.parseUnsignedLong(flat.get(i).get(1).asText().substring(2), 16);
    }
    return values;
  }

  // Strings

  private static void checkTranscode(JsonNode record) {
    String sourceBytes = record.get("src_bytes").asText();
    byte[] content = HexFormat.of().parseHex(sourceBytes);
    byte[] bytes = Arrays.copyOf(content, Math.max(64, content.length));
    AddressType addressType = addressType(record);
    ArrayMemory source =
        new ArrayMemory() {
          @Override
          public byte[] bytes() {
            return bytes;
          }

          @Override
          public byte[] bytesToWrite(long at, long length) {
            throw new AssertionError("the source is read only");
          }

          @Override
          public long byteLength() {
            return bytes.length;
          }

          @Override
          public AddressType addressType() {
            return addressType;
          }
        };
    LiftLowerContext from =
        new LiftLowerContext(
            LiftLowerOptions.of(
                encoding(record.get("src_enc")), source, null, new VectorInstance(), NO_RESOURCES),
            null,
            Peer.COMPONENT,
            FUEL);
    VectorMemory memory = new VectorMemory(record);
    LiftLowerContext to =
        new LiftLowerContext(
            LiftLowerOptions.of(
                encoding(record.get("dst_enc")),
                memory,
                memory,
                new VectorInstance(),
                NO_RESOURCES),
            null,
            Peer.COMPONENT,
            FUEL);
    AbiType.StringOf type = new AbiType.StringOf(Layout.of(Types.STRING, addressType), addressType);
    long sourceLength = Long.parseUnsignedLong(record.get("src_len").asText());
    Store.Range range =
        traps(
            record,
            () ->
                Strings.storeIntoRange(to, Strings.load(from, addressType, 0, sourceLength), type));
    checkLog(record, memory);
    if (range != null) {
      assertEquals(record.get("ptr").asInt(), range.pointer(), "ptr");
      assertEquals(
          record.get("dst_len").asText(), Long.toUnsignedString(range.length()), "dst_len");
      String expected = record.get("dst_bytes").asText();
      assertEquals(
          expected,
          HexFormat.of()
              .formatHex(
                  memory.bytes(),
                  (int) range.pointer(),
                  (int) range.pointer() + expected.length() / 2),
          "dst_bytes");
      if (record.has("bytes")) {
        assertEquals(record.get("bytes").asText(), memory.content(), "bytes");
      }
    }
  }

  // Handles

  private static void checkResources(JsonNode record) {
    new Script().run(record);
  }

  private static final class Script {
    private static final ResourceType NONE = ResourceType.ofHost("none");

    private final VectorInstance instance = new VectorInstance();
    private final Map<String, BorrowScope.OfSubtask> calls = new HashMap<>();
    private final Map<String, BorrowScope.OfTask> tasks = new HashMap<>();
    private final List<String> destroyed = new ArrayList<>();
    private final Map<String, ResourceType> resources = new HashMap<>();

    Script() {
      Object other = new VectorInstance();
      for (String name : List.of("L", "I", "J")) {
        resources.put(
            name,
            ResourceType.ofGuest(
                name,
                name.equals("L") ? instance : other,
                rep -> destroyed.add("[\"" + name + "\"," + Integer.toUnsignedString(rep) + "]")));
      }
    }

    void run(JsonNode record) {
      for (JsonNode step : record.get("steps")) {
        JsonNode expected = step.get("=>");
        if (expected.has("trap")) {
          TrapException trap = assertThrows(TrapException.class, () -> step(step), step::toString);
          assertEquals(handleTrap(expected.get("trap").asText()), trap.code(), step.toString());
          return;
        }
        assertEquals(expected.toString(), step(step), step.toString());
      }
      JsonNode last = record.get("final");
      Table table = instance.handles();
      List<String> entries = new ArrayList<>();
      last.get("table").forEach(entry -> entries.add(entry.toString()));
      List<String> found = new ArrayList<>();
      for (int i = 1; i <= entries.size(); i++) {
        found.add(describe(entry(table, i)));
      }
      assertEquals(entries, found, "table");
      List<Integer> next = new ArrayList<>();
      last.get("free").forEach(index -> next.addFirst(index.asInt()));
      next.add(entries.size() + 1);
      for (int index : next) {
        assertEquals(index, table.add("an entry"), "the last that was freed first, then a new one");
      }
      last.get("borrows")
          .properties()
          .forEach(
              entry ->
                  checkBorrows(
                      requireNonNull(tasks.get(entry.getKey())), entry.getValue().asInt()));
    }

    private static @Nullable Object entry(Table table, int index) {
      try {
        return table.get(index);
      } catch (TrapException e) {
        return null;
      }
    }

    private static void checkBorrows(BorrowScope.OfTask task, int borrows) {
      for (int i = 0; i < borrows; i++) {
        assertThrows(TrapException.class, task::checkNoBorrows);
        task.dropBorrow();
      }
      task.checkNoBorrows();
    }

    private String describe(@Nullable Object entry) {
      if (entry == null) {
        return "null";
      }
      ResourceHandle handle = (ResourceHandle) entry;
      return "{\"rt\":\"%s\",\"rep\":%s,\"own\":%s,\"lends\":%s}"
          .formatted(
              handle.type().name(),
              Integer.toUnsignedString(handle.rep()),
              handle.isOwn(),
              handle.lends);
    }

    private String step(JsonNode step) {
      ResourceType type = resources.getOrDefault(step.path("rt").asText(), NONE);
      int index = (int) step.path("index").asLong();
      int rep = (int) step.path("rep").asLong();
      String call = step.path("call").asText();
      String task = step.path("task").asText();
      return switch (step.get("op").asText()) {
        case "new" -> index(CanonBuiltins.resourceNew(instance, type, rep));
        case "rep" -> rep(CanonBuiltins.resourceRep(instance, type, index));
        case "drop" -> {
          destroyed.clear();
          CanonBuiltins.resourceDrop(instance, type, index);
          yield "{\"dtor\":" + (destroyed.isEmpty() ? "null" : destroyed.getFirst()) + "}";
        }
        case "lower-own" -> index(Resources.lowerOwn(context(null), rep, own(type)));
        case "lift-own" -> rep((Integer) Resources.liftOwn(context(null), index, own(type)));
        case "lift-borrow" ->
            rep((Integer) Resources.liftBorrow(context(calls.get(call)), index, borrow(type)));
        case "lower-borrow" -> {
          int lowered = Resources.lowerBorrow(context(tasks.get(task)), rep, borrow(type));
          yield step.get("=>").has("rep") ? rep(lowered) : index(lowered);
        }
        case "call-start" -> {
          calls.put(call, new BorrowScope.OfSubtask());
          yield "{}";
        }
        case "call-return" -> {
          requireNonNull(calls.get(call)).deliverResolve();
          yield "{}";
        }
        case "task-start" -> {
          tasks.put(task, new BorrowScope.OfTask());
          yield "{}";
        }
        case "task-return" -> {
          requireNonNull(tasks.get(task)).checkNoBorrows();
          tasks.remove(task);
          yield "{}";
        }
        default -> throw new AssertionError(step.get("op"));
      };
    }

    private final List<ResourceType> types = new ArrayList<>();

    /** A handle of a type that lives in the next slot. */
    private AbiType.Own own(ResourceType type) {
      types.add(type);
      return new AbiType.Own(types.size() - 1, "", ResourceCodec.PLAIN, HANDLE);
    }

    private AbiType.Borrow borrow(ResourceType type) {
      types.add(type);
      return new AbiType.Borrow(types.size() - 1, "", ResourceCodec.PLAIN, HANDLE);
    }

    private LiftLowerContext context(@Nullable BorrowScope scope) {
      return new LiftLowerContext(
          LiftLowerOptions.of(StringEncoding.UTF8, null, null, instance, types::get),
          scope,
          Peer.COMPONENT,
          FUEL);
    }

    private static String index(int index) {
      return "{\"index\":" + Integer.toUnsignedString(index) + "}";
    }

    private static String rep(int rep) {
      return "{\"rep\":" + Integer.toUnsignedString(rep) + "}";
    }

    private static TrapCode handleTrap(String condition) {
      return switch (condition) {
        case "i >= len(self.array)", "self.array[i] is None" -> TrapCode.UNKNOWN_HANDLE;
        case "h.num_lends != 0" -> TrapCode.HANDLE_LENT;
        case "self.num_borrows > 0" -> TrapCode.BORROWS_REMAIN;
        case "h.rt is not t.rt" -> TrapCode.RESOURCE_TYPE_MISMATCH;
        case "not h.own" -> TrapCode.HANDLE_NOT_OWNED;
        default -> throw new AssertionError(condition);
      };
    }
  }

  // Common to all

  private static final ResourceTypes NO_RESOURCES =
      slot -> {
        throw new AssertionError("no resources here");
      };

  private static final Layout HANDLE = new Layout(4, 4, 1);

  private static AbiPlanner planner(AddressType addressType) {
    return new AbiPlanner(addressType, _ -> 0, Forms.HOST);
  }

  private static LiftLowerContext context(JsonNode record, VectorMemory memory) {
    return new LiftLowerContext(
        LiftLowerOptions.of(
            encoding(record.get("enc")), memory, memory, new VectorInstance(), NO_RESOURCES),
        null,
        Peer.COMPONENT,
        FUEL);
  }

  private static VectorValues sources(JsonNode record) {
    return new VectorValues(encoding(record.get("src_enc")));
  }

  private static StringEncoding encoding(JsonNode name) {
    return StringEncoding.valueOf(name.asText().toUpperCase(Locale.ROOT).replace('+', '_'));
  }

  private static AddressType addressType(JsonNode record) {
    return AddressType.valueOf(record.get("mem").asText().toUpperCase(Locale.ROOT));
  }

  private static AbiType plan(JsonNode record, ValueType type) {
    return planner(addressType(record)).plan(type, ValueCodec.GENERIC);
  }

  /** The types as the parameters of a function, lifted to an array. */
  private static AbiType.RecordOf planAll(JsonNode record, List<ValueType> types) {
    List<Field<ValueType>> fields = new ArrayList<>();
    types.forEach(type -> fields.add(Types.field("p" + fields.size(), type)));
    return planner(addressType(record))
        .values(fields, Collections.nCopies(fields.size(), ValueCodec.GENERIC));
  }

  private static void checkLog(JsonNode record, VectorMemory memory) {
    if (record.has("realloc")) {
      List<List<Long>> expected = new ArrayList<>();
      for (JsonNode call : record.get("realloc")) {
        List<Long> numbers = new ArrayList<>();
        call.forEach(number -> numbers.add(number.bigIntegerValue().longValue()));
        expected.add(numbers);
      }
      assertEquals(expected, memory.log, "realloc");
    }
  }

  private static void traps(JsonNode record, Runnable action) {
    traps(
        record,
        () -> {
          action.run();
          return "";
        });
  }

  /** What the action gives, or null if the record says that it must trap and it did. */
  private static <T> @Nullable T traps(JsonNode record, Supplier<T> action) {
    if (!record.has("trap")) {
      return action.get();
    }
    TrapException trap = assertThrows(TrapException.class, action::get);
    String slug = record.get("trap").asText();
    assertEquals(memoryTrap(slug), same(trap.code()), slug);
    return null;
  }

  /** The vectors do not tell encodings apart. */
  private static TrapCode same(TrapCode code) {
    return code == TrapCode.STRING_INVALID_UTF16 ? TrapCode.STRING_INVALID_UTF8 : code;
  }

  private static TrapCode memoryTrap(String slug) {
    return switch (slug) {
      case "discriminant" -> TrapCode.INVALID_DISCRIMINANT;
      case "list-out-of-bounds" -> TrapCode.LIST_OUT_OF_BOUNDS;
      case "list-too-long" -> TrapCode.LIST_TOO_LONG;
      case "list-misaligned" -> TrapCode.LIST_UNALIGNED;
      case "string-bad-encoding" -> TrapCode.STRING_INVALID_UTF8;
      case "string-out-of-bounds" -> TrapCode.STRING_OUT_OF_BOUNDS;
      case "string-misaligned" -> TrapCode.STRING_UNALIGNED;
      case "string-too-long" -> TrapCode.STRING_TOO_LONG;
      case "params-out-of-bounds", "results-out-of-bounds" -> TrapCode.POINTER_OUT_OF_BOUNDS;
      case "params-misaligned", "results-misaligned" -> TrapCode.POINTER_UNALIGNED;
      case "char-surrogate", "char-out-of-range" -> TrapCode.INVALID_CHAR;
      case "realloc-out-of-bounds" -> TrapCode.REALLOC_OUT_OF_BOUNDS;
      case "realloc-misaligned" -> TrapCode.REALLOC_UNALIGNED;
      default -> throw new AssertionError(slug);
    };
  }
}

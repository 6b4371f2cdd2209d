package dev.witj.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.LogMessage;
import dev.witj.wasi.clocks.Timezone.TimezoneDisplay;
import dev.witj.wasi.clocks.WallClock.Datetime;
import dev.witj.wasi.clocks.v0_3.SystemClock.Instant;
import dev.witj.wasi.clocks.v0_3.Timezone;
import dev.witj.wasi.internal.drafts.DraftSession;
import dev.witj.wasi.internal.v0_3.Session03;
import dev.witj.wasi.keyvalue.v0_2_0_draft.Store;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Atomics.Cas;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Atomics.CasError;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Store.Bucket;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Store.Error;
import dev.witj.wasi.keyvalue.v0_2_0_draft2.Store.KeyResponse;
import dev.witj.wasi.logging.v0_1_0_draft.Logging;
import dev.witj.wasi.net.Refusal;
import dev.witj.wasi.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code wasi:keyvalue}, {@code wasi:config}, {@code wasi:logging} and {@code timezone}. */
final class DraftsTest {
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<LogMessage> log = new ArrayList<>();
  private final KeyValueStore store = KeyValueStore.inMemory(4 << 20);
  private final Session session = session(ZoneOffset.UTC, Map.of("default", store));
  private final DraftSession drafts = new DraftSession(session);

  private Session session(ZoneId zone, Map<String, KeyValueStore> stores) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("z", "last");
    config.put("a", "");
    return World.session(new Extras(zone, config, stores, log::add), refusals::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T, E> T ok(Result<T, E> result) {
    return result.orElseThrow();
  }

  private Bucket bucket() {
    return ok(drafts.keyvalueStore_().open("default"));
  }

  private static String other(Result<?, Error> result) {
    return assertInstanceOf(Error.Other.class, assertInstanceOf(Result.Err.class, result).error())
        .value();
  }

  @Test
  void opensOnlyWhatWasGivenAndTellsTheHostWhich() {
    assertEquals(Result.err(new Error.AccessDenied()), drafts.keyvalueStore_().open("other"));
    assertEquals(
        Result.err(new Store.Error.AccessDenied()), drafts.keyvalueStore().open("default2"));
    assertEquals(
        List.of("--keyvalue other", "--keyvalue default2"),
        refusals.stream().map(Refusal::grant).toList());
    assertInstanceOf(Result.Ok.class, drafts.keyvalueStore().open(""));
  }

  @Test
  void holdsValuesForAllBucketsOfAStore() {
    Bucket bucket = bucket();
    assertEquals(Optional.empty(), ok(bucket.get("k")));
    assertEquals(false, ok(bucket.exists("k")));
    assertNull(ok(bucket.set("k", bytes("v"))));
    assertArrayEquals(bytes("v"), ok(bucket().get("k")).orElseThrow());
    Store.Bucket older = ok(drafts.keyvalueStore().open("default"));
    assertEquals(true, ok(older.exists("k")));
    assertNull(ok(older.delete("k")));
    assertNull(ok(older.delete("k")));
    assertEquals(Optional.empty(), ok(bucket.get("k")));
    assertNull(ok(bucket.set("", new byte[0])));
    assertEquals(0, ok(bucket.get("")).orElseThrow().length);
  }

  @Test
  void refusesKeysThatAreTooLongAndMoreThanTheStoreTakes() {
    Bucket bucket = bucket();
    assertTrue(other(bucket.set("k".repeat(70_000), new byte[0])).contains("at most"));
    assertTrue(other(bucket.set("k", new byte[4 << 20])).contains("full"));
    byte[] most = new byte[(4 << 20) - 101];
    assertNull(ok(bucket.set("k", most)));
    assertNull(ok(bucket.set("k", most)));
    assertTrue(other(bucket.set("l", new byte[0])).contains("full"));
    assertNull(ok(bucket.delete("k")));
    assertNull(ok(bucket.set("l", most)));
  }

  @Test
  void boundsWhatOneCallGives() {
    Bucket bucket = bucket();
    assertNull(ok(bucket.set("k", new byte[1 << 20])));
    List<String> keys = IntStream.range(0, 65).mapToObj(_ -> "k").toList();
    assertEquals(64, ok(drafts.keyvalueBatch_().getMany(bucket, keys.subList(0, 64))).size());
    assertTrue(other(drafts.keyvalueBatch_().getMany(bucket, keys)).contains("at once"));
  }

  @Test
  void listsKeysByPages() {
    Bucket bucket = bucket();
    assertEquals(
        new KeyResponse(List.of(), Optional.empty()), ok(bucket.listKeys(Optional.empty())));
    List<String> all = IntStream.range(0, 2500).mapToObj(i -> "key%05d".formatted(i)).toList();
    all.forEach(key -> assertNull(ok(bucket.set(key, new byte[0]))));
    List<String> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    int pages = 0;
    do {
      KeyResponse page = ok(bucket.listKeys(cursor));
      found.addAll(page.keys());
      cursor = page.cursor();
      pages++;
    } while (cursor.isPresent());
    assertEquals(all, found);
    assertEquals(3, pages);

    Store.Bucket older = ok(drafts.keyvalueStore().open("default"));
    List<String> again = new ArrayList<>();
    Optional<Long> number = Optional.empty();
    do {
      Store.KeyResponse page = ok(older.listKeys(number));
      again.addAll(page.keys());
      number = page.cursor();
    } while (number.isPresent());
    assertEquals(all, again);
    assertInstanceOf(Result.Err.class, older.listKeys(Optional.of(77L)));
  }

  @Test
  void listsLongKeysFewAtATime() {
    Bucket bucket = bucket();
    for (int i = 0; i < 40; i++) {
      assertNull(ok(bucket.set("k".repeat(60_000) + "%02d".formatted(i), new byte[0])));
    }
    int found = 0;
    Optional<String> cursor = Optional.empty();
    do {
      KeyResponse page = ok(bucket.listKeys(cursor));
      assertTrue(page.keys().size() < 20);
      found += page.keys().size();
      cursor = page.cursor();
    } while (cursor.isPresent());
    assertEquals(40, found);
  }

  @Test
  void countsInDecimal() {
    Bucket bucket = bucket();
    assertEquals(5L, ok(drafts.keyvalueAtomics_().increment(bucket, "n", 5)));
    assertEquals(-2L, ok(drafts.keyvalueAtomics_().increment(bucket, "n", -7)));
    assertArrayEquals(bytes("-2"), ok(bucket.get("n")).orElseThrow());
    assertNull(ok(bucket.set("n", bytes(String.valueOf(Long.MAX_VALUE)))));
    assertTrue(other(drafts.keyvalueAtomics_().increment(bucket, "n", 1)).contains("too large"));
    assertNull(ok(bucket.set("n", bytes("many"))));
    assertTrue(other(drafts.keyvalueAtomics_().increment(bucket, "n", 1)).contains("decimal"));
  }

  @Test
  void countsWithoutSignInTheOlderDraft() {
    Store.Bucket bucket = ok(drafts.keyvalueStore().open("default"));
    assertEquals(-1L, ok(drafts.keyvalueAtomics().increment(bucket, "n", -1)));
    assertArrayEquals(bytes("18446744073709551615"), ok(bucket.get("n")).orElseThrow());
    assertInstanceOf(Result.Err.class, drafts.keyvalueAtomics().increment(bucket, "n", 1));
  }

  @Test
  void swapsOnlyWhatWasSeen() {
    Bucket bucket = bucket();
    Cas first = ok(drafts.keyvalueAtomics_().cas().new_(bucket, "k"));
    Cas second = ok(drafts.keyvalueAtomics_().cas().new_(bucket, "k"));
    assertEquals(Optional.empty(), ok(first.current()));
    assertNull(ok(drafts.keyvalueAtomics_().swap(first, bytes("1"))));
    Object error =
        assertInstanceOf(Result.Err.class, drafts.keyvalueAtomics_().swap(second, bytes("2")))
            .error();
    Cas fresh = assertInstanceOf(CasError.CasFailed.class, error).value();
    assertArrayEquals(bytes("1"), ok(fresh.current()).orElseThrow());
    assertNull(ok(drafts.keyvalueAtomics_().swap(fresh, bytes("2"))));
    assertArrayEquals(bytes("2"), ok(bucket.get("k")).orElseThrow());
  }

  /** What was seen stays with the host when the value is another one. */
  @Test
  void boundsWhatIsHeldForSwaps() {
    Bucket bucket = bucket();
    List<Cas> held = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      assertNull(ok(bucket.set("k", new byte[(1 << 20) - 2])));
      held.add(ok(drafts.keyvalueAtomics_().cas().new_(bucket, "k")));
    }
    assertTrue(other(drafts.keyvalueAtomics_().cas().new_(bucket, "k")).contains("in all"));
    assertTrue(
        other(drafts.keyvalueAtomics_().cas().new_(bucket, "n".repeat(40 << 20)))
            .contains("in all"));
    held.removeLast().close();
    Cas last = ok(drafts.keyvalueAtomics_().cas().new_(bucket, "k"));
    assertNull(ok(drafts.keyvalueAtomics_().swap(last, bytes("1"))));
    assertInstanceOf(
        CasError.CasFailed.class,
        assertInstanceOf(
                Result.Err.class, drafts.keyvalueAtomics_().swap(held.getFirst(), bytes("2")))
            .error());
  }

  /** A place in a list is a key that the host holds, however many buckets there are. */
  @Test
  void boundsPlacesInListsOfAllBuckets() {
    Bucket bucket = bucket();
    for (int i = 0; i < 1100; i++) {
      assertNull(ok(bucket.set("key%04d".formatted(i), new byte[0])));
    }
    Store.Bucket first = ok(drafts.keyvalueStore().open("default"));
    Optional<Long> early = ok(first.listKeys(Optional.empty())).cursor();
    Store.Bucket other = ok(drafts.keyvalueStore().open("default"));
    assertInstanceOf(Result.Err.class, other.listKeys(early));
    for (int i = 0; i < 99; i++) {
      var _ = ok(ok(drafts.keyvalueStore().open("default")).listKeys(Optional.empty()));
    }
    assertEquals(100, ok(first.listKeys(early)).keys().size());
    var _ = ok(other.listKeys(Optional.empty()));
    assertInstanceOf(Result.Err.class, first.listKeys(early));
  }

  @Test
  void losesNoCountOfMany() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    DraftSession mine =
                        new DraftSession(session(ZoneOffset.UTC, Map.of("default", store)));
                    Bucket bucket = ok(mine.keyvalueStore_().open("default"));
                    for (int n = 0; n < 250; n++) {
                      var _ = mine.keyvalueAtomics_().increment(bucket, "n", 1);
                    }
                  }));
    }
    for (Thread each : threads) {
      each.join();
    }
    assertArrayEquals(bytes("1000"), ok(bucket().get("n")).orElseThrow());
  }

  @Test
  void doesManyAtOnce() {
    Bucket bucket = bucket();
    assertNull(
        ok(
            drafts
                .keyvalueBatch_()
                .setMany(
                    bucket,
                    List.of(new Tuple2<>("a", bytes("1")), new Tuple2<>("b", bytes("2"))))));
    var found = ok(drafts.keyvalueBatch_().getMany(bucket, List.of("b", "none", "a")));
    assertEquals(List.of("b", "none", "a"), found.stream().map(Tuple2::v0).toList());
    assertEquals(
        List.of(true, false, true), found.stream().map(each -> each.v1().isPresent()).toList());
    Store.Bucket older = ok(drafts.keyvalueStore().open("default"));
    var again = ok(drafts.keyvalueBatch().getMany(older, List.of("b", "none")));
    assertEquals("b", again.getFirst().orElseThrow().v0());
    assertEquals(Optional.empty(), again.getLast());
    assertNull(ok(drafts.keyvalueBatch().setMany(older, List.of(new Tuple2<>("c", bytes("3"))))));
    assertNull(ok(drafts.keyvalueBatch().deleteMany(older, List.of("a", "none"))));
    assertNull(ok(drafts.keyvalueBatch_().deleteMany(bucket, List.of("b"))));
    assertEquals(List.of("c"), ok(bucket.listKeys(Optional.empty())).keys());
  }

  @Test
  void givesErrorsOnceTheStoreIsClosed() {
    Bucket bucket = bucket();
    store.close();
    assertEquals("the store failed", other(bucket.set("k", new byte[1])));
  }

  @Test
  void countsBuckets() {
    Session bounded =
        World.session(
            new Extras(ZoneOffset.UTC, Map.of(), Map.of("default", store), log::add),
            refusals::add,
            1);
    DraftSession few = new DraftSession(bounded);
    Bucket first = ok(few.keyvalueStore_().open("default"));
    World.assertTraps(
        dev.witj.runtime.TrapCode.LIMIT_EXCEEDED, () -> few.keyvalueStore_().open("default"));
    first.close();
    assertInstanceOf(Result.Ok.class, few.keyvalueStore_().open("default"));
  }

  @Test
  void givesSettingsInOrder() {
    List<Tuple2<String, String>> all = List.of(new Tuple2<>("z", "last"), new Tuple2<>("a", ""));
    assertEquals(Result.ok(all), drafts.runtime().getAll());
    assertEquals(Result.ok(all), drafts.configStore().getAll());
    assertEquals(Result.ok(all), drafts.configStore_().getAll());
    assertEquals(Result.ok(Optional.of("last")), drafts.runtime().get("z"));
    assertEquals(Result.ok(Optional.of("")), drafts.configStore().get("a"));
    assertEquals(Result.ok(Optional.empty()), drafts.configStore_().get("none"));
  }

  @Test
  void passesOnWhatIsLogged() {
    for (Logging.Level level : Logging.Level.values()) {
      drafts.logging().log(level, "context", level.label());
    }
    assertEquals(List.of(LogMessage.Level.values()), log.stream().map(LogMessage::level).toList());
    assertEquals(new LogMessage(LogMessage.Level.CRITICAL, "context", "critical"), log.getLast());
  }

  @Test
  void saysWhatTimeZoneItIsInTheLaterVersion() {
    Instant summer = new Instant(1_720_000_000, 0);
    Timezone utc = new Session03(session).timezone();
    assertEquals(Optional.of("Etc/UTC"), utc.ianaId());
    assertEquals(Optional.of(0L), utc.utcOffset(summer));
    assertEquals("Etc/UTC", utc.toDebugString());
    Timezone berlin = new Session03(session(ZoneId.of("Europe/Berlin"), Map.of())).timezone();
    assertEquals(Optional.of("Europe/Berlin"), berlin.ianaId());
    assertEquals(Optional.of(7_200_000_000_000L), berlin.utcOffset(summer));
    assertEquals(Optional.empty(), berlin.utcOffset(new Instant(Long.MAX_VALUE, 0)));
    Timezone offset = new Session03(session(ZoneOffset.ofHours(-4), Map.of())).timezone();
    assertEquals(Optional.empty(), offset.ianaId());
    assertEquals(Optional.of(-14_400_000_000_000L), offset.utcOffset(summer));
    assertEquals("-04:00", offset.toDebugString());
  }

  @Test
  void saysWhatTimeZoneItIs() {
    Datetime winter = new Datetime(1_700_000_000, 0);
    Datetime summer = new Datetime(1_720_000_000, 0);
    assertEquals(new TimezoneDisplay(0, "UTC", false), session.timezone().display(winter));
    Session berlin = session(ZoneId.of("Europe/Berlin"), Map.of());
    assertEquals(new TimezoneDisplay(3600, "CET", false), berlin.timezone().display(winter));
    assertEquals(new TimezoneDisplay(7200, "CEST", true), berlin.timezone().display(summer));
    assertEquals(7200, berlin.timezone().utcOffset(summer));
    for (long far : new long[] {Long.MAX_VALUE, -1L, 1L << 60}) {
      assertEquals(
          new TimezoneDisplay(0, "UTC", false),
          berlin.timezone().display(new Datetime(far, 0xFFFF_FFFFL)));
    }
  }
}

package dev.witj.wasi.internal;

import static dev.witj.wasi.internal.World.assertErr;
import static dev.witj.wasi.internal.World.bytes;
import static dev.witj.wasi.internal.World.ok;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.async.AsyncCall;
import dev.witj.runtime.async.HostWaits;
import dev.witj.runtime.async.StreamPipe;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.runtime.value.Tuple4;
import dev.witj.wasi.WasiLimits;
import dev.witj.wasi.filesystem.v0_3.Types.Descriptor;
import dev.witj.wasi.filesystem.v0_3.Types.DescriptorFlags;
import dev.witj.wasi.filesystem.v0_3.Types.DescriptorType;
import dev.witj.wasi.filesystem.v0_3.Types.DirectoryEntry;
import dev.witj.wasi.filesystem.v0_3.Types.ErrorCode;
import dev.witj.wasi.filesystem.v0_3.Types.OpenFlags;
import dev.witj.wasi.fs.Folder;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.internal.v0_3.Session03;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.sockets.v0_3.Types;
import dev.witj.wasi.sockets.v0_3.Types.IpAddressFamily;
import dev.witj.wasi.sockets.v0_3.Types.IpSocketAddress;
import dev.witj.wasi.sockets.v0_3.Types.Ipv4SocketAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WASI 0.3 as a host function meets it, without a guest. */
@Timeout(60)
final class LaterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Session03 cli(String in) {
    return new Session03(
        World.session(new ByteArrayInputStream(bytes(in)), out, WasiLimits.defaults()));
  }

  private static Session03 net() {
    return new Session03(World.session(NetworkRights.all(), _ -> {}));
  }

  private static Descriptor folder(Path host, boolean writable) throws IOException {
    Session session =
        World.session(new Settings.GivenFolder(Folder.openUnsafely(host, writable), "/"));
    return new Session03(session).preopens().getDirectories().getFirst().v0();
  }

  private static Descriptor file(Descriptor folder, String name) throws InterruptedException {
    return ok(
        folder.openAt(
            Set.of(),
            name,
            Set.of(OpenFlags.CREATE),
            Set.of(DescriptorFlags.READ, DescriptorFlags.WRITE)));
  }

  private static StreamReader<Integer> stream(String text) {
    return StreamReader.ofBytes(bytes(text));
  }

  @Test
  void standardStreamsAreReadAndWrittenToTheirEnds() throws Exception {
    Session03 cli = cli("some input");
    var stdin = cli.stdin().readViaStream();
    assertArrayEquals(bytes("some input"), stdin.v0().readAllBytes());
    ok(stdin.v1().get());
    ok(cli.stdout().writeViaStream(stream("one ")).get());
    ok(cli.stdout().writeViaStream(stream("two")).get());
    assertEquals("one two", out.toString(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void outputThatFailsIsToldAndEndsTheStream() throws Exception {
    OutputStream broken = World.failing("Broken pipe");
    Session03 cli =
        new Session03(
            World.session(new ByteArrayInputStream(new byte[0]), broken, WasiLimits.defaults()));
    StreamPipe<Integer> pipe = StreamPipe.create();
    var done = cli.stdout().writeViaStream(pipe.reader());
    pipe.writer().write(bytes("x"), 0, 1);
    assertErr(dev.witj.wasi.cli.v0_3.Types.ErrorCode.PIPE, done.get());
    assertTrue(pipe.writer().isReaderClosed());
  }

  /** However many write: each gets the room to write fast only while there is some. */
  @Test
  void takesNoMoreThanSomeOfManyStreamsAtATime() throws Exception {
    Session03 cli = cli("");
    int streams = 1000;
    LongAdder room = new LongAdder();
    CountDownLatch written = new CountDownLatch(streams);
    for (int i = 0; i < streams; i++) {
      var _ = cli.stdout().writeViaStream(new Plenty(room, written));
    }
    written.await();
    assertTrue(room.sum() >= streams * 1024, room::toString);
    assertTrue(room.sum() <= (8 << 20) + streams * 1024, room::toString);
    cli.close();
  }

  /** Fills whatever it is asked for some times, and then is asked in vain. */
  private static final class Plenty implements StreamReader<Integer> {
    private final LongAdder room;
    private final CountDownLatch written;
    private int times = 10;

    Plenty(LongAdder room, CountDownLatch written) {
      this.room = room;
      this.written = written;
    }

    @Override
    public List<Integer> read(int max) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws InterruptedException {
      if (times == 0) {
        room.add(into.length);
        written.countDown();
        new CountDownLatch(1).await();
      }
      times--;
      return length;
    }

    @Override
    public void close() {}
  }

  @Test
  void nothingRunsOnWhenTheStoreIsClosed() throws Exception {
    Session03 cli = cli("");
    StreamPipe<Integer> pipe = StreamPipe.create();
    var done = cli.stdout().writeViaStream(pipe.reader());
    cli.close();
    assertThrows(IllegalStateException.class, done::get);
    assertEquals(0, pipe.writer().write(bytes("x"), 0, 1));
  }

  @Test
  void clocksWaitAndCanBeCalledOff() throws Exception {
    Session03 cli = cli("");
    long before = cli.monotonicClock().now();
    cli.monotonicClock().waitFor(1_000_000);
    assertTrue(cli.monotonicClock().now() - before >= 1_000_000);
    cli.monotonicClock().waitUntil(0);
    CompletableFuture<@Nullable Void> never = AsyncCall.run(() -> cli.monotonicClock().waitFor(-1));
    assertTrue(never.cancel(true));
    assertEquals(World.NOW.getEpochSecond(), cli.systemClock().now().seconds());
  }

  /** A guest learns that it waits also where that is over before anybody looks. */
  @Test
  void whoWaitsSaysSoFirst() {
    for (boolean waits : new boolean[] {false, true}) {
      AtomicInteger asked = new AtomicInteger(waits ? 0 : 1);
      List<String> told = new ArrayList<>();
      Object _ =
          HostWaits.during(
              () -> told.add("waits"),
              () -> Waiting.untilAny(List.of(() -> asked.getAndIncrement() > 0)));
      assertEquals(waits ? List.of("waits") : List.of(), told);
    }
  }

  /** Their threads look at the clock in any order once all of their time is up. */
  @Test
  void waitsEndInTheOrderOfTheirInstantsAndOfAsking() throws Exception {
    AtomicLong time = new AtomicLong();
    Map<Thread, Integer> looks = new ConcurrentHashMap<>();
    HostMonotonicClock clock =
        new HostMonotonicClock(
            World.session(),
            () -> {
              looks.merge(Thread.currentThread(), 1, Integer::sum);
              return time.get();
            });
    List<Integer> expected = new ArrayList<>();
    List<Integer> ended = new CopyOnWriteArrayList<>();
    List<CompletableFuture<@Nullable Void>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      // Milliseconds above, the order of asking below.
      int wait = (1 + i * 7 % 10) * 100 + i;
      expected.add(wait);
      all.add(
          AsyncCall.run(
              () -> {
                clock.waitUntil(wait / 100 * 1_000_000L);
                ended.add(wait);
              }));
      while (looks.values().stream().filter(count -> count > 1).count() <= i) {
        Thread.onSpinWait();
      }
    }
    time.set(100_000_000);
    for (CompletableFuture<@Nullable Void> each : all) {
      var _ = each.get();
    }
    expected.sort(null);
    assertEquals(expected, ended);
  }

  @Test
  void whoeverAsksForTooManyRandomBytesGetsSome() {
    Session03 few =
        new Session03(
            World.session(
                new ByteArrayInputStream(new byte[0]),
                out,
                WasiLimits.defaults().withRandomBytes(0)));
    assertEquals(1, few.random().getRandomBytes(-1).length);
    assertEquals(0, few.insecure().getInsecureRandomBytes(0).length);
    assertEquals(20, cli("").random().getRandomBytes(20).length);
  }

  @Test
  void filesAreStreams(@TempDir Path host) throws Exception {
    Descriptor folder = folder(host, true);
    Descriptor file = file(folder, "a.txt");
    ok(file.writeViaStream(stream("hello world"), 0).get());
    ok(file.writeViaStream(stream("W"), 6).get());
    ok(file.appendViaStream(stream("!")).get());
    assertEquals("hello World!", Files.readString(host.resolve("a.txt")));
    var all = file.readViaStream(6);
    file.close();
    assertArrayEquals(bytes("World!"), all.v0().readAllBytes());
    ok(all.v1().get());

    Files.createDirectory(host.resolve("sub"));
    var names = folder.readDirectory();
    assertEquals(
        List.of(
            new DirectoryEntry(new DescriptorType.RegularFile(), "a.txt"),
            new DirectoryEntry(new DescriptorType.Directory(), "sub")),
        names.v0().readAll());
    ok(names.v1().get());
    assertErr(new ErrorCode.NotPermitted(), folder.openAt(Set.of(), "../x", Set.of(), Set.of()));
    assertErr(new ErrorCode.NoEntry(), folder.statAt(Set.of(), "nothing"));
    assertTrue(file(folder, "a.txt").isSameObject(file(folder, "a.txt")));
  }

  @Test
  void whatIsNotAllowedIsSaidAtTheEndOfAStream(@TempDir Path host) throws Exception {
    Files.writeString(host.resolve("a.txt"), "text");
    Descriptor folder = folder(host, false);
    Descriptor file = ok(folder.openAt(Set.of(), "a.txt", Set.of(), Set.of(DescriptorFlags.READ)));
    StreamPipe<Integer> pipe = StreamPipe.create();
    assertErr(new ErrorCode.BadDescriptor(), file.writeViaStream(pipe.reader(), 0).get());
    assertTrue(pipe.writer().isReaderClosed());
    assertEquals(-1, folder.readViaStream(0).v0().read(new byte[1], 0, 1));
    assertErr(new ErrorCode.BadDescriptor(), folder.readViaStream(0).v1().get());
    assertErr(new ErrorCode.NotDirectory(), file.readDirectory().v1().get());
    assertErr(new ErrorCode.ReadOnly(), folder.createDirectoryAt("x"));
  }

  private static IpSocketAddress local(int port) {
    return new IpSocketAddress.Ipv4(new Ipv4SocketAddress(port, new Tuple4<>(127, 0, 0, 1)));
  }

  private static int port(IpSocketAddress address) {
    return address instanceof IpSocketAddress.Ipv4(var four) ? four.port() : -1;
  }

  @Test
  void socketsTalk() throws Exception {
    Types sockets = net().types();
    Types.TcpSocket server = ok(sockets.tcpSocket().create_(IpAddressFamily.IPV4));
    ok(server.bind(local(0)));
    StreamReader<Types.TcpSocket> accepted = ok(server.listen());
    assertTrue(server.getIsListening());
    Types.TcpSocket client = ok(sockets.tcpSocket().create_(IpAddressFamily.IPV4));
    assertErr(new Types.ErrorCode.InvalidState(), client.getLocalAddress());
    ok(client.connect(local(port(ok(server.getLocalAddress())))));
    Types.TcpSocket peer = accepted.read(10).getFirst();

    WitFuture<Result<@Nullable Void, Types.ErrorCode>> sent = client.send(stream("ping"));
    assertErr(new Types.ErrorCode.InvalidState(), client.send(stream("again")).get());
    Tuple2<StreamReader<Integer>, WitFuture<Result<@Nullable Void, Types.ErrorCode>>> received =
        peer.receive();
    // The stream outlives the socket.
    peer.close();
    assertArrayEquals(bytes("ping"), received.v0().readAllBytes());
    ok(received.v1().get());
    ok(sent.get());
    assertErr(new Types.ErrorCode.InvalidState(), client.connect(local(1)));
    client.close();
    CompletableFuture<List<Types.TcpSocket>> next = AsyncCall.start(() -> accepted.read(1));
    assertFalse(next.isDone());
    next.cancel(true);
    accepted.close();
    server.close();
  }

  @Test
  void datagramsGoBothWays() throws Exception {
    Types sockets = net().types();
    Types.UdpSocket a = ok(sockets.udpSocket().create_(IpAddressFamily.IPV4));
    Types.UdpSocket b = ok(sockets.udpSocket().create_(IpAddressFamily.IPV4));
    assertErr(new Types.ErrorCode.InvalidState(), a.receive());
    assertErr(new Types.ErrorCode.InvalidArgument(), a.send(bytes("x"), Optional.empty()));
    ok(a.bind(local(0)));
    CompletableFuture<Result<Tuple2<byte[], IpSocketAddress>, Types.ErrorCode>> waiting =
        AsyncCall.start(a::receive);
    ok(b.send(bytes("hello"), Optional.of(ok(a.getLocalAddress()))));
    Tuple2<byte[], IpSocketAddress> got = ok(waiting.get());
    assertArrayEquals(bytes("hello"), got.v0());
    ok(a.connect(local(port(got.v1()))));
    ok(a.send(new byte[0], Optional.empty()));
    ok(a.send(bytes("back"), Optional.empty()));
    assertArrayEquals(new byte[0], ok(b.receive()).v0());
    assertArrayEquals(bytes("back"), ok(b.receive()).v0());
    ok(a.disconnect());
    assertErr(new Types.ErrorCode.InvalidState(), a.getRemoteAddress());
    assertErr(new Types.ErrorCode.InvalidState(), a.disconnect());
    a.close();
    b.close();
  }

  @Test
  void namesAreLookedUp() throws Exception {
    assertEquals(1, ok(net().ipNameLookup().resolveAddresses("127.0.0.1")).size());
    assertErr(
        new dev.witj.wasi.sockets.v0_3.IpNameLookup.ErrorCode.InvalidArgument(),
        net().ipNameLookup().resolveAddresses("no name"));
  }
}

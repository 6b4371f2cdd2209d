package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RightTest {
  @ParameterizedTest
  @CsvSource({
    "wasi:cli/environment@0.2.3, get-arguments, ARGUMENTS",
    "wasi:cli/environment@0.3.0, get-environment, ENVIRONMENT",
    "wasi:cli/environment@0.2.3, initial-cwd,",
    "wasi:cli/exit@0.2.3, exit,",
    "wasi:cli/stdin@0.3.0, read-via-stream, STDIN",
    "wasi:cli/terminal-stdout@0.2.0, get-terminal-stdout, STDOUT",
    "wasi:cli/stderr@0.2.0, get-stderr, STDERR",
    "wasi:io/streams@0.2.0, [method]input-stream.read,",
    "wasi:filesystem/types@0.3.0, [method]descriptor.open-at, FILES",
    "wasi:filesystem/preopens@0.2.0, get-directories, FILES",
    "wasi:http/types@0.2.0, [constructor]fields,",
    "wasi:http/outgoing-handler@0.2.0, handle, HTTP",
    "wasi:http/client@0.3.0, send, HTTP",
    "wasi:sockets/tcp@0.2.0, [method]tcp-socket.start-connect, OUTBOUND",
    "wasi:sockets/tcp-create-socket@0.2.0, create-tcp-socket, OUTBOUND",
    "wasi:sockets/types@0.3.0, [static]udp-socket.create, OUTBOUND",
    "wasi:sockets/tcp@0.2.0, [method]tcp-socket.start-listen, INBOUND",
    "wasi:sockets/tcp@0.2.0, [method]tcp-socket.is-listening,",
    "wasi:sockets/udp@0.2.0, [method]udp-socket.stream, OUTBOUND",
    "wasi:sockets/udp@0.2.0, [method]outgoing-datagram-stream.send, OUTBOUND",
    "wasi:sockets/types@0.3.0, [method]tcp-socket.connect, OUTBOUND",
    "wasi:sockets/types@0.3.0, [method]udp-socket.bind, INBOUND",
    "wasi:sockets/ip-name-lookup@0.3.0, resolve-addresses, RESOLVE",
    "wasi:sockets/instance-network@0.2.0, instance-network,",
    "wasi:clocks/wall-clock@0.2.0, now, CLOCKS",
    "wasi:clocks/timezone@0.2.0, display, TIME_ZONE",
    "wasi:random/insecure-seed@0.2.0, insecure-seed, RANDOM",
    "wasi:config/store@0.2.0-draft, get, CONFIG",
    "wasi:keyvalue/atomics@0.2.0-draft, increment, KEYVALUE",
    "wasi:logging/logging, log, LOGGING",
    "wasi:, f, OTHER",
    "wasi:/x, f, OTHER",
    "wasi:cli, f, OTHER",
    "wasi:nn/tensor@0.2.0, f, OTHER",
    "my:own/interface, f, OTHER",
    "'', f, OTHER",
  })
  void tellsWhichRightAFunctionIsAbout(String instance, String function, Right right) {
    assertEquals(Optional.ofNullable(right), Right.of(instance, function));
  }
}

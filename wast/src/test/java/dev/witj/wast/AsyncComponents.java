package dev.witj.wast;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.wat.WatAssembler;

/** Components that wait, for tests of what the host has to do with them. */
final class AsyncComponents {
  static final Engine ENGINE = Engine.create(EngineConfig.defaults().withFeatures(Features.ALL));

  /** What all core modules below import. */
  private static final String LIBC =
      """
      (core module $Libc
        (memory (export "mem") 16)
        (global $next (mut i32) (i32.const 65536))
        (func (export "realloc") (param i32 i32 i32 i32) (result i32)
          (local $at i32)
          (local.set $at
            (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
          (global.set $next (i32.add (local.get $at) (local.get 3)))
          (local.get $at)))
      (core instance $libc (instantiate $Libc))
      """;

  private AsyncComponents() {}

  private static Component load(String name, String text) {
    return Component.load(
        ENGINE, ByteSlice.of(Source.binary(name), WatAssembler.assemble(Source.text(name, text))));
  }

  /**
   * Imports {@code slow: async func(x: u32) -> u32}. Exports {@code wait}, which calls that and
   * waits with a callback, {@code block}, which does so on its stack, {@code give-up}, which calls
   * it and then calls that off, all of its type; and {@code nap: async func()}, which waits for
   * nothing until it is called off.
   */
  static Component caller() {
    return load(
        "caller",
        """
        (component
          (import "slow" (func $slow async (param "x" u32) (result u32)))
        """
            + LIBC
            + """
              (core func $slow-sync (canon lower (func $slow)))
              (core func $slow-async
                (canon lower (func $slow) async (memory (core memory $libc "mem"))))
              (core func $return (canon task.return (result u32)))
              (core func $return0 (canon task.return))
              (core func $task.cancel (canon task.cancel))
              (core func $cancel (canon subtask.cancel))
              (core func $drop (canon subtask.drop))
              (core func $set (canon waitable-set.new))
              (core func $set.drop (canon waitable-set.drop))
              (core func $join (canon waitable.join))
              (core func $get (canon context.get i32 0))
              (core func $put (canon context.set i32 0))
              (core module $M
                (import "" "mem" (memory 1))
                (import "" "slow-sync" (func $slow-sync (param i32) (result i32)))
                (import "" "slow-async" (func $slow-async (param i32 i32) (result i32)))
                (import "" "realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
                (import "" "return" (func $return (param i32)))
                (import "" "return0" (func $return0))
                (import "" "task.cancel" (func $task.cancel))
                (import "" "cancel" (func $cancel (param i32) (result i32)))
                (import "" "drop" (func $drop (param i32)))
                (import "" "set" (func $set (result i32)))
                (import "" "set.drop" (func $set.drop (param i32)))
                (import "" "join" (func $join (param i32 i32)))
                (import "" "get" (func $get (result i32)))
                (import "" "put" (func $put (param i32)))
                (func (export "block") (param i32) (result i32) (call $slow-sync (local.get 0)))
                (func (export "wait") (param i32) (result i32)
                  (local $out i32) (local $status i32)
                  (local.set $out
                    (call $realloc (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 8)))
                  (call $put (local.get $out))
                  (local.set $status (call $slow-async (local.get 0) (local.get $out)))
                  (if (i32.eq (local.get $status) (i32.const 2))
                    (then (call $return (i32.load (local.get $out))) (return (i32.const 0))))
                  (i32.store offset=4 (local.get $out) (call $set))
                  (call $join
                    (i32.shr_u (local.get $status) (i32.const 4))
                    (i32.load offset=4 (local.get $out)))
                  (i32.or (i32.const 2)
                    (i32.shl (i32.load offset=4 (local.get $out)) (i32.const 4))))
                (func (export "wait-cb") (param i32 i32 i32) (result i32)
                  (if (i32.eq (local.get 0) (i32.const 6))
                    (then (call $task.cancel) (return (i32.const 0))))
                  (call $drop (local.get 1))
                  (call $set.drop (i32.load offset=4 (call $get)))
                  (call $return (i32.load (call $get)))
                  (i32.const 0))
                (func (export "give-up") (param i32) (result i32)
                  (local $status i32)
                  (local.set $status (call $slow-async (local.get 0) (i32.const 16)))
              (if (i32.eq (local.get $status) (i32.const 2))
                (then (return (local.get $status))))
                  (call $cancel (i32.shr_u (local.get $status) (i32.const 4)))
                  (call $drop (i32.shr_u (local.get $status) (i32.const 4))))
                (func (export "nap") (result i32)
                  (i32.or (i32.const 2) (i32.shl (call $set) (i32.const 4))))
              )
              (core instance $m (instantiate $M (with "" (instance
                (export "mem" (memory $libc "mem"))
                (export "realloc" (func $libc "realloc"))
                (export "slow-sync" (func $slow-sync))
                (export "slow-async" (func $slow-async))
                (export "return" (func $return))
                (export "return0" (func $return0))
                (export "task.cancel" (func $task.cancel))
                (export "cancel" (func $cancel))
                (export "drop" (func $drop))
                (export "set" (func $set))
                (export "set.drop" (func $set.drop))
                (export "join" (func $join))
                (export "get" (func $get))
                (export "put" (func $put))
              ))))
              (func (export "block") async (param "x" u32) (result u32)
                (canon lift (core func $m "block")))
              (func (export "give-up") async (param "x" u32) (result u32)
                (canon lift (core func $m "give-up")))
              (func (export "wait") async (param "x" u32) (result u32)
                (canon lift (core func $m "wait") async (callback (core func $m "wait-cb"))))
              (func (export "nap") async
                (canon lift (core func $m "nap") async (callback (core func $m "wait-cb"))))
            )
            """);
  }

  /**
   * Imports {@code here: func(place: u32)}. Exports {@code endless: func()}, which calls that with
   * 0 and computes for ever; {@code stubborn: async func()}, which does both again and again;
   * {@code answer: async func()}, which calls it with 1, computes for a while and returns; {@code
   * nap: async func()}, which calls it with 2, computes and waits until it is called off; {@code
   * later: async func()}, which returns, and calls it with 3 and computes when it has its next
   * turn; and {@code silent: async func() -> stream<u8>}, which is never written.
   */
  static Component computer() {
    return load(
        "computer",
        """
        (component
          (import "here" (func $here (param "place" u32)))
          (type $bytes (stream u8))
          (core func $here (canon lower (func $here)))
          (core func $return (canon task.return))
          (core func $return-stream (canon task.return (result $bytes)))
          (core func $cancel (canon task.cancel))
          (core func $set (canon waitable-set.new))
          (core func $stream (canon stream.new $bytes))
          (core module $M
            (import "" "here" (func $here (param i32)))
            (import "" "return" (func $return))
            (import "" "return-stream" (func $return-stream (param i32)))
            (import "" "cancel" (func $cancel))
            (import "" "set" (func $set (result i32)))
            (import "" "stream" (func $stream (result i64)))
            (func $compute (local $i i32)
              (loop $l
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br_if $l (i32.lt_u (local.get $i) (i32.const 10000000)))))
            (func (export "endless") (call $here (i32.const 0)) (loop $l (br $l)))
            (func (export "stubborn") (result i32)
              (loop $l (call $here (i32.const 0)) (call $compute) (br $l))
              unreachable)
            (func (export "answer") (result i32)
              (call $here (i32.const 1)) (call $compute) (call $return) (i32.const 0))
            (func (export "nap") (result i32)
              (call $here (i32.const 2))
              (call $compute)
              (i32.or (i32.const 2) (i32.shl (call $set) (i32.const 4))))
            (func (export "later") (result i32) (call $return) (i32.const 1))
            (func (export "silent") (result i32)
              (call $return-stream (i32.wrap_i64 (call $stream)))
              (i32.const 0))
            (func (export "cb") (param i32 i32 i32) (result i32)
              (if (i32.eq (local.get 0) (i32.const 6))
                (then (call $cancel) (return (i32.const 0))))
              (call $here (i32.const 3))
              (call $compute)
              (i32.const 0))
          )
          (core instance $m (instantiate $M (with "" (instance
            (export "here" (func $here))
            (export "return" (func $return))
            (export "return-stream" (func $return-stream))
            (export "cancel" (func $cancel))
            (export "set" (func $set))
            (export "stream" (func $stream))
          ))))
          (func (export "endless") (canon lift (core func $m "endless")))
          (func (export "stubborn") async
            (canon lift (core func $m "stubborn") async (callback (core func $m "cb"))))
          (func (export "answer") async
            (canon lift (core func $m "answer") async (callback (core func $m "cb"))))
          (func (export "nap") async
            (canon lift (core func $m "nap") async (callback (core func $m "cb"))))
          (func (export "later") async
            (canon lift (core func $m "later") async (callback (core func $m "cb"))))
          (func (export "silent") async (result $bytes)
            (canon lift (core func $m "silent") async (callback (core func $m "cb"))))
        )
        """);
  }

  /**
   * Exports {@code sum: async func(s: stream<u8>) -> u32}, {@code same: async func(s: stream<u8>)
   * -> stream<u8>}, {@code count: async func(n: u32) -> stream<u32>}, which writes the numbers up
   * to n, {@code get: async func(f: future<string>) -> string}, {@code promise: async func(x: u32)
   * -> future<u32>}, {@code words: async func(s: stream<string>) -> u32}, the sum of their lengths,
   * and {@code forget: async func(s: stream<u8>)}.
   */
  static Component channels() {
    return load(
        "channels",
        """
        (component
        """
            + LIBC
            + """
              (type $bytes (stream u8))
              (type $numbers (stream u32))
              (type $strings (stream string))
              (type $number (future u32))
              (type $text (future string))
              (core func $bytes.read
                (canon stream.read $bytes (memory (core memory $libc "mem"))))
              (core func $bytes.drop (canon stream.drop-readable $bytes))
              (core func $strings.read
                (canon stream.read $strings (memory (core memory $libc "mem"))
                  (realloc (core func $libc "realloc"))))
              (core func $strings.drop (canon stream.drop-readable $strings))
              (core func $numbers.new (canon stream.new $numbers))
              (core func $numbers.write
                (canon stream.write $numbers (memory (core memory $libc "mem"))))
              (core func $numbers.drop (canon stream.drop-writable $numbers))
              (core func $number.new (canon future.new $number))
              (core func $number.write
                (canon future.write $number (memory (core memory $libc "mem"))))
              (core func $number.drop (canon future.drop-writable $number))
              (core func $text.read
                (canon future.read $text (memory (core memory $libc "mem"))
                  (realloc (core func $libc "realloc"))))
              (core func $text.drop (canon future.drop-readable $text))
              (core func $return-numbers (canon task.return (result $numbers)))
              (core func $return-number (canon task.return (result $number)))
              (core module $M
                (import "" "mem" (memory 1))
                (import "" "bytes.read" (func $bytes.read (param i32 i32 i32) (result i32)))
                (import "" "bytes.drop" (func $bytes.drop (param i32)))
                (import "" "strings.read" (func $strings.read (param i32 i32 i32) (result i32)))
                (import "" "strings.drop" (func $strings.drop (param i32)))
                (import "" "numbers.new" (func $numbers.new (result i64)))
                (import "" "numbers.write" (func $numbers.write (param i32 i32 i32) (result i32)))
                (import "" "numbers.drop" (func $numbers.drop (param i32)))
                (import "" "number.new" (func $number.new (result i64)))
                (import "" "number.write" (func $number.write (param i32 i32) (result i32)))
                (import "" "number.drop" (func $number.drop (param i32)))
                (import "" "text.read" (func $text.read (param i32 i32) (result i32)))
                (import "" "text.drop" (func $text.drop (param i32)))
                (import "" "return-numbers" (func $return-numbers (param i32)))
                (import "" "return-number" (func $return-number (param i32)))
                (func (export "sum") (param $s i32) (result i32)
                  (local $sum i32) (local $read i32) (local $i i32)
                  (loop $again
                    (local.set $read
                      (call $bytes.read (local.get $s) (i32.const 1024) (i32.const 1000)))
                    (local.set $i (i32.shr_u (local.get $read) (i32.const 4)))
                    (loop $each
                      (if (local.get $i)
                        (then
                          (local.set $i (i32.sub (local.get $i) (i32.const 1)))
                          (local.set $sum
                            (i32.add (local.get $sum) (i32.load8_u offset=1024 (local.get $i))))
                          (br $each))))
                    (br_if $again (i32.eqz (i32.and (local.get $read) (i32.const 15)))))
                  (call $bytes.drop (local.get $s))
                  (local.get $sum))
                (func (export "words") (param $s i32) (result i32)
                  (local $sum i32) (local $read i32)
                  (loop $again
                    (local.set $read
                      (call $strings.read (local.get $s) (i32.const 1024) (i32.const 1)))
                    (if (i32.shr_u (local.get $read) (i32.const 4))
                      (then
                        (local.set $sum
                          (i32.add (local.get $sum) (i32.load (i32.const 1028))))))
                    (br_if $again (i32.eqz (i32.and (local.get $read) (i32.const 15)))))
                  (call $strings.drop (local.get $s))
                  (local.get $sum))
                (func (export "same") (param i32) (result i32) (local.get 0))
                (func (export "forget") (param i32) (call $bytes.drop (local.get 0)))
                (func (export "count") (param $n i32)
                  (local $both i64) (local $w i32) (local $i i32)
                  (local.set $both (call $numbers.new))
                  (local.set $w (i32.wrap_i64 (i64.shr_u (local.get $both) (i64.const 32))))
                  (call $return-numbers (i32.wrap_i64 (local.get $both)))
                  (loop $again
                    (if (i32.lt_u (local.get $i) (local.get $n))
                      (then
                        (i32.store (i32.const 32) (local.get $i))
                        (local.set $i (i32.add (local.get $i) (i32.const 1)))
                        (br_if $again
                          (i32.eq
                            (call $numbers.write (local.get $w) (i32.const 32) (i32.const 1))
                            (i32.const 16))))))
                  (call $numbers.drop (local.get $w)))
                (func (export "promise") (param $x i32)
                  (local $both i64) (local $w i32)
                  (local.set $both (call $number.new))
                  (local.set $w (i32.wrap_i64 (i64.shr_u (local.get $both) (i64.const 32))))
                  (call $return-number (i32.wrap_i64 (local.get $both)))
                  (i32.store (i32.const 48) (local.get $x))
                  (drop (call $number.write (local.get $w) (i32.const 48)))
                  (call $number.drop (local.get $w)))
                (func (export "get") (param $f i32) (result i32)
                  (drop (call $text.read (local.get $f) (i32.const 64)))
                  (call $text.drop (local.get $f))
                  (i32.const 64))
              )
              (core instance $m (instantiate $M (with "" (instance
                (export "mem" (memory $libc "mem"))
                (export "bytes.read" (func $bytes.read))
                (export "bytes.drop" (func $bytes.drop))
                (export "strings.read" (func $strings.read))
                (export "strings.drop" (func $strings.drop))
                (export "numbers.new" (func $numbers.new))
                (export "numbers.write" (func $numbers.write))
                (export "numbers.drop" (func $numbers.drop))
                (export "number.new" (func $number.new))
                (export "number.write" (func $number.write))
                (export "number.drop" (func $number.drop))
                (export "text.read" (func $text.read))
                (export "text.drop" (func $text.drop))
                (export "return-numbers" (func $return-numbers))
                (export "return-number" (func $return-number))
              ))))
              (func (export "sum") async (param "s" $bytes) (result u32)
                (canon lift (core func $m "sum")))
              (func (export "words") async (param "s" $strings) (result u32)
                (canon lift (core func $m "words")))
              (func (export "same") async (param "s" $bytes) (result $bytes)
                (canon lift (core func $m "same")))
              (func (export "forget") async (param "s" $bytes)
                (canon lift (core func $m "forget")))
              (func (export "count") async (param "n" u32) (result $numbers)
                (canon lift (core func $m "count") async))
              (func (export "promise") async (param "x" u32) (result $number)
                (canon lift (core func $m "promise") async))
              (func (export "get") async (param "f" $text) (result string)
                (canon lift (core func $m "get") (memory (core memory $libc "mem"))))
            )
            """);
  }

  /**
   * Exports {@code run: async func(n: u32, some: u32, most: u32) -> u32}: one component writes the
   * numbers below n to another, so many at a time, which reads so many and gives their sum.
   */
  static Component producerAndConsumer() {
    return load(
        "pipe",
        """
        (component
          (component $Consumer
        """
            + LIBC
            + """
                (type $numbers (stream u32))
                (core func $read (canon stream.read $numbers (memory (core memory $libc "mem"))))
                (core func $drop (canon stream.drop-readable $numbers))
                (core module $M
                  (import "" "mem" (memory 1))
                  (import "" "read" (func $read (param i32 i32 i32) (result i32)))
                  (import "" "drop" (func $drop (param i32)))
                  (func (export "sum") (param $s i32) (param $most i32) (result i32)
                    (local $sum i32) (local $read i32) (local $i i32)
                    (loop $again
                      (local.set $read
                        (call $read (local.get $s) (i32.const 1024) (local.get $most)))
                      (local.set $i (i32.shr_u (local.get $read) (i32.const 4)))
                      (loop $each
                        (if (local.get $i)
                          (then
                            (local.set $i (i32.sub (local.get $i) (i32.const 1)))
                            (local.set $sum
                              (i32.add
                                (local.get $sum)
                                (i32.load offset=1024
                                  (i32.shl (local.get $i) (i32.const 2)))))
                            (br $each))))
                      (br_if $again (i32.eqz (i32.and (local.get $read) (i32.const 15)))))
                    (call $drop (local.get $s))
                    (local.get $sum)))
                (core instance $m (instantiate $M (with "" (instance
                  (export "mem" (memory $libc "mem"))
                  (export "read" (func $read))
                  (export "drop" (func $drop))
                ))))
                (func (export "sum") async (param "s" $numbers) (param "most" u32) (result u32)
                  (canon lift (core func $m "sum"))))
              (component $Producer
                (type $numbers (stream u32))
                (import "sum"
                  (func $sum async (param "s" $numbers) (param "most" u32) (result u32)))
            """
            + LIBC
            + """
                (core func $sum (canon lower (func $sum) async (memory (core memory $libc "mem"))))
                (core func $new (canon stream.new $numbers))
                (core func $write (canon stream.write $numbers (memory (core memory $libc "mem"))))
                (core func $drop (canon stream.drop-writable $numbers))
                (core func $set (canon waitable-set.new))
                (core func $join (canon waitable.join))
                (core func $wait (canon waitable-set.wait (memory (core memory $libc "mem"))))
                (core func $set.drop (canon waitable-set.drop))
                (core func $subtask.drop (canon subtask.drop))
                (core module $M
                  (import "" "mem" (memory 1))
                  (import "" "sum" (func $sum (param i32 i32 i32) (result i32)))
                  (import "" "new" (func $new (result i64)))
                  (import "" "write" (func $write (param i32 i32 i32) (result i32)))
                  (import "" "drop" (func $drop (param i32)))
                  (import "" "set" (func $set (result i32)))
                  (import "" "join" (func $join (param i32 i32)))
                  (import "" "wait" (func $wait (param i32 i32) (result i32)))
                  (import "" "set.drop" (func $set.drop (param i32)))
                  (import "" "subtask.drop" (func $subtask.drop (param i32)))
                  (func (export "run") (param $n i32) (param $some i32) (param $most i32) (result i32)
                    (local $both i64) (local $w i32) (local $i i32) (local $j i32)
                    (local $status i32) (local $set i32)
                    (local.set $both (call $new))
                    (local.set $w (i32.wrap_i64 (i64.shr_u (local.get $both) (i64.const 32))))
                    (local.set $status
                      (call $sum (i32.wrap_i64 (local.get $both)) (local.get $most) (i32.const 16)))
                    (loop $again
                      (local.set $j (i32.const 0))
                      (loop $fill
                        (if (i32.and
                              (i32.lt_u (local.get $j) (local.get $some))
                              (i32.lt_u (local.get $i) (local.get $n)))
                          (then
                            (i32.store offset=1024
                              (i32.shl (local.get $j) (i32.const 2)) (local.get $i))
                            (local.set $i (i32.add (local.get $i) (i32.const 1)))
                            (local.set $j (i32.add (local.get $j) (i32.const 1)))
                            (br $fill))))
                      (call $all (local.get $w) (local.get $j))
                      (br_if $again (i32.lt_u (local.get $i) (local.get $n))))
                    (call $drop (local.get $w))
                    (if (i32.eq (i32.and (local.get $status) (i32.const 15)) (i32.const 2))
                      (then (return (i32.load (i32.const 16)))))
                    (local.set $set (call $set))
                    (local.set $status (i32.shr_u (local.get $status) (i32.const 4)))
                    (call $join (local.get $status) (local.get $set))
                    (drop (call $wait (local.get $set) (i32.const 32)))
                    (call $subtask.drop (local.get $status))
                    (call $set.drop (local.get $set))
                    (i32.load (i32.const 16)))
                  (func $all (param $w i32) (param $count i32)
                    (local $done i32)
                    (loop $rest
                      (local.set $done
                        (i32.add (local.get $done)
                          (i32.shr_u
                            (call $write
                              (local.get $w)
                              (i32.add (i32.const 1024)
                                (i32.shl (local.get $done) (i32.const 2)))
                              (i32.sub (local.get $count) (local.get $done)))
                            (i32.const 4))))
                      (br_if $rest (i32.lt_u (local.get $done) (local.get $count))))))
                (core instance $m (instantiate $M (with "" (instance
                  (export "mem" (memory $libc "mem"))
                  (export "sum" (func $sum))
                  (export "new" (func $new))
                  (export "write" (func $write))
                  (export "drop" (func $drop))
                  (export "set" (func $set))
                  (export "join" (func $join))
                  (export "wait" (func $wait))
                  (export "set.drop" (func $set.drop))
                  (export "subtask.drop" (func $subtask.drop))
                ))))
                (func (export "run") async
                  (param "n" u32) (param "some" u32) (param "most" u32) (result u32)
                  (canon lift (core func $m "run"))))
              (instance $consumer (instantiate $Consumer))
              (instance $producer (instantiate $Producer (with "sum" (func $consumer "sum"))))
              (func (export "run") (alias export $producer "run"))
            )
            """);
  }

  /**
   * Exports built-ins as they are, each as a function that is not async: {@code stream-new}, {@code
   * stream-read} and so on; {@code start-0}, {@code start-1} and {@code start-2}, which begin to
   * call functions of another component that return at once, wait until they are called off, or
   * return when they are; {@code gate-inc} and {@code gate-dec} of the other component's
   * backpressure; {@code peek}, which reads memory; and {@code tick: async func()}, which lets
   * others run once.
   */
  static Component builtIns() {
    return load(
        "built-ins",
        """
        (component
          (component $Callee
            (core func $inc (canon backpressure.inc))
            (core func $dec (canon backpressure.dec))
            (core func $return (canon task.return))
            (core func $cancel (canon task.cancel))
            (core func $set (canon waitable-set.new))
            (core module $M
              (import "" "return" (func $return))
              (import "" "cancel" (func $cancel))
              (import "" "set" (func $set (result i32)))
              (func (export "now") (result i32) (call $return) (i32.const 0))
              (func (export "wait") (result i32)
                (i32.or (i32.const 2) (i32.shl (call $set) (i32.const 4))))
              (func (export "never-cb") (param i32 i32 i32) (result i32)
                (if (i32.ne (local.get 0) (i32.const 6)) (then unreachable))
                (call $cancel)
                (i32.const 0))
              (func (export "stubborn-cb") (param i32 i32 i32) (result i32)
                (if (i32.ne (local.get 0) (i32.const 6)) (then unreachable))
                (call $return)
                (i32.const 0)))
            (core instance $m (instantiate $M (with "" (instance
              (export "return" (func $return))
              (export "cancel" (func $cancel))
              (export "set" (func $set))
            ))))
            (func (export "now") async
              (canon lift (core func $m "now") async (callback (core func $m "never-cb"))))
            (func (export "never") async
              (canon lift (core func $m "wait") async (callback (core func $m "never-cb"))))
            (func (export "stubborn") async
              (canon lift (core func $m "wait") async (callback (core func $m "stubborn-cb"))))
            (func (export "gate-inc") (canon lift (core func $inc)))
            (func (export "gate-dec") (canon lift (core func $dec))))
          (component $Driver
            (import "callee" (instance $callee
              (export "now" (func async))
              (export "never" (func async))
              (export "stubborn" (func async))
              (export "gate-inc" (func))
              (export "gate-dec" (func))
            ))
        """
            + LIBC
            + """
                (type $stream (stream u8))
                (core func $stream.new (canon stream.new $stream))
                (core func $stream.read
                  (canon stream.read $stream async (memory (core memory $libc "mem"))))
                (core func $stream.cancel-read (canon stream.cancel-read $stream async))
                (core func $stream.write
                  (canon stream.write $stream async (memory (core memory $libc "mem"))))
                (core func $stream.cancel-write (canon stream.cancel-write $stream async))
                (core func $stream.drop-readable (canon stream.drop-readable $stream))
                (core func $stream.drop-writable (canon stream.drop-writable $stream))
                (type $future (future u8))
                (core func $future.new (canon future.new $future))
                (core func $future.read
                  (canon future.read $future async (memory (core memory $libc "mem"))))
                (core func $future.cancel-read (canon future.cancel-read $future async))
                (core func $future.write
                  (canon future.write $future async (memory (core memory $libc "mem"))))
                (core func $future.cancel-write (canon future.cancel-write $future async))
                (core func $future.drop-readable (canon future.drop-readable $future))
                (core func $future.drop-writable (canon future.drop-writable $future))
                (core func $set.new (canon waitable-set.new))
                (core func $set.drop (canon waitable-set.drop))
                (core func $join (canon waitable.join))
                (core func $poll (canon waitable-set.poll (memory (core memory $libc "mem"))))
                (core func $cancel (canon subtask.cancel async))
                (core func $drop (canon subtask.drop))
                (core func $start-0 (canon lower (func $callee "now") async (memory (core memory $libc "mem"))))
                (core func $start-1 (canon lower (func $callee "never") async (memory (core memory $libc "mem"))))
                (core func $start-2 (canon lower (func $callee "stubborn") async (memory (core memory $libc "mem"))))
                (core func $gate-inc (canon lower (func $callee "gate-inc")))
                (core func $gate-dec (canon lower (func $callee "gate-dec")))
                (core func $return (canon task.return))
                (core module $M
                  (import "" "mem" (memory 1))
                  (import "" "return" (func $return))
                  (func (export "peek") (param i32) (result i32) (i32.load (local.get 0)))
                  (func (export "tick") (result i32) (i32.const 1))
                  (func (export "tick-cb") (param i32 i32 i32) (result i32)
                    (call $return)
                    (i32.const 0)))
                (core instance $m (instantiate $M (with "" (instance
                  (export "mem" (memory $libc "mem"))
                  (export "return" (func $return))
                ))))
                (func (export "peek") (param "at" u32) (result u32)
                  (canon lift (core func $m "peek")))
                (func (export "tick") async
                  (canon lift (core func $m "tick") async (callback (core func $m "tick-cb"))))
                (func (export "stream-new") (result u64)
                  (canon lift (core func $stream.new)))
                (func (export "stream-read") (param "h" u32) (param "at" u32) (param "n" u32) (result u32)
                  (canon lift (core func $stream.read)))
                (func (export "stream-cancel-read") (param "h" u32) (result u32)
                  (canon lift (core func $stream.cancel-read)))
                (func (export "stream-write") (param "h" u32) (param "at" u32) (param "n" u32) (result u32)
                  (canon lift (core func $stream.write)))
                (func (export "stream-cancel-write") (param "h" u32) (result u32)
                  (canon lift (core func $stream.cancel-write)))
                (func (export "stream-drop-readable") (param "h" u32)
                  (canon lift (core func $stream.drop-readable)))
                (func (export "stream-drop-writable") (param "h" u32)
                  (canon lift (core func $stream.drop-writable)))
                (func (export "future-new") (result u64)
                  (canon lift (core func $future.new)))
                (func (export "future-read") (param "h" u32) (param "at" u32) (result u32)
                  (canon lift (core func $future.read)))
                (func (export "future-cancel-read") (param "h" u32) (result u32)
                  (canon lift (core func $future.cancel-read)))
                (func (export "future-write") (param "h" u32) (param "at" u32) (result u32)
                  (canon lift (core func $future.write)))
                (func (export "future-cancel-write") (param "h" u32) (result u32)
                  (canon lift (core func $future.cancel-write)))
                (func (export "future-drop-readable") (param "h" u32)
                  (canon lift (core func $future.drop-readable)))
                (func (export "future-drop-writable") (param "h" u32)
                  (canon lift (core func $future.drop-writable)))
                (func (export "set-new") (result u32)
                  (canon lift (core func $set.new)))
                (func (export "set-drop") (param "s" u32)
                  (canon lift (core func $set.drop)))
                (func (export "join") (param "w" u32) (param "s" u32)
                  (canon lift (core func $join)))
                (func (export "poll") (param "s" u32) (param "at" u32) (result u32)
                  (canon lift (core func $poll)))
                (func (export "subtask-cancel") (param "h" u32) (result u32)
                  (canon lift (core func $cancel)))
                (func (export "subtask-drop") (param "h" u32)
                  (canon lift (core func $drop)))
                (func (export "start-0") (result u32)
                  (canon lift (core func $start-0)))
                (func (export "start-1") (result u32)
                  (canon lift (core func $start-1)))
                (func (export "start-2") (result u32)
                  (canon lift (core func $start-2)))
                (func (export "gate-inc")
                  (canon lift (core func $gate-inc)))
                (func (export "gate-dec")
                  (canon lift (core func $gate-dec)))
              )
              (instance $callee (instantiate $Callee))
              (instance $driver (instantiate $Driver (with "callee" (instance $callee))))
              (func (export "peek") (alias export $driver "peek"))
              (func (export "tick") (alias export $driver "tick"))
              (func (export "stream-new") (alias export $driver "stream-new"))
              (func (export "stream-read") (alias export $driver "stream-read"))
              (func (export "stream-cancel-read") (alias export $driver "stream-cancel-read"))
              (func (export "stream-write") (alias export $driver "stream-write"))
              (func (export "stream-cancel-write") (alias export $driver "stream-cancel-write"))
              (func (export "stream-drop-readable") (alias export $driver "stream-drop-readable"))
              (func (export "stream-drop-writable") (alias export $driver "stream-drop-writable"))
              (func (export "future-new") (alias export $driver "future-new"))
              (func (export "future-read") (alias export $driver "future-read"))
              (func (export "future-cancel-read") (alias export $driver "future-cancel-read"))
              (func (export "future-write") (alias export $driver "future-write"))
              (func (export "future-cancel-write") (alias export $driver "future-cancel-write"))
              (func (export "future-drop-readable") (alias export $driver "future-drop-readable"))
              (func (export "future-drop-writable") (alias export $driver "future-drop-writable"))
              (func (export "set-new") (alias export $driver "set-new"))
              (func (export "set-drop") (alias export $driver "set-drop"))
              (func (export "join") (alias export $driver "join"))
              (func (export "poll") (alias export $driver "poll"))
              (func (export "subtask-cancel") (alias export $driver "subtask-cancel"))
              (func (export "subtask-drop") (alias export $driver "subtask-drop"))
              (func (export "start-0") (alias export $driver "start-0"))
              (func (export "start-1") (alias export $driver "start-1"))
              (func (export "start-2") (alias export $driver "start-2"))
              (func (export "gate-inc") (alias export $driver "gate-inc"))
              (func (export "gate-dec") (alias export $driver "gate-dec"))
            )
            """);
  }
}

  ;; Reading and writing.

  ;; Writes to a stream. Gives an errno.
  (func $stream-write (param $stream i32) (param $from i32) (param $left i32) (result i32)
    (local $permit i32) (local $pollable i32)
    (loop $next
      (if (i32.eqz (local.get $left)) (then (return (i32.const 0))))
      (call $output.check-write (local.get $stream) (i32.const 16))
      (if (i32.load8_u $own (i32.const 16))
        (then (return (call $stream-error (i32.load8_u $own (i32.const 24)) (i32.load $own (i32.const 28))))))
      (if (i64.eqz (i64.load $own (i32.const 24)))
        (then
          (local.set $pollable (call $output.subscribe (local.get $stream)))
          (call $pollable.block (local.get $pollable))
          (call $pollable.drop (local.get $pollable))
          (br $next)))
      (local.set $permit
        (select
          (i32.wrap_i64 (i64.load $own (i32.const 24)))
          (local.get $left)
          (i64.lt_u (i64.load $own (i32.const 24)) (i64.extend_i32_u (local.get $left)))))
      (call $output.write (local.get $stream) (local.get $from) (local.get $permit) (i32.const 16))
      (if (i32.load8_u $own (i32.const 16))
        (then (return (call $stream-error (i32.load8_u $own (i32.const 20)) (i32.load $own (i32.const 24))))))
      (local.set $from (i32.add (local.get $from) (local.get $permit)))
      (local.set $left (i32.sub (local.get $left) (local.get $permit)))
      (br $next))
    unreachable)

  (func $flush (param $stream i32) (result i32)
    (call $output.blocking-flush (local.get $stream) (i32.const 16))
    (if (i32.load8_u $own (i32.const 16))
      (then (return (call $stream-error (i32.load8_u $own (i32.const 20)) (i32.load $own (i32.const 24))))))
    (i32.const 0))

  ;; The errno of a `stream-error`: 1 is closed, 0 comes with an error, which may be one of a file.
  (func $stream-error (param $case i32) (param $cause i32) (result i32)
    (if (local.get $case) (then (return (i32.const 64))))
    (call $filesystem-error-code (local.get $cause) (i32.const 16))
    (call $error.drop (local.get $cause))
    (if (i32.load8_u $own (i32.const 16)) (then (return (call $errno (i32.load8_u $own (i32.const 17))))))
    (i32.const 29))

  ;; Fills the guest's buffers from a file at an offset, or from a stream as far as it gives at once. Gives an errno
  ;; if nothing was read; $done says how much was.
  (func $read-vectors
    (param $slot i32) (param $vectors i32) (param $count i32) (param $offset i64) (result i32)
    (local $to i32) (local $left i32) (local $want i32) (local $got i32) (local $from i32) (local $heap i32)
    (local $kind i32) (local $handle i32) (local $failed i32)
    (global.set $done (i32.const 0))
    (local.set $heap (global.get $heap))
    (local.set $kind (i32.load $fds (local.get $slot)))
    (local.set $handle (i32.load $fds offset=4 (local.get $slot)))
    (loop $vector
      (if (i32.eqz (local.get $count)) (then (return (i32.const 0))))
      (local.set $to (i32.load $guest (local.get $vectors)))
      (local.set $left (i32.load $guest offset=4 (local.get $vectors)))
      (local.set $vectors (i32.add (local.get $vectors) (i32.const 8)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (loop $chunk
        (br_if $vector (i32.eqz (local.get $left)))
        (local.set $want
          (select (local.get $left) (i32.const 262144) (i32.lt_u (local.get $left) (i32.const 262144))))
        (global.set $heap (local.get $heap))
        (if (i32.eq (local.get $kind) (i32.const 3))
          (then
            (call $descriptor.read
              (local.get $handle) (i64.extend_i32_u (local.get $want)) (local.get $offset) (i32.const 16))
            (local.set $failed (call $result4)))
          (else
            (call $input.blocking-read
              (local.get $handle) (i64.extend_i32_u (local.get $want)) (i32.const 16))
            (if (i32.load8_u $own (i32.const 16))
              (then
                (if (i32.load8_u $own (i32.const 20)) (then (return (i32.const 0))))
                (call $error.drop (i32.load $own (i32.const 24)))
                (local.set $failed (i32.const 29))))))
        (if (local.get $failed)
          (then (return (select (i32.const 0) (local.get $failed) (global.get $done)))))
        (local.set $from (i32.load $own (i32.const 20)))
        (local.set $got (i32.load $own (i32.const 24)))
        (memory.copy $guest $own (local.get $to) (local.get $from) (local.get $got))
        (global.set $done (i32.add (global.get $done) (local.get $got)))
        (local.set $to (i32.add (local.get $to) (local.get $got)))
        (local.set $left (i32.sub (local.get $left) (local.get $got)))
        (local.set $offset (i64.add (local.get $offset) (i64.extend_i32_u (local.get $got))))
        ;; A stream may have to wait for more; a file has ended if it says so or gives nothing.
        (if (i32.or (i32.ne (local.get $kind) (i32.const 3)) (i32.eqz (local.get $got)))
          (then (return (i32.const 0))))
        (if (i32.load8_u $own (i32.const 28)) (then (return (i32.const 0))))
        (br $chunk))
      unreachable)
    unreachable)

  ;; Writes the guest's buffers to a file at an offset, or to a stream. Gives an errno if nothing was written; $done
  ;; says how much was.
  (func $write-vectors
    (param $vectors i32) (param $count i32) (param $to-file i32) (param $handle i32) (param $offset i64)
    (result i32)
    (local $from i32) (local $left i32) (local $size i32) (local $heap i32) (local $at i32) (local $failed i32)
    (global.set $done (i32.const 0))
    (local.set $heap (global.get $heap))
    (block $end
      (loop $vector
        (br_if $end (i32.eqz (local.get $count)))
        (local.set $from (i32.load $guest (local.get $vectors)))
        (local.set $left (i32.load $guest offset=4 (local.get $vectors)))
        (local.set $vectors (i32.add (local.get $vectors) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (loop $chunk
          (br_if $vector (i32.eqz (local.get $left)))
          (local.set $size
            (select (local.get $left) (i32.const 262144) (i32.lt_u (local.get $left) (i32.const 262144))))
          (global.set $heap (local.get $heap))
          (local.set $at (call $allocate (local.get $size) (i32.const 1)))
          (memory.copy $own $guest (local.get $at) (local.get $from) (local.get $size))
          (if (local.get $to-file)
            (then
              (call $descriptor.write
                (local.get $handle) (local.get $at) (local.get $size) (local.get $offset) (i32.const 16))
              (local.set $failed (call $result8))
              (if (i32.eqz (local.get $failed))
                (then
                  (local.set $size (i32.wrap_i64 (i64.load $own (i32.const 24))))
                  (br_if $end (i32.eqz (local.get $size))))))
            (else
              (local.set $failed (call $stream-write (local.get $handle) (local.get $at) (local.get $size)))))
          (br_if $end (local.get $failed))
          (global.set $done (i32.add (global.get $done) (local.get $size)))
          (local.set $from (i32.add (local.get $from) (local.get $size)))
          (local.set $left (i32.sub (local.get $left) (local.get $size)))
          (local.set $offset (i64.add (local.get $offset) (i64.extend_i32_u (local.get $size))))
          (br $chunk))
        unreachable))
    (if (i32.and (i32.eqz (local.get $to-file)) (i32.eqz (local.get $failed)))
      (then (return (call $flush (local.get $handle)))))
    (select (i32.const 0) (local.get $failed) (global.get $done)))

  ;; Writes to a file where its flags say: at an offset, or at its end.
  (func $write-file
    (param $slot i32) (param $vectors i32) (param $count i32) (param $offset i64) (result i32)
    (local $handle i32) (local $failed i32)
    (local.set $handle (i32.load $fds offset=4 (local.get $slot)))
    (if (i32.eqz (i32.and (i32.load $fds offset=16 (local.get $slot)) (i32.const 1)))
      (then
        (return
          (call $write-vectors
            (local.get $vectors) (local.get $count) (i32.const 1) (local.get $handle) (local.get $offset)))))
    (call $descriptor.append-via-stream (local.get $handle) (i32.const 16))
    (if (local.tee $failed (call $result4)) (then (return (local.get $failed))))
    (local.set $handle (i32.load $own (i32.const 20)))
    (local.set $failed
      (call $write-vectors
        (local.get $vectors) (local.get $count) (i32.const 0) (local.get $handle) (i64.const 0)))
    (call $output.drop (local.get $handle))
    (local.get $failed))

  (func (export "fd_read")
    (param $fd i32) (param $vectors i32) (param $count i32) (param $out i32) (result i32)
    (local $slot i32) (local $kind i32) (local $failed i32)
    (call $enter-files)
    (local.set $slot (call $find (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (local.set $kind (i32.load $fds (local.get $slot)))
    (if (i32.eq (local.get $kind) (i32.const 4)) (then (return (i32.const 31))))
    (if (i32.eqz (i32.and (i32.load $fds offset=20 (local.get $slot)) (i32.const 1)))
      (then (return (i32.const 8))))
    (local.set $failed
      (call $read-vectors
        (local.get $slot) (local.get $vectors) (local.get $count) (i64.load $fds offset=8 (local.get $slot))))
    (if (local.get $failed) (then (return (local.get $failed))))
    (i64.store $fds offset=8 (local.get $slot)
      (i64.add (i64.load $fds offset=8 (local.get $slot)) (i64.extend_i32_u (global.get $done))))
    (i32.store $guest (local.get $out) (global.get $done))
    (i32.const 0))

  (func (export "fd_pread")
    (param $fd i32) (param $vectors i32) (param $count i32) (param $offset i64) (param $out i32) (result i32)
    (local $slot i32) (local $failed i32)
    (call $enter-files)
    (local.set $slot (call $file (local.get $fd) (i32.const 1)))
    (if (i32.eqz (local.get $slot)) (then (return (global.get $error))))
    (local.set $failed
      (call $read-vectors (local.get $slot) (local.get $vectors) (local.get $count) (local.get $offset)))
    (if (local.get $failed) (then (return (local.get $failed))))
    (i32.store $guest (local.get $out) (global.get $done))
    (i32.const 0))

  (func (export "fd_write")
    (param $fd i32) (param $vectors i32) (param $count i32) (param $out i32) (result i32)
    (local $slot i32) (local $kind i32) (local $failed i32)
    (call $enter-files)
    (local.set $slot (call $find (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (local.set $kind (i32.load $fds (local.get $slot)))
    (if (i32.eqz (i32.and (i32.load $fds offset=20 (local.get $slot)) (i32.const 2)))
      (then (return (i32.const 8))))
    (if (i32.eq (local.get $kind) (i32.const 2))
      (then
        (local.set $failed
          (call $write-vectors
            (local.get $vectors) (local.get $count) (i32.const 0)
            (i32.load $fds offset=4 (local.get $slot)) (i64.const 0))))
      (else
        (local.set $failed
          (call $write-file
            (local.get $slot) (local.get $vectors) (local.get $count)
            (i64.load $fds offset=8 (local.get $slot))))))
    (if (local.get $failed) (then (return (local.get $failed))))
    (if (i32.eq (local.get $kind) (i32.const 3))
      (then
        (i64.store $fds offset=8 (local.get $slot)
          (i64.add (i64.load $fds offset=8 (local.get $slot)) (i64.extend_i32_u (global.get $done))))
        (if (i32.and (i32.load $fds offset=16 (local.get $slot)) (i32.const 1))
          (then (i64.store $fds offset=8 (local.get $slot) (call $size (local.get $slot)))))))
    (i32.store $guest (local.get $out) (global.get $done))
    (i32.const 0))

  (func (export "fd_pwrite")
    (param $fd i32) (param $vectors i32) (param $count i32) (param $offset i64) (param $out i32) (result i32)
    (local $slot i32) (local $failed i32)
    (call $enter-files)
    (local.set $slot (call $file (local.get $fd) (i32.const 2)))
    (if (i32.eqz (local.get $slot)) (then (return (global.get $error))))
    (local.set $failed
      (call $write-file (local.get $slot) (local.get $vectors) (local.get $count) (local.get $offset)))
    (if (local.get $failed) (then (return (local.get $failed))))
    (i32.store $guest (local.get $out) (global.get $done))
    (i32.const 0))

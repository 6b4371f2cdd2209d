  ;; File descriptors.

  ;; The slot of a file that may be read (1) or written (2), or either (3); 0 and $error if it is none.
  (func $file (param $fd i32) (param $rights i32) (result i32)
    (local $slot i32) (local $kind i32)
    (local.set $slot (call $find (local.get $fd)))
    (global.set $error (i32.const 8))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 0))))
    (local.set $kind (i32.load $fds (local.get $slot)))
    (if (i32.eq (local.get $kind) (i32.const 4))
      (then
        (global.set $error (i32.const 31))
        (return (i32.const 0))))
    (if (i32.ne (local.get $kind) (i32.const 3))
      (then
        (global.set $error (i32.const 70))
        (return (i32.const 0))))
    (select
      (local.get $slot)
      (i32.const 0)
      (i32.and (i32.load $fds offset=20 (local.get $slot)) (local.get $rights))))

  ;; The slot of a file or a folder; 0 and $error if it is none.
  (func $descriptor (param $fd i32) (result i32)
    (local $slot i32)
    (local.set $slot (call $find (local.get $fd)))
    (global.set $error (i32.const 8))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 0))))
    (if (i32.lt_u (i32.load $fds (local.get $slot)) (i32.const 3))
      (then
        (global.set $error (i32.const 28))
        (return (i32.const 0))))
    (local.get $slot))

  ;; The size of a file; 0 if it cannot be told.
  (func $size (param $slot i32) (result i64)
    (call $descriptor.stat (i32.load $fds offset=4 (local.get $slot)) (i32.const 16))
    (if (call $result8) (then (return (i64.const 0))))
    (i64.load $own (i32.const 40)))

  (func (export "fd_close") (param $fd i32) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $find (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (call $close (local.get $slot))
    (i32.const 0))

  (func $close (param $slot i32)
    (local $handle i32) (local $kind i32)
    (local.set $handle (i32.load $fds offset=4 (local.get $slot)))
    (local.set $kind (i32.load $fds (local.get $slot)))
    (call $close-entries (local.get $slot))
    (if (i32.eq (local.get $kind) (i32.const 1))
      (then (call $input.drop (local.get $handle)))
      (else
        (if (i32.eq (local.get $kind) (i32.const 2))
          (then (call $output.drop (local.get $handle)))
          (else (call $descriptor.drop (local.get $handle))))))
    (call $free (local.get $slot)))

  ;; What is no part of preview 1, but programs expect of adapters.

  ;; Takes a file descriptor for the guest's own use, which is not open to any function here.
  (func (export "adapter_open_badfd") (param $out i32) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $new-slot))
    (i32.store $fds (local.get $slot) (i32.const 5))
    (i32.store $guest (local.get $out) (call $fd-of (local.get $slot)))
    (i32.const 0))

  (func (export "adapter_close_badfd") (param $fd i32) (result i32)
    (call $enter-files)
    (if (i32.ge_u (local.get $fd) (global.get $count)) (then (return (i32.const 8))))
    (if (i32.ne (i32.load $fds (call $slot-of (local.get $fd))) (i32.const 5)) (then (return (i32.const 8))))
    (call $free (call $slot-of (local.get $fd)))
    (i32.const 0))

  ;; Forgets what the program was given, for one whose memory is taken away to be run elsewhere.
  (func (export "reset_adapter_state")
    (global.set $ready (i32.const 0))
    (global.set $base (i32.const 4096))
    (global.set $heap (i32.const 4096))
    (global.set $count (i32.const 0))
    (global.set $lowest (i32.const 0))
    (global.set $kept (i32.const 0)))

  (func (export "fd_renumber") (param $from i32) (param $to i32) (result i32)
    (local $slot i32) (local $target i32)
    (call $enter-files)
    (local.set $slot (call $find (local.get $from)))
    (local.set $target (call $find (local.get $to)))
    (if (i32.or (i32.eqz (local.get $slot)) (i32.eqz (local.get $target))) (then (return (i32.const 8))))
    (if (i32.eq (local.get $slot) (local.get $target)) (then (return (i32.const 0))))
    (call $close (local.get $target))
    (memory.copy $fds $fds (local.get $target) (local.get $slot) (i32.const 64))
    (call $free (local.get $slot))
    ;; What was closed is in use again.
    (if (i32.eq (global.get $lowest) (local.get $to))
      (then (global.set $lowest (i32.add (local.get $to) (i32.const 1)))))
    (i32.const 0))

  (func (export "fd_seek")
    (param $fd i32) (param $offset i64) (param $whence i32) (param $out i32) (result i32)
    (local $slot i32) (local $from i64)
    (call $enter-files)
    (local.set $slot (call $file (local.get $fd) (i32.const 3)))
    (if (i32.eqz (local.get $slot))
      (then (return (select (i32.const 8) (global.get $error) (i32.eq (global.get $error) (i32.const 31))))))
    (if (i32.eq (local.get $whence) (i32.const 1))
      (then (local.set $from (i64.load $fds offset=8 (local.get $slot))))
      (else
        (if (i32.eq (local.get $whence) (i32.const 2))
          (then
            (call $descriptor.stat (i32.load $fds offset=4 (local.get $slot)) (i32.const 16))
            (if (call $result8) (then (return (call $result8))))
            (local.set $from (i64.load $own (i32.const 40))))
          (else (if (local.get $whence) (then (return (i32.const 28))))))))
    ;; Below the start, or beyond what a position can be.
    (local.set $offset (i64.add (local.get $from) (local.get $offset)))
    (if (i64.lt_s (local.get $offset) (i64.const 0)) (then (return (i32.const 28))))
    (i64.store $fds offset=8 (local.get $slot) (local.get $offset))
    (i64.store $guest (local.get $out) (local.get $offset))
    (i32.const 0))

  (func (export "fd_tell") (param $fd i32) (param $out i32) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $file (local.get $fd) (i32.const 3)))
    (if (i32.eqz (local.get $slot))
      (then (return (select (i32.const 8) (global.get $error) (i32.eq (global.get $error) (i32.const 31))))))
    (i64.store $guest (local.get $out) (i64.load $fds offset=8 (local.get $slot)))
    (i32.const 0))

  (func (export "fd_advise")
    (param $fd i32) (param $offset i64) (param $length i64) (param $advice i32) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $file (local.get $fd) (i32.const 3)))
    (if (i32.eqz (local.get $slot)) (then (return (global.get $error))))
    (if (i32.gt_u (local.get $advice) (i32.const 5)) (then (return (i32.const 28))))
    (call $descriptor.advise
      (i32.load $fds offset=4 (local.get $slot))
      (local.get $offset) (local.get $length) (local.get $advice) (i32.const 16))
    (call $result))

  ;; Nothing of WASI 0.2 reserves space.
  (func (export "fd_allocate") (param $fd i32) (param $offset i64) (param $length i64) (result i32)
    (call $enter-files)
    (if (i32.eqz (call $file (local.get $fd) (i32.const 3))) (then (return (global.get $error))))
    (i32.const 58))

  (func (export "fd_datasync") (param $fd i32) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $descriptor (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (global.get $error))))
    (call $descriptor.sync-data (i32.load $fds offset=4 (local.get $slot)) (i32.const 16))
    (call $result))

  (func (export "fd_sync") (param $fd i32) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $descriptor (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (global.get $error))))
    (call $descriptor.sync (i32.load $fds offset=4 (local.get $slot)) (i32.const 16))
    (call $result))

  ;; What is known of descriptors.

  ;; The file type of a descriptor: 2 is a character device, 3 a folder, 4 a file, 0 unknown.
  (func $file-type (param $slot i32) (result i32)
    (local $kind i32)
    (local.set $kind (i32.load $fds (local.get $slot)))
    (if (i32.eq (local.get $kind) (i32.const 4)) (then (return (i32.const 3))))
    (if (i32.eq (local.get $kind) (i32.const 3))
      (then
        (call $descriptor.get-type (i32.load $fds offset=4 (local.get $slot)) (i32.const 16))
        (if (call $result) (then (return (i32.const 0))))
        (return (i32.load8_u $own offset=560 (i32.load8_u $own (i32.const 17))))))
    (i32.shl
      (i32.and (i32.shr_u (i32.load $fds offset=20 (local.get $slot)) (i32.const 2)) (i32.const 1))
      (i32.const 1)))

  (func (export "fd_fdstat_get") (param $fd i32) (param $out i32) (result i32)
    (local $slot i32) (local $kind i32) (local $may i32) (local $base i64) (local $inherited i64)
    (call $enter-files)
    (local.set $slot (call $find (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (local.set $kind (i32.load $fds (local.get $slot)))
    (local.set $may (i32.load $fds offset=20 (local.get $slot)))
    (if (i32.eq (local.get $kind) (i32.const 4))
      (then
        ;; All that concerns folders; what is opened in it may have these and all that concerns files.
        (local.set $base (i64.const 0x7bffe98))
        (local.set $inherited (i64.const 0xfffffff)))
      (else
        (local.set $base
          (select (i64.const 0x8e001bd) (i64.const 0x8200000) (i32.eq (local.get $kind) (i32.const 3))))
        (if (i32.and (local.get $may) (i32.const 1))
          (then (local.set $base (i64.or (local.get $base) (i64.const 2)))))
        (if (i32.and (local.get $may) (i32.const 2))
          (then (local.set $base (i64.or (local.get $base) (i64.const 64)))))))
    (memory.fill $guest (local.get $out) (i32.const 0) (i32.const 24))
    (i32.store8 $guest (local.get $out) (call $file-type (local.get $slot)))
    (i32.store16 $guest offset=2 (local.get $out) (i32.load $fds offset=16 (local.get $slot)))
    (i64.store $guest offset=8 (local.get $out) (local.get $base))
    (i64.store $guest offset=16 (local.get $out) (local.get $inherited))
    (i32.const 0))

  ;; Appending and not blocking can be switched; how writes are synchronised is settled when a file is opened.
  (func (export "fd_fdstat_set_flags") (param $fd i32) (param $flags i32) (result i32)
    (local $slot i32) (local $now i32)
    (call $enter-files)
    (local.set $slot (call $find (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (local.set $now (i32.load $fds offset=16 (local.get $slot)))
    (if (i32.and (i32.xor (local.get $now) (local.get $flags)) (i32.const -6)) (then (return (i32.const 28))))
    (i32.store $fds offset=16 (local.get $slot) (local.get $flags))
    (i32.const 0))

  (func (export "fd_fdstat_set_rights") (param $fd i32) (param $base i64) (param $inherited i64) (result i32)
    (call $enter-files)
    (select (i32.const 58) (i32.const 8) (call $find (local.get $fd))))

  (func (export "fd_filestat_get") (param $fd i32) (param $out i32) (result i32)
    (local $slot i32) (local $handle i32) (local $failed i32)
    (call $enter-files)
    (local.set $slot (call $find (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (if (i32.lt_u (i32.load $fds (local.get $slot)) (i32.const 3))
      (then
        (memory.fill $guest (local.get $out) (i32.const 0) (i32.const 64))
        (i32.store8 $guest offset=16 (local.get $out) (call $file-type (local.get $slot)))
        (return (i32.const 0))))
    (local.set $handle (i32.load $fds offset=4 (local.get $slot)))
    (call $descriptor.metadata-hash (local.get $handle) (i32.const 160))
    (call $descriptor.stat (local.get $handle) (i32.const 16))
    (if (local.tee $failed (call $result8)) (then (return (local.get $failed))))
    (call $put-stat (local.get $out))
    (i32.const 0))

  ;; Writes the `descriptor-stat` at 16, with the hash at 160 as the number of the file.
  (func $put-stat (param $out i32)
    (memory.fill $guest (local.get $out) (i32.const 0) (i32.const 64))
    (i64.store $guest (local.get $out) (i64.const 1))
    (i64.store $guest offset=8 (local.get $out) (call $hash))
    (i32.store8 $guest offset=16 (local.get $out)
      (i32.load8_u $own offset=560 (i32.load8_u $own (i32.const 24))))
    (i64.store $guest offset=24 (local.get $out) (i64.load $own (i32.const 32)))
    (i64.store $guest offset=32 (local.get $out) (i64.load $own (i32.const 40)))
    (i64.store $guest offset=40 (local.get $out) (call $time (i32.const 48)))
    (i64.store $guest offset=48 (local.get $out) (call $time (i32.const 72)))
    (i64.store $guest offset=56 (local.get $out) (call $time (i32.const 96))))

  ;; The hash at 160; 0 if there is none.
  (func $hash (result i64)
    (select (i64.const 0) (i64.load $own (i32.const 168)) (i32.load8_u $own (i32.const 160))))

  ;; The `option<datetime>` at an address, in nanoseconds; 0 for none.
  (func $time (param $at i32) (result i64)
    (if (i32.eqz (i32.load8_u $own (local.get $at))) (then (return (i64.const 0))))
    (i64.add
      (i64.mul (i64.load $own offset=8 (local.get $at)) (i64.const 1000000000))
      (i64.extend_i32_u (i32.load $own offset=16 (local.get $at)))))

  (func (export "fd_filestat_set_size") (param $fd i32) (param $size i64) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $file (local.get $fd) (i32.const 2)))
    (if (i32.eqz (local.get $slot)) (then (return (global.get $error))))
    (call $descriptor.set-size (i32.load $fds offset=4 (local.get $slot)) (local.get $size) (i32.const 16))
    (call $result))

  (func (export "fd_filestat_set_times")
    (param $fd i32) (param $accessed i64) (param $modified i64) (param $flags i32) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $descriptor (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (global.get $error))))
    (if (call $contradict (local.get $flags)) (then (return (i32.const 28))))
    (call $descriptor.set-times
      (i32.load $fds offset=4 (local.get $slot))
      (call $new-timestamp (local.get $flags) (local.get $accessed))
      (call $new-timestamp (i32.shr_u (local.get $flags) (i32.const 2)) (local.get $modified))
      (i32.const 16))
    (call $result))

  ;; Whether a time is asked to be both a given one (1, 4) and the present one (2, 8), or flags are unknown.
  (func $contradict (param $flags i32) (result i32)
    (i32.or
      (i32.gt_u (local.get $flags) (i32.const 15))
      (i32.or
        (i32.eq (i32.and (local.get $flags) (i32.const 3)) (i32.const 3))
        (i32.eq (i32.and (local.get $flags) (i32.const 12)) (i32.const 12)))))

  ;; A `new-timestamp`: no change, the present (flag 2) or a time (flag 1).
  (func $new-timestamp (param $flags i32) (param $time i64) (result i32 i64 i32)
    (select (i32.const 2) (i32.shr_u (i32.and (local.get $flags) (i32.const 2)) (i32.const 1))
      (i32.and (local.get $flags) (i32.const 1)))
    (i64.div_u (local.get $time) (i64.const 1000000000))
    (i32.wrap_i64 (i64.rem_u (local.get $time) (i64.const 1000000000))))

  ;; Preopens.

  (func $preopen (param $fd i32) (result i32)
    (local $slot i32)
    (call $enter-files)
    (local.set $slot (call $find (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 0))))
    (select (local.get $slot) (i32.const 0) (i32.load $fds offset=24 (local.get $slot))))

  (func (export "fd_prestat_get") (param $fd i32) (param $out i32) (result i32)
    (local $slot i32)
    (local.set $slot (call $preopen (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (i32.store $guest (local.get $out) (i32.const 0))
    (i32.store $guest offset=4 (local.get $out) (i32.load $fds offset=28 (local.get $slot)))
    (i32.const 0))

  (func (export "fd_prestat_dir_name") (param $fd i32) (param $out i32) (param $room i32) (result i32)
    (local $slot i32) (local $length i32)
    (local.set $slot (call $preopen (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (local.set $length (i32.load $fds offset=28 (local.get $slot)))
    (if (i32.gt_u (local.get $length) (local.get $room)) (then (return (i32.const 37))))
    (memory.copy $guest $own
      (local.get $out) (i32.load $fds offset=24 (local.get $slot)) (local.get $length))
    (i32.const 0))

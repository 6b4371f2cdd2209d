  ;; The adapter keeps all that it has in memories of its own: nothing of it lies in the module that it serves, whose
  ;; allocator may believe that it owns everything there is, from its first call on.
  ;;
  ;; `$own` is the memory of the canonical options, too: what the host gives lands there and is copied.
  ;;      16 …  143  where results of the host are put ($RESULT is 16)
  ;;     160 …  191  a second place for them
  ;;     192 …  255  records on their way to the guest
  ;;     512 …  548  error codes of wasi:filesystem as errno
  ;;     560 …  567  types of descriptors as file types
  ;;    1024 … 3071  the name of a directory entry that did not fit
  ;;    4096 …       what lasts (names of preopens), then what lasts for a call
  (memory $own (export "memory") 1 32768)
  (data (memory $own) (i32.const 512)
    "\02\06\07\08\0a\10\13\14\16\19\1a\1b\1c\1d\1f\20\22\23\25\2b\2c\2e\30\33\36\37\38\3a\3b\3c\3d\3f\40\45\46\4a\4b")
  (data (memory $own) (i32.const 560) "\00\01\02\03\00\07\04\06")

  ;; A slot of 64 bytes for each file descriptor of the guest; descriptor 0 is at 64, so that no slot is at 0.
  ;;    0  kind: 0 free, 1 input stream, 2 output stream, 3 file, 4 folder, 5 taken and not open
  ;;    4  handle of the host
  ;;    8  position in the file (8 bytes)
  ;;   16  flags of the descriptor: 1 append, 2 dsync, 4 nonblock, 8 rsync, 16 sync
  ;;   20  may be 1 read, 2 written; of a stream: 4, it is a terminal
  ;;   24  address and length (28) of the name of a preopen in `$own`; an address of 0: it is none
  ;;   32  whether a stream of entries is open, its handle (36), and the cookie of its next entry (40, 8 bytes)
  (memory $fds 1 32768)

  (global $ready (mut i32) (i32.const 0))
  (global $base (mut i32) (i32.const 4096))
  (global $heap (mut i32) (i32.const 4096))
  (global $count (mut i32) (i32.const 0))
  (global $lowest (mut i32) (i32.const 0))
  ;; What the last helper that failed says, how many bytes the last transfer moved, and where a path is.
  (global $error (mut i32) (i32.const 0))
  (global $done (mut i32) (i32.const 0))
  (global $handle (mut i32) (i32.const 0))
  (global $path (mut i32) (i32.const 0))
  ;; The entry at 1024: of which slot (0: none), its cookie, the length of its name, its type.
  (global $kept (mut i32) (i32.const 0))
  (global $kept-cookie (mut i64) (i64.const 0))
  (global $kept-length (mut i32) (i32.const 0))
  (global $kept-type (mut i32) (i32.const 0))

  ;; Memory.

  ;; Gives memory until the next call begins.
  (func $allocate (param $size i32) (param $align i32) (result i32)
    (local $at i32) (local $end i32) (local $room i32)
    (local.set $at
      (i32.and
        (i32.add (global.get $heap) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
    (local.set $end (i32.add (local.get $at) (local.get $size)))
    (if (i32.lt_u (local.get $end) (local.get $at)) (then unreachable))
    (local.set $room (i32.shl (memory.size $own) (i32.const 16)))
    (if (i32.gt_u (local.get $end) (local.get $room))
      (then
        (if (i32.eq
              (memory.grow $own
                (i32.add
                  (i32.shr_u (i32.sub (i32.sub (local.get $end) (i32.const 1)) (local.get $room)) (i32.const 16))
                  (i32.const 1)))
              (i32.const -1))
          (then unreachable))))
    (global.set $heap (local.get $end))
    (local.get $at))

  (func (export "cabi_import_realloc")
    (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
    (local $new i32)
    (local.set $new (call $allocate (local.get $size) (local.get $align)))
    (memory.copy $own $own (local.get $new) (local.get $old)
      (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
    (local.get $new))

  ;; Begins a call: what the last one was given is free again.
  (func $enter
    (global.set $heap (global.get $base)))

  ;; Begins a call that needs file descriptors.
  (func $enter-files
    (call $enter)
    (if (i32.eqz (global.get $ready)) (then (call $open-given))))

  ;; Slots.

  ;; Takes the lowest free file descriptor. Gives its slot, all zeros.
  (func $new-slot (result i32)
    (local $fd i32) (local $slot i32)
    (local.set $fd (global.get $lowest))
    (block $found
      (loop $next
        (br_if $found (i32.eq (local.get $fd) (global.get $count)))
        (br_if $found (i32.eqz (i32.load $fds (call $slot-of (local.get $fd)))))
        (local.set $fd (i32.add (local.get $fd) (i32.const 1)))
        (br $next)))
    (local.set $slot (call $slot-of (local.get $fd)))
    (if (i32.eq (local.get $fd) (global.get $count))
      (then
        (if (i32.gt_u (i32.add (local.get $slot) (i32.const 64)) (i32.shl (memory.size $fds) (i32.const 16)))
          (then (if (i32.eq (memory.grow $fds (i32.const 1)) (i32.const -1)) (then unreachable))))
        (global.set $count (i32.add (local.get $fd) (i32.const 1)))))
    (global.set $lowest (i32.add (local.get $fd) (i32.const 1)))
    (memory.fill $fds (local.get $slot) (i32.const 0) (i32.const 64))
    (local.get $slot))

  (func $slot-of (param $fd i32) (result i32)
    (i32.shl (i32.add (local.get $fd) (i32.const 1)) (i32.const 6)))

  (func $fd-of (param $slot i32) (result i32)
    (i32.sub (i32.shr_u (local.get $slot) (i32.const 6)) (i32.const 1)))

  ;; The slot of an open file descriptor; 0 if it is not open.
  (func $find (param $fd i32) (result i32)
    (local $slot i32)
    (if (i32.ge_u (local.get $fd) (global.get $count)) (then (return (i32.const 0))))
    (local.set $slot (call $slot-of (local.get $fd)))
    (if (i32.eq (i32.load $fds (local.get $slot)) (i32.const 5)) (then (return (i32.const 0))))
    (select (local.get $slot) (i32.const 0) (i32.load $fds (local.get $slot))))

  ;; Frees a slot whose handle was dropped or moved.
  (func $free (param $slot i32)
    (local $fd i32)
    (local.set $fd (call $fd-of (local.get $slot)))
    (i32.store $fds (local.get $slot) (i32.const 0))
    (if (i32.eq (global.get $kept) (local.get $slot)) (then (global.set $kept (i32.const 0))))
    (if (i32.lt_u (local.get $fd) (global.get $lowest)) (then (global.set $lowest (local.get $fd)))))

  (func $add-stream (param $kind i32) (param $handle i32) (param $terminal i32)
    (local $slot i32)
    (local.set $slot (call $new-slot))
    (i32.store $fds (local.get $slot) (local.get $kind))
    (i32.store $fds offset=4 (local.get $slot) (local.get $handle))
    (i32.store $fds offset=20 (local.get $slot)
      (i32.or (local.get $kind) (i32.shl (local.get $terminal) (i32.const 2)))))

  ;; Results of the host at 16.

  (func $errno (param $code i32) (result i32)
    (i32.load8_u $own offset=512 (local.get $code)))

  ;; The errno of a `result` whose error code is at byte 1, 4 or 8; 0 if it is well.
  (func $result (result i32)
    (if (i32.load8_u $own (i32.const 16)) (then (return (call $errno (i32.load8_u $own (i32.const 17))))))
    (i32.const 0))
  (func $result4 (result i32)
    (if (i32.load8_u $own (i32.const 16)) (then (return (call $errno (i32.load8_u $own (i32.const 20))))))
    (i32.const 0))
  (func $result8 (result i32)
    (if (i32.load8_u $own (i32.const 16)) (then (return (call $errno (i32.load8_u $own (i32.const 24))))))
    (i32.const 0))

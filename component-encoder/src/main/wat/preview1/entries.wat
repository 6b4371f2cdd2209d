  ;; Entries of folders. Cookie 0 is the folder itself, 1 the one above, all others come from the host in its order;
  ;; an entry that did not fit is kept for the call that asks for it again.

  (func $close-entries (param $slot i32)
    (if (i32.load $fds offset=32 (local.get $slot))
      (then
        (call $entries.drop (i32.load $fds offset=36 (local.get $slot)))
        (i32.store $fds offset=32 (local.get $slot) (i32.const 0))))
    (if (i32.eq (global.get $kept) (local.get $slot)) (then (global.set $kept (i32.const 0)))))

  ;; Reads the entry with a cookie: into 16. Gives an errno; $done says whether there is one.
  (func $read-entry (param $slot i32) (param $cookie i64) (result i32)
    (local $failed i32)
    (if (i32.or
          (i32.eqz (i32.load $fds offset=32 (local.get $slot)))
          (i64.gt_u (i64.load $fds offset=40 (local.get $slot)) (local.get $cookie)))
      (then
        (call $close-entries (local.get $slot))
        (call $descriptor.read-directory (i32.load $fds offset=4 (local.get $slot)) (i32.const 16))
        (if (local.tee $failed (call $result4)) (then (return (local.get $failed))))
        (i32.store $fds offset=32 (local.get $slot) (i32.const 1))
        (i32.store $fds offset=36 (local.get $slot) (i32.load $own (i32.const 20)))
        (i64.store $fds offset=40 (local.get $slot) (i64.const 2))))
    (loop $next
      (call $entries.read (i32.load $fds offset=36 (local.get $slot)) (i32.const 16))
      (if (local.tee $failed (call $result4)) (then (return (local.get $failed))))
      (global.set $done (i32.load8_u $own (i32.const 20)))
      (if (i32.eqz (global.get $done)) (then (return (i32.const 0))))
      (i64.store $fds offset=40 (local.get $slot)
        (i64.add (i64.load $fds offset=40 (local.get $slot)) (i64.const 1)))
      (br_if $next (i64.le_u (i64.load $fds offset=40 (local.get $slot)) (local.get $cookie))))
    (i32.const 0))

  (func (export "fd_readdir")
    (param $fd i32) (param $out i32) (param $room i32) (param $cookie i64) (param $used i32) (result i32)
    (local $slot i32) (local $left i32) (local $name i32) (local $length i32) (local $type i32)
    (local $number i64) (local $size i32) (local $failed i32) (local $heap i32) (local $handle i32)
    (call $enter-files)
    (local.set $slot (call $find (local.get $fd)))
    (if (i32.eqz (local.get $slot)) (then (return (i32.const 8))))
    (if (i32.ne (i32.load $fds (local.get $slot)) (i32.const 4)) (then (return (i32.const 54))))
    (local.set $handle (i32.load $fds offset=4 (local.get $slot)))
    (local.set $left (local.get $room))
    (local.set $heap (global.get $heap))
    ;; A listing that begins anew sees what is there now.
    (if (i64.eqz (local.get $cookie)) (then (call $close-entries (local.get $slot))))
    (block $full
      (loop $next
        (br_if $full (i32.eqz (local.get $left)))
        (global.set $heap (local.get $heap))
        (local.set $number (i64.const 0))
        (if (i64.lt_u (local.get $cookie) (i64.const 2))
          (then
            ;; "." and "..", one byte apart from each other in length.
            (i32.store16 $own (i32.const 224) (i32.const 0x2e2e))
            (local.set $name (i32.const 224))
            (local.set $length (i32.add (i32.wrap_i64 (local.get $cookie)) (i32.const 1)))
            (local.set $type (i32.const 3))
            (if (i64.eqz (local.get $cookie))
              (then
                (call $descriptor.metadata-hash (local.get $handle) (i32.const 160))
                (local.set $number (call $hash)))))
          (else
            (if (i32.and
                  (i32.eq (global.get $kept) (local.get $slot))
                  (i64.eq (global.get $kept-cookie) (local.get $cookie)))
              (then
                (local.set $name (i32.const 1024))
                (local.set $length (global.get $kept-length))
                (local.set $type (global.get $kept-type)))
              (else
                (if (local.tee $failed (call $read-entry (local.get $slot) (local.get $cookie)))
                  (then (return (local.get $failed))))
                (br_if $full (i32.eqz (global.get $done)))
                (local.set $name (i32.load $own (i32.const 28)))
                (local.set $length (i32.load $own (i32.const 32)))
                (local.set $type (i32.load8_u $own offset=560 (i32.load8_u $own (i32.const 24))))))
            (call $descriptor.metadata-hash-at
              (local.get $handle) (i32.const 0) (local.get $name) (local.get $length) (i32.const 160))
            (local.set $number (call $hash))))
        (i64.store $own (i32.const 192) (i64.add (local.get $cookie) (i64.const 1)))
        (i64.store $own (i32.const 200) (local.get $number))
        (i32.store $own (i32.const 208) (local.get $length))
        (i32.store $own (i32.const 212) (local.get $type))
        (local.set $size
          (select (i32.const 24) (local.get $left) (i32.gt_u (local.get $left) (i32.const 24))))
        (memory.copy $guest $own (local.get $out) (i32.const 192) (local.get $size))
        (local.set $out (i32.add (local.get $out) (local.get $size)))
        (local.set $left (i32.sub (local.get $left) (local.get $size)))
        (local.set $size
          (select (local.get $length) (local.get $left) (i32.gt_u (local.get $left) (local.get $length))))
        (memory.copy $guest $own (local.get $out) (local.get $name) (local.get $size))
        (local.set $out (i32.add (local.get $out) (local.get $size)))
        (local.set $left (i32.sub (local.get $left) (local.get $size)))
        ;; A full buffer says that there is more: the entry is asked for again if it was cut, and maybe if it was not.
        (if (i32.and
              (i32.eqz (local.get $left))
              (i32.and
                (i64.ge_u (local.get $cookie) (i64.const 2))
                (i32.le_u (local.get $length) (i32.const 2048))))
          (then
            (memory.copy $own $own (i32.const 1024) (local.get $name) (local.get $length))
            (global.set $kept (local.get $slot))
            (global.set $kept-cookie (local.get $cookie))
            (global.set $kept-length (local.get $length))
            (global.set $kept-type (local.get $type))))
        (local.set $cookie (i64.add (local.get $cookie) (i64.const 1)))
        (br $next)))
    (i32.store $guest (local.get $used) (i32.sub (local.get $room) (local.get $left)))
    (i32.const 0))

  ;; Opens what the program is given: its three streams and the folders. Called once.
  (func $open-given
    (local $list i32) (local $left i32) (local $slot i32)
    (global.set $ready (i32.const 1))
    (call $get-terminal-stdin (i32.const 16))
    (if (i32.load8_u $own (i32.const 16)) (then (call $terminal-input.drop (i32.load $own (i32.const 20)))))
    (call $add-stream (i32.const 1) (call $get-stdin) (i32.load8_u $own (i32.const 16)))
    (call $get-terminal-stdout (i32.const 16))
    (if (i32.load8_u $own (i32.const 16)) (then (call $terminal-output.drop (i32.load $own (i32.const 20)))))
    (call $add-stream (i32.const 2) (call $get-stdout) (i32.load8_u $own (i32.const 16)))
    (call $get-terminal-stderr (i32.const 16))
    (if (i32.load8_u $own (i32.const 16)) (then (call $terminal-output.drop (i32.load $own (i32.const 20)))))
    (call $add-stream (i32.const 2) (call $get-stderr) (i32.load8_u $own (i32.const 16)))
    (call $get-directories (i32.const 16))
    (local.set $list (i32.load $own (i32.const 16)))
    (local.set $left (i32.load $own (i32.const 20)))
    (loop $next
      (if (local.get $left)
        (then
          (local.set $slot (call $new-slot))
          (i32.store $fds (local.get $slot) (i32.const 4))
          (i32.store $fds offset=4 (local.get $slot) (i32.load $own (local.get $list)))
          (i32.store $fds offset=24 (local.get $slot) (i32.load $own offset=4 (local.get $list)))
          (i32.store $fds offset=28 (local.get $slot) (i32.load $own offset=8 (local.get $list)))
          (local.set $list (i32.add (local.get $list) (i32.const 12)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br $next))))
    ;; The names last.
    (global.set $base (global.get $heap)))

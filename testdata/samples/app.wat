;; A component of the world `app` in greeting.wit: a command that greets everybody named on its
;; command line, or the world.
(component
  (import "example:greeting/greeter@0.1.0" (instance $greeter
    (export "greet" (func (param "name" string) (result string)))))
  (import "wasi:io/error@0.2.0" (instance $error
    (export "error" (type (sub resource)))))
  (alias export $error "error" (type $error-type))
  (import "wasi:io/streams@0.2.0" (instance $streams
    (export "output-stream" (type $output-stream (sub resource)))
    (alias outer 1 $error-type (type $outer-error))
    (export "error" (type $error (eq $outer-error)))
    (type $failures (variant (case "last-operation-failed" (own $error)) (case "closed")))
    (export "stream-error" (type $stream-error (eq $failures)))
    (export "[method]output-stream.blocking-write-and-flush"
      (func
        (param "self" (borrow $output-stream))
        (param "contents" (list u8))
        (result (result (error $stream-error)))))))
  (alias export $streams "output-stream" (type $output-stream-type))
  (import "wasi:cli/stdout@0.2.0" (instance $stdout
    (alias outer 1 $output-stream-type (type $outer-stream))
    (export "output-stream" (type $output-stream (eq $outer-stream)))
    (export "get-stdout" (func (result (own $output-stream))))))
  (import "wasi:cli/environment@0.2.0" (instance $environment
    (export "get-arguments" (func (result (list string))))))

  ;; The memory stands apart, because lowering a function needs one before the module that calls it
  ;; can be made.
  (core module $memory-module
    (memory (export "memory") 1)
    (global $free (mut i32) (i32.const 64))
    (func (export "cabi_realloc")
      (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32)
      (local.set $at
        (i32.and
          (i32.add (global.get $free) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
      (global.set $free (i32.add (local.get $at) (local.get $size)))
      (block $fits
        (loop $more
          (br_if $fits
            (i32.le_u (global.get $free) (i32.mul (memory.size) (i32.const 65536))))
          (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
          unreachable))
      (local.get $at)))
  (core instance $memory (instantiate $memory-module))
  (core func $greet
    (canon lower (func $greeter "greet")
      (memory (core memory $memory "memory"))
      (realloc (core func $memory "cabi_realloc"))))
  (core func $get-arguments
    (canon lower (func $environment "get-arguments")
      (memory (core memory $memory "memory"))
      (realloc (core func $memory "cabi_realloc"))))
  (core func $get-stdout (canon lower (func $stdout "get-stdout")))
  (core func $write
    (canon lower (func $streams "[method]output-stream.blocking-write-and-flush")
      (memory (core memory $memory "memory"))))
  (core func $drop-stream (canon resource.drop $output-stream-type))

  (core module $main-module
    (import "memory" "memory" (memory 1))
    (import "host" "greet" (func $greet (param i32 i32 i32)))
    (import "host" "get-arguments" (func $get-arguments (param i32)))
    (import "host" "get-stdout" (func $get-stdout (result i32)))
    (import "host" "write" (func $write (param i32 i32 i32 i32)))
    (import "host" "drop-stream" (func $drop-stream (param i32)))
    (data (i32.const 0) "\n" "world")

    ;; Writes a greeting and a line break. The result is 1 if a write failed, else 0.
    (func $say (param $out i32) (param $name i32) (param $length i32) (result i32)
      (call $greet (local.get $name) (local.get $length) (i32.const 16))
      (call $write
        (local.get $out) (i32.load (i32.const 16)) (i32.load (i32.const 20)) (i32.const 32))
      (if (i32.load8_u (i32.const 32))
        (then (return (i32.const 1))))
      (call $write (local.get $out) (i32.const 0) (i32.const 1) (i32.const 32))
      (i32.load8_u (i32.const 32)))

    (func (export "run") (result i32)
      (local $out i32) (local $at i32) (local $end i32) (local $failed i32)
      (local.set $out (call $get-stdout))
      (call $get-arguments (i32.const 8))
      ;; Each argument takes eight bytes; the first is the name of the program.
      (local.set $at (i32.add (i32.load (i32.const 8)) (i32.const 8)))
      (local.set $end
        (i32.add
          (i32.load (i32.const 8))
          (i32.mul (i32.load (i32.const 12)) (i32.const 8))))
      (if (i32.ge_u (local.get $at) (local.get $end))
        (then
          (local.set $failed (call $say (local.get $out) (i32.const 1) (i32.const 5))))
        (else
          (loop $each
            (local.set $failed
              (call $say
                (local.get $out)
                (i32.load (local.get $at))
                (i32.load offset=4 (local.get $at))))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br_if $each
              (i32.and
                (i32.eqz (local.get $failed))
                (i32.lt_u (local.get $at) (local.get $end)))))))
      (call $drop-stream (local.get $out))
      (local.get $failed)))
  (core instance $main (instantiate $main-module
    (with "memory" (instance $memory))
    (with "host" (instance
      (export "greet" (func $greet))
      (export "get-arguments" (func $get-arguments))
      (export "get-stdout" (func $get-stdout))
      (export "write" (func $write))
      (export "drop-stream" (func $drop-stream))))))
  (func $run (result (result)) (canon lift (core func $main "run")))
  (instance $exported (export "run" (func $run)))
  (export "wasi:cli/run@0.2.0" (instance $exported)))

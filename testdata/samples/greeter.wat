;; A component of the world `polite` in greeting.wit:
;; greet("Ada") is "Hello, Ada!".
(component
  (core module $greeter
    (memory (export "memory") 1)
    (data (i32.const 16) "Hello, ")
    ;; The first free byte. Everything is given back after each call.
    (global $free (mut i32) (i32.const 64))

    ;; Room for `size` bytes; nothing here ever grows what it has.
    (func $allocate (export "cabi_realloc")
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
      (local.get $at))

    ;; The result's pointer and length lie at 0.
    (func (export "greet") (param $name i32) (param $length i32) (result i32)
      (local $text i32)
      (local.set $text
        (call $allocate
          (i32.const 0) (i32.const 0) (i32.const 1)
          (i32.add (local.get $length) (i32.const 8))))
      (memory.copy (local.get $text) (i32.const 16) (i32.const 7))
      (memory.copy
        (i32.add (local.get $text) (i32.const 7))
        (local.get $name)
        (local.get $length))
      (i32.store8
        (i32.add (i32.add (local.get $text) (i32.const 7)) (local.get $length))
        (i32.const 33))
      (i32.store (i32.const 0) (local.get $text))
      (i32.store (i32.const 4) (i32.add (local.get $length) (i32.const 8)))
      (i32.const 0))

    (func (export "cabi_post_greet") (param i32)
      (global.set $free (i32.const 64))))
  (core instance $core (instantiate $greeter))
  (func $greet (param "name" string) (result string)
    (canon lift
      (core func $core "greet")
      (memory (core memory $core "memory"))
      (realloc (core func $core "cabi_realloc"))
      (post-return (core func $core "cabi_post_greet"))))
  (instance $exported (export "greet" (func $greet)))
  (export "example:greeting/greeter@0.1.0" (instance $exported)))

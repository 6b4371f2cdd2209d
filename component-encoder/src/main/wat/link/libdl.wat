;; Finds libraries that are linked already, and their symbols, by name (POSIX `dlfcn.h`). What it
;; reads is described in Java, at `OpenTable`. Nothing is loaded: all libraries are there from the
;; beginning, so that flags say nothing, and closing one does nothing.
(module $libdl
  (@dylink.0 (mem-info (memory 151 0)))

  (import "env" "memory" (memory 1))
  (import "env" "__memory_base" (global $messages i32))
  (import "GOT.mem" "__wasm_libdl_libraries" (global $root (mut i32)))

  ;; The message of the last error that nobody has asked for yet, or 0.
  (global $error (mut i32) (i32.const 0))

  (data (global.get $messages)
    "no such library is linked so that it can be opened\00"           ;; 0
    "no such symbol in the library\00"                                ;; 51
    "not a handle of an open library\00"                              ;; 81
    "the program itself cannot be searched\00")                       ;; 113

  (func $fail (param $message i32)
    (global.set $error (i32.add (global.get $messages) (local.get $message))))

  ;; Negative, 0 or positive, as a terminated name is before, the same as, or behind a counted one.
  (func $compare (param $name i32) (param $length i32) (param $other i32) (result i32)
    (local $difference i32)
    (loop $next
      (if (i32.eqz (local.get $length))
        (then (return (i32.load8_u (local.get $name)))))
      (local.set $difference
        (i32.sub (i32.load8_u (local.get $name)) (i32.load8_u (local.get $other))))
      (if (local.get $difference)
        (then (return (local.get $difference))))
      ;; A counted name may have a zero inside, a terminated one ends there.
      (if (i32.eqz (i32.load8_u (local.get $name)))
        (then (return (i32.const -1))))
      (local.set $name (i32.add (local.get $name) (i32.const 1)))
      (local.set $other (i32.add (local.get $other) (i32.const 1)))
      (local.set $length (i32.sub (local.get $length) (i32.const 1)))
      (br $next))
    (unreachable))

  ;; The record of a name among sorted records, which begin with the name; 0 if there is none.
  (func $find (param $name i32) (param $count i32) (param $first i32) (param $size i32) (result i32)
    (local $low i32)
    (local $middle i32)
    (local $record i32)
    (local $order i32)
    (loop $next
      (if (i32.ge_u (local.get $low) (local.get $count))
        (then (return (i32.const 0))))
      (local.set $middle
        (i32.shr_u (i32.add (local.get $low) (local.get $count)) (i32.const 1)))
      (local.set $record
        (i32.add (local.get $first) (i32.mul (local.get $middle) (local.get $size))))
      (local.set $order
        (call $compare
          (local.get $name)
          (i32.load (local.get $record))
          (i32.load offset=4 (local.get $record))))
      (if (i32.eqz (local.get $order))
        (then (return (local.get $record))))
      (if (i32.lt_s (local.get $order) (i32.const 0))
        (then (local.set $count (local.get $middle)))
        (else (local.set $low (i32.add (local.get $middle) (i32.const 1)))))
      (br $next))
    (unreachable))

  ;; Whether a number is the address of a library's record.
  (func $isHandle (param $handle i32) (result i32)
    (local $offset i32)
    (local.set $offset (i32.sub (local.get $handle) (i32.load offset=4 (global.get $root))))
    (i32.and
      (i32.eqz (i32.and (local.get $offset) (i32.const 15)))
      (i32.lt_u
        (i32.shr_u (local.get $offset) (i32.const 4))
        (i32.load (global.get $root)))))

  (func (export "dlopen") (param $name i32) (param $flags i32) (result i32)
    (local $library i32)
    (if (i32.eqz (local.get $name))
      (then
        (call $fail (i32.const 113))
        (return (i32.const 0))))
    (local.set $library
      (call $find
        (local.get $name)
        (i32.load (global.get $root))
        (i32.load offset=4 (global.get $root))
        (i32.const 16)))
    (if (i32.eqz (local.get $library))
      (then (call $fail (i32.const 0))))
    (local.get $library))

  (func (export "dlsym") (param $handle i32) (param $name i32) (result i32)
    (local $symbol i32)
    ;; RTLD_DEFAULT and RTLD_NEXT.
    (if (i32.le_u (i32.add (local.get $handle) (i32.const 1)) (i32.const 1))
      (then
        (call $fail (i32.const 113))
        (return (i32.const 0))))
    (if (i32.eqz (call $isHandle (local.get $handle)))
      (then
        (call $fail (i32.const 81))
        (return (i32.const 0))))
    (local.set $symbol
      (call $find
        (local.get $name)
        (i32.load offset=8 (local.get $handle))
        (i32.load offset=12 (local.get $handle))
        (i32.const 12)))
    (if (i32.eqz (local.get $symbol))
      (then
        (call $fail (i32.const 51))
        (return (i32.const 0))))
    (i32.load offset=8 (local.get $symbol)))

  (func (export "dlclose") (param $handle i32) (result i32)
    (if (call $isHandle (local.get $handle))
      (then (return (i32.const 0))))
    (call $fail (i32.const 81))
    (i32.const -1))

  (func (export "dlerror") (result i32)
    (global.get $error)
    (global.set $error (i32.const 0)))
)

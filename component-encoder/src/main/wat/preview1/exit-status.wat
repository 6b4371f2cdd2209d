  (import "wasi:cli/exit@0.2.0" "exit" (func $exit (param i32)))

  (import "wasi:cli/exit@0.2.12" "exit-with-code" (func $exit-with-code (param i32)))

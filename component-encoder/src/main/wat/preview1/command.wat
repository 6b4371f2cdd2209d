  ;; A program that returns has succeeded; one that has not says so by `proc_exit`.
  (func (export "wasi:cli/run@0.2.0#run") (result i32)
    (call $start)
    (i32.const 0))

(module
  (memory $mem 1)
  (export "memory" (memory $memory)))

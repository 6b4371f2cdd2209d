;; A component whose module says where its source map lies: beside this file.
(component $mapped
  (core module $m
    (func $fail unreachable)
    (func (export "run") call $fail)
    (@custom "sourceMappingURL" "\0amapped.map"))
  (core instance $i (instantiate $m))
  (func (export "run") (canon lift (core func $i "run"))))

;; wasm3
;; Inside of an annotation that nobody reads any tokens may stand.
(module (@note x (@) (@ y) ((@(@))) "s" (@"z") 0x (;@;) ) (func))
(assert_malformed (module quote "(@)") "empty annotation id")
(assert_malformed (module quote "(@ x)") "empty annotation id")
(assert_malformed (module quote "(@x (@)") "unclosed annotation")

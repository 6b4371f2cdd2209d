;;
;; Inside of a type an alias reaches types, and instances to find them in, and nothing else.
(component (type (component
  (import "i" (instance $i
    (export "n" (instance (export "t" (type (sub resource)))))))
  (alias export $i "n" (instance $n))
  (alias export $n "t" (type $x))
  (import "f" (func (param "x" (own $x)))))))
(component $C
  (type $t u8)
  (core type $f (func))
  (type (instance
    (alias outer $C $t (type $u))
    (alias outer $C $f (core type $g))
    (export "v" (type (eq $u))))))
(assert_invalid
  (component $C (component $D) (type (component (alias outer $C $D (component $x)))))
  "may only refer to types or instances")
(assert_invalid
  (component $C (component $D) (type (instance (alias outer $C $D (component $x)))))
  "may only refer to types or instances")
(assert_invalid
  (component $C (core module $M) (type (instance (alias outer $C $M (core module $x)))))
  "may only refer to types or instances")
(assert_invalid
  (component (type (instance
    (export "i" (instance $i (export "g" (func))))
    (alias export $i "g" (func $x)))))
  "may only refer to types or instances")
(assert_invalid
  (component (type (component
    (import "i" (instance $i (export "c" (component))))
    (alias export $i "c" (component $x)))))
  "may only refer to types or instances")

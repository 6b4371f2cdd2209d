(component
  (component $inner
    (import "api" (instance (type $t (record (field "x" u32) (field "y" string)))  (export "point" (type $p (eq $t))) (export "get" (func (result $p))))))
  (import "api" (instance $api (type $t (record (field "x" u32) (field "y" u32))) (export "point" (type $p (eq $t))) (export "get" (func (result $p)))))
  (instance (instantiate $inner (with "api" (instance $api)))))

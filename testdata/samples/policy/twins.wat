;; Two that call themselves `db`, and whose instances have no name: which is which is a matter of their order.
(component
  (component $one (@name "db") (core module $m) (core instance (instantiate $m)))
  (component $two (@name "db") (core module $m) (core instance (instantiate $m)))
  (instance (instantiate $one))
  (instance (instantiate $two))
  (instance $log (instantiate $two)))

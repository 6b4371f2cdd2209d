(component
  (type $l (list u8))
  (component (alias outer 1 $l (type)) (export "x" (type 0))))

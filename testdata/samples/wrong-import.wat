(component
  (component $counter
    (import "get" (func (param "id" u32) (result string))))
  (import "get" (func $get (param "id" u64) (result string)))
  (instance (instantiate $counter (with "get" (func $get)))))

(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (func (param (ref $a)) (result (ref $b)) local.get 0))

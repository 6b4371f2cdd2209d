(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (func (param (ref $b)) (result (ref $a)) local.get 0))

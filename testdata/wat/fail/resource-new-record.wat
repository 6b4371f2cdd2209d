(component
  (type $r (list u8))
  (core func (canon resource.new $r)))

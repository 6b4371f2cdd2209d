(component
  (type $r (resource (rep i32)))
  (core func (canon resource.new $r)))

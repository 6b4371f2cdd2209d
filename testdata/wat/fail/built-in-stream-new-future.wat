(component
  (type $s (future u8))
  (core func (canon stream.new $s)))

(component
  (core func (canon waitable-set.wait (memory 0))))

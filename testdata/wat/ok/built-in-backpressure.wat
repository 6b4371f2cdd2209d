(component
  (core func (canon backpressure.inc))
  (core func (canon backpressure.dec)))

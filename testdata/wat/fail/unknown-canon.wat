(component
  (core func (canon task.yield)))

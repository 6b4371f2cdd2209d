(component
  (core func (canon subtask.drop))
  (core func (canon subtask.cancel)))

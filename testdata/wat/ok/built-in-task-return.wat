(component
  (core func (canon task.return (result u32))))

(component
  (memory 1))

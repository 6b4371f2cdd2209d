(component
  (type (flags)))

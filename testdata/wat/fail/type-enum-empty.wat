(component
  (type (enum)))

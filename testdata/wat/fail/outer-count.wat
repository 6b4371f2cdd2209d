(component
  (component (alias outer 3 0 (type))))

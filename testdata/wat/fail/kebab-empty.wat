(component
  (import "" (func)))

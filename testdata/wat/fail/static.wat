(component
  (import "[static]file.open" (func)))

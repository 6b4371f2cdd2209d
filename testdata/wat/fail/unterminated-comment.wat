(module (; never closed
  (func))

(module
  (func
    (block $outer
      br $outr)))

(module
  (@custom "x" (before nothing) "y"))

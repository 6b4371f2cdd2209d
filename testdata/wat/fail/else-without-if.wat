(module
  (func
    else
    end))

(module
  (@dylink.0 (mem-info (memory 4 40))))

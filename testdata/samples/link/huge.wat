(module
  (@dylink.0 (mem-info (memory 4294967290 2))))

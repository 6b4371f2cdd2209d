  (import "__main_module__" "_start" (func $start))

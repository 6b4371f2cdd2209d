(module
  (func $f (type 3)))

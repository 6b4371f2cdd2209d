(module
  (func $f ref.func $f drop))

(module
  (func $f (local (ref func)) ref.func $f local.set 0 local.get 0 drop)
  (elem declare func $f))

;; Instructions to fold, and some that cannot be.
(module
  (type $point (struct (field $x (mut i32)) (field $y i32)))
  (tag $far (param i32))
  (func $pair (result i32 i32)
    i32.const 1
    i32.const 2)
  ;; What `call $pair` gives is the operands of the addition, but the other way about it is not.
  (func (export "sums") (result i32)
    call $pair
    i32.add
    call $pair
    i32.const 3
    i32.add
    i32.sub
    i32.mul)
  (func (export "move") (param $at (ref null $point)) (param $by i32) (result i32)
    block $caught (result i32)
      try_table (catch $far $caught)
        local.get $at
        ref.is_null
        if
          local.get $by
          throw $far
        else
          local.get $at
          local.get $at
          struct.get $point $x
          local.get $by
          i32.add
          struct.set $point $x
        end
      end
      i32.const 0
    end))

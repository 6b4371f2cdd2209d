(module (func (export "fd_write") (result i32) i32.const 0))

;; Functions as compilers of Rust and C++ name them.
(module
  (func $_ZN5hello4main17h694cf023eeafda77E)
  (func $_RNvC5hello4main)
  (func $_ZNK5hello7Greeter5greetERKSs)
  (func $plain)
)

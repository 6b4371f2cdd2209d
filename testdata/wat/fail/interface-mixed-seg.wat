(component
  (import "a:b/Foo" (instance)))

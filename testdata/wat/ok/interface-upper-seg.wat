(component
  (import "a:b/FOO-bar" (instance)))

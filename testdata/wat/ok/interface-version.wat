(component
  (import "a:b/c@1.2.3-rc.1+build" (instance)))

(component
  (import "a:b/c@01.2.3" (instance)))

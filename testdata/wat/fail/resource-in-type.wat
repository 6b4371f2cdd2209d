(component
  (type (component (type (resource (rep i32))))))

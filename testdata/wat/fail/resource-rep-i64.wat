(component
  (type $r (resource (rep i64))))

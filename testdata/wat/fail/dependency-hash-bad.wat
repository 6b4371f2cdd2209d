(component
  (import "integrity=<md5-AAAA>" (component)))

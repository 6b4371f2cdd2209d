(component
  (function (import "f")))

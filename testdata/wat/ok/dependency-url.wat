(component
  (import "url=<https://example.com>" (component)))

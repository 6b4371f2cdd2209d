(component
  (type (variant (case "a") (case "A"))))

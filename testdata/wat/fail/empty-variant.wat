(component (type (variant)))

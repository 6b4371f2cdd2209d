(component (type (record)))

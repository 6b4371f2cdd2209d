(component
  (import "[method]file.read" (func)))

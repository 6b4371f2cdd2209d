(component
  (type (record (field "a" u8) (field "A" u8))))

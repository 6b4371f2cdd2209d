(component
  (type (record (field "x" u32) (field "x" u8))))

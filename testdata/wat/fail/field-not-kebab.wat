(component
  (type (record (field "first-Name" u32))))

;; cm-fixed-length-lists
;; A value takes at most 2^28 - 1 bytes, in a 64-bit memory as well.
(component (type (list (list u8 65536) 4095)))
(component (type (record (field "a" (list string 16777215)))))
(assert_invalid
  (component (type (list (list (list u8 65536) 2048) 2)))
  "exceeds maximum byte size")
(assert_invalid
  (component (type (record (field "a" (list string 16777216)))))
  "exceeds maximum byte size")
(assert_invalid
  (component (type (option (list (tuple u8 u64) 16777216))))
  "exceeds maximum byte size")
(assert_invalid
  (component (type (list u8 4294967295)))
  "exceeds maximum byte size")

;; Nothing.

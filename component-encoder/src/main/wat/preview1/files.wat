  ;; What only a host with files and terminals has.
  (import "wasi:cli/terminal-stdin@0.2.0" "get-terminal-stdin" (func $get-terminal-stdin (param i32)))
  (import "wasi:cli/terminal-stdout@0.2.0" "get-terminal-stdout" (func $get-terminal-stdout (param i32)))
  (import "wasi:cli/terminal-stderr@0.2.0" "get-terminal-stderr" (func $get-terminal-stderr (param i32)))
  (import "wasi:cli/terminal-input@0.2.0" "[resource-drop]terminal-input"
    (func $terminal-input.drop (param i32)))
  (import "wasi:cli/terminal-output@0.2.0" "[resource-drop]terminal-output"
    (func $terminal-output.drop (param i32)))
  (import "wasi:filesystem/preopens@0.2.0" "get-directories" (func $get-directories (param i32)))
  (import "wasi:filesystem/types@0.2.0" "filesystem-error-code"
    (func $filesystem-error-code (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[resource-drop]descriptor" (func $descriptor.drop (param i32)))
  (import "wasi:filesystem/types@0.2.0" "[resource-drop]directory-entry-stream"
    (func $entries.drop (param i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]directory-entry-stream.read-directory-entry"
    (func $entries.read (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.append-via-stream"
    (func $descriptor.append-via-stream (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.advise"
    (func $descriptor.advise (param i32 i64 i64 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.sync-data"
    (func $descriptor.sync-data (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.get-type"
    (func $descriptor.get-type (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.set-size"
    (func $descriptor.set-size (param i32 i64 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.set-times"
    (func $descriptor.set-times (param i32 i32 i64 i32 i32 i64 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.read"
    (func $descriptor.read (param i32 i64 i64 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.write"
    (func $descriptor.write (param i32 i32 i32 i64 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.read-directory"
    (func $descriptor.read-directory (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.sync" (func $descriptor.sync (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.create-directory-at"
    (func $descriptor.create-directory-at (param i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.stat" (func $descriptor.stat (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.stat-at"
    (func $descriptor.stat-at (param i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.set-times-at"
    (func $descriptor.set-times-at (param i32 i32 i32 i32 i32 i64 i32 i32 i64 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.link-at"
    (func $descriptor.link-at (param i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.open-at"
    (func $descriptor.open-at (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.readlink-at"
    (func $descriptor.readlink-at (param i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.remove-directory-at"
    (func $descriptor.remove-directory-at (param i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.rename-at"
    (func $descriptor.rename-at (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.symlink-at"
    (func $descriptor.symlink-at (param i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.unlink-file-at"
    (func $descriptor.unlink-file-at (param i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.metadata-hash"
    (func $descriptor.metadata-hash (param i32 i32)))
  (import "wasi:filesystem/types@0.2.0" "[method]descriptor.metadata-hash-at"
    (func $descriptor.metadata-hash-at (param i32 i32 i32 i32 i32)))

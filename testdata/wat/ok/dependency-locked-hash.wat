(component
  (import "locked-dep=<a:b@1.2.3>,integrity=<sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=>" (component)))

package a:b;
interface i { f: func(); }

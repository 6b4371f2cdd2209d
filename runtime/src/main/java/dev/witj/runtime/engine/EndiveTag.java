package dev.witj.runtime.engine;

import run.endive.runtime.TagInstance;

/** An exception tag of a module. */
record EndiveTag(TagInstance tag) implements CoreTag {}

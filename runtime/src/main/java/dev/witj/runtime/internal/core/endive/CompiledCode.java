package dev.witj.runtime.internal.core.endive;

import java.util.Map;

/**
 * What compiling a module gives, and what the code cache keeps.
 *
 * @param module the module without the bodies of the functions that were compiled
 * @param mainClass the class that dispatches calls
 * @param classes all classes by their names
 */
record CompiledCode(byte[] module, String mainClass, Map<String, byte[]> classes) {}

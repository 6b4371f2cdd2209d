package dev.witj.encode.internal.dummy;

import dev.witj.encode.internal.names.Owner;
import dev.witj.encode.internal.names.StandardNames;

/** The names of core functions, written. */
enum DummyNames {
  /** Those that tools have grown. */
  LEGACY {
    @Override
    String importModule(Owner owner) {
      return owner.name().orElse("$root");
    }

    @Override
    String exportModule(Owner owner) {
      return "[export]" + importModule(owner);
    }

    @Override
    String drop(String resource) {
      return "[resource-drop]" + resource;
    }

    @Override
    String create(String resource) {
      return "[resource-new]" + resource;
    }

    @Override
    String rep(String resource) {
      return "[resource-rep]" + resource;
    }

    @Override
    String export(Owner owner, String function) {
      return owner.name().map(of -> of + "#").orElse("") + function;
    }

    @Override
    String post(String export) {
      return "cabi_post_" + export;
    }

    @Override
    String destructor(Owner owner, String resource) {
      return export(owner, "[dtor]" + resource);
    }

    @Override
    String memory() {
      return "memory";
    }

    @Override
    String realloc() {
      return "cabi_realloc";
    }

    @Override
    String initialize() {
      return "_initialize";
    }
  },
  /** Those with the prefix. */
  STANDARD32 {
    @Override
    String importModule(Owner owner) {
      return StandardNames.PREFIX
          + owner.name().map(of -> "|" + StandardNames.interfaceName(of)).orElse("");
    }

    @Override
    String exportModule(Owner owner) {
      return StandardNames.PREFIX
          + "|"
          + StandardNames.EXPORTED
          + owner.name().map(StandardNames::interfaceName).orElse("");
    }

    @Override
    String drop(String resource) {
      return resource + "_drop";
    }

    @Override
    String create(String resource) {
      return resource + "_new";
    }

    @Override
    String rep(String resource) {
      return resource + "_rep";
    }

    @Override
    String export(Owner owner, String function) {
      return StandardNames.PREFIX
          + "|"
          + owner.name().map(StandardNames::interfaceName).orElse("")
          + "|"
          + function;
    }

    @Override
    String post(String export) {
      return export + "_post";
    }

    @Override
    String destructor(Owner owner, String resource) {
      return export(owner, resource + "_dtor");
    }

    @Override
    String memory() {
      return StandardNames.PREFIX + "_memory";
    }

    @Override
    String realloc() {
      return StandardNames.PREFIX + "_realloc";
    }

    @Override
    String initialize() {
      return StandardNames.PREFIX + "_initialize";
    }
  };

  /** The module name of what is imported. */
  abstract String importModule(Owner owner);

  /** The module name of built-ins for what is exported. */
  abstract String exportModule(Owner owner);

  abstract String drop(String resource);

  abstract String create(String resource);

  abstract String rep(String resource);

  abstract String export(Owner owner, String function);

  abstract String post(String export);

  abstract String destructor(Owner owner, String resource);

  abstract String memory();

  abstract String realloc();

  abstract String initialize();
}

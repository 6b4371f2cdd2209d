package dev.witj.cli;

import dev.witj.diagnostics.Code;

/** What can be wrong in a file of settings, such as a manifest or a policy, and how it is said. */
enum SettingsFault {
  NOT_TOML("this is not TOML: {}"),
  UNKNOWN_KEY("unknown key `{}`"),
  UNSUPPORTED_KEY("`{}` is not supported"),
  MISSING_KEY("`{}` has no `{}`"),
  NOT_TABLES("`{}` holds something else than tables"),
  NOT_TEXTS_OR_TABLES("`{}` holds something else than texts and tables"),
  NOT_TEXTS("`{}` holds something else than texts"),
  WRONG_TYPE("`{}` must be {}"),

  // Manifests.
  OTHER_VERSION("this is not a Spin manifest of version 2"),
  NO_TRIGGER("there is no `[[trigger.http]]`"),
  ROUTE_TAKEN("two components are to answer `{}`"),
  ROUTE_WITH_NAMES("routes with names in them are not supported"),
  NOT_A_ROUTE("`{}` is no route"),
  WAGI("the executor `wagi` is not supported"),
  INLINE_COMPONENT("a component must be described in a table of its own"),
  NO_COMPONENT("there is no `[component.{}]`"),
  FETCHED_COMPONENT("a component that must be fetched is not supported"),
  STORE_WITHOUT_NAME("a key-value store has no name"),
  VARIABLE("variables are not supported"),
  NOT_A_HOST("`{}` is no host to be reached"),
  BESIDE_A_POLICY("`{}` stands beside a policy, which says what is given"),
  NOT_A_FOLDER("`{}` is no folder"),
  OUTSIDE("`{}` lies outside the folder of the manifest"),
  NOT_A_FILE("`{}` is no file"),

  // Policies.
  NO_PART_NAMED("`{}` names no component of `{}`"),
  UNKNOWN_PART("`{}` has no component `{}`"),
  NUMBERED_PART("which component of `{}` is `{}` depends on their order alone"),
  NOT_A_GRANT("`{}` in `{}` {}"),
  NOT_A_STREAM("`{}` is no standard stream"),
  STORE_TWICE("`{}` names the store `{}` twice"),
  NOT_A_LEVEL("`{}` is no level of a log"),
  NOT_A_ZONE("`{}` is no time zone");

  private final String template;

  SettingsFault(String template) {
    this.template = template;
  }

  /** A kind of file, by which alone programs know what is wrong in one. */
  enum In {
    BAD_MANIFEST,
    BAD_POLICY
  }

  /** The code in a kind of file. */
  Code in(In file) {
    return new InFile(file, this);
  }

  private record InFile(In file, SettingsFault fault) implements Code {
    @Override
    public String name() {
      return file.name();
    }

    @Override
    public String template() {
      return fault.template;
    }
  }
}

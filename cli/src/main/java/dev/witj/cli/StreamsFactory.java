package dev.witj.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Makes command objects, handing the streams to those that ask for them in their constructor. */
record StreamsFactory(Streams streams) implements CommandLine.IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      Class<?>[] parameters = constructor.getParameterTypes();
      if (parameters.length == 1 && parameters[0] == Streams.class) {
        return type.cast(constructor.newInstance(streams));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}

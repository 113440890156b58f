package io.github.simclrbeam.cli;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A run written down as one YAML file of {@code name: value} lines, each an option without its
 * dashes.
 */
final class RunFile {
  private RunFile() {}

  /**
   * Returns the arguments with those of the file that {@code --config} names put in; options given
   * as arguments win.
   */
  static List<String> expand(List<String> arguments, Problems problems) throws IOException {
    Map<String, String> given = new LinkedHashMap<>();
    String file = null;
    for (String argument : arguments) {
      if (argument.startsWith("--config=")) {
        file = argument.substring("--config=".length());
      }
      given.put(nameOf(argument), argument);
    }
    if (file == null) {
      return arguments;
    }
    List<String> expanded = new ArrayList<>(arguments);
    for (Map.Entry<String, String> entry : read(file, problems).entrySet()) {
      if (!given.containsKey(entry.getKey())) {
        expanded.add("--" + entry.getKey() + "=" + entry.getValue());
      }
    }
    return expanded;
  }

  private static Map<String, String> read(String file, Problems problems) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    if (!StoredFile.exists(file)) {
      problems.add("config", file, "must be a file");
      return values;
    }
    try {
      Object tree =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(StoredFile.readText(file));
      if (!(tree instanceof Map<?, ?> map)) {
        problems.add("config", file, "must hold name: value lines");
        return values;
      }
      map.forEach((name, value) -> values.put(String.valueOf(name), String.valueOf(value)));
    } catch (YAMLException e) {
      problems.note("config", file + " is not YAML: " + e.getMessage().replace('\n', ' '));
    }
    return values;
  }

  private static String nameOf(String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    return name.startsWith("--") ? name.substring(2) : name;
  }
}

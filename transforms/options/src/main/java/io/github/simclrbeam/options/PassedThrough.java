package io.github.simclrbeam.options;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Options that Beam or a runner declares, read by Beam's own parser. */
final class PassedThrough {
  private PassedThrough() {}

  /**
   * Parses the arguments; one that cannot be used is noted by its name and left out, so that the
   * others still hold.
   *
   * @param arguments of the form {@code --name} or {@code --name=value}, each name a known one
   */
  static PipelineOptions parse(List<String> arguments, Problems problems) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (String argument : arguments) {
      byName.computeIfAbsent(name(argument), name -> new ArrayList<>()).add(argument);
    }
    List<String> usable = new ArrayList<>();
    byName.forEach(
        (name, given) -> {
          if (given.size() > 1 && !takesSeveral(name)) {
            problems.note(name, "is given %d times: %s".formatted(given.size(), values(given)));
          } else if (canBeParsed(name, given, problems)) {
            usable.addAll(given);
          }
        });
    return PipelineOptionsFactory.fromArgs(usable.toArray(String[]::new)).create();
  }

  private static boolean canBeParsed(String name, List<String> given, Problems problems) {
    try {
      PipelineOptionsFactory.fromArgs(given.toArray(String[]::new)).create();
      return true;
    } catch (IllegalArgumentException e) {
      // Its message may hold the value.
      boolean secret =
          given.stream().anyMatch(argument -> !argument.equals(Secrets.hidden(argument)));
      problems.note(
          name,
          secret
              ? "cannot be understood"
              : String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return false;
    }
  }

  private static boolean takesSeveral(String name) {
    String ending = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return PipelineOptionsFactory.getRegisteredOptions().stream()
        .flatMap(options -> Arrays.stream(options.getMethods()))
        .filter(method -> method.getName().equals("get" + ending))
        .map(Method::getReturnType)
        .anyMatch(type -> type.isArray() || Collection.class.isAssignableFrom(type));
  }

  private static String name(String argument) {
    return argument.substring(2).replaceFirst("(?s)=.*", "");
  }

  private static List<String> values(List<String> given) {
    return given.stream()
        .map(Secrets::hidden)
        .map(argument -> argument.replaceFirst("(?s)^[^=]*=?", ""))
        .toList();
  }
}

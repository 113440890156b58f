package io.github.simclrbeam.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Turns {@code --name=value} arguments into an options interface. Names that the interface does not
 * declare but Beam, a runner or a file system on the class path does are passed through to Beam's
 * own parser, and the file systems told.
 */
public final class OptionsParser {
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private OptionsParser() {}

  /**
   * Parses the arguments.
   *
   * @throws InvalidOptionsException with every unknown name (and the nearest valid one), malformed
   *     or illegal value, repeated and missing option
   */
  public static <T extends PipelineOptions> T parse(Class<T> type, List<String> arguments) {
    Problems problems = new Problems();
    T options = parse(type, arguments, problems);
    problems.throwIfAny();
    return options;
  }

  /**
   * Parses the arguments as far as they can be, so that what they ask for can be looked at too
   * before a user hears what is wrong.
   *
   * @param problems takes what the other form throws; an option that it concerns has its default,
   *     or null where it has none
   */
  public static <T extends PipelineOptions> T parse(
      Class<T> type, List<String> arguments, Problems problems) {
    Map<String, OptionDescription> known = OptionDescription.of(type);
    Set<String> passedThrough = new TreeSet<>(OptionDescription.passedThrough());
    Map<String, List<String>> given = new LinkedHashMap<>();
    List<String> forBeam = new ArrayList<>();
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        problems.noteArgument(argument, "is not an option; options look like --name=value");
        continue;
      }
      int equals = argument.indexOf('=');
      String name = argument.substring(2, equals < 0 ? argument.length() : equals);
      if (known.containsKey(name)) {
        given
            .computeIfAbsent(name, k -> new ArrayList<>())
            .add(equals < 0 ? null : argument.substring(equals + 1));
      } else if (passedThrough.contains(name)) {
        forBeam.add(argument);
      } else {
        Set<String> all = new TreeSet<>(known.keySet());
        problems.note(name, "is unknown" + NearestName.hint(name, all, passedThrough));
      }
    }
    T options = PassedThrough.parse(forBeam, problems).as(type);
    tellFileSystems(options, forBeam);
    Map<String, Object> values = values(known, given, problems);
    values.forEach((name, value) -> set(type, options, name, value));
    return options;
  }

  /**
   * The one place where file systems hear their options. Arguments without any, as a stage's within
   * a command, leave them as they are.
   */
  private static void tellFileSystems(PipelineOptions options, List<String> forBeam) {
    if (!TOLD.getAndSet(true) || !forBeam.isEmpty()) {
      FileSystems.setDefaultPipelineOptions(options);
    }
  }

  private static Map<String, Object> values(
      Map<String, OptionDescription> known, Map<String, List<String>> given, Problems problems) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionDescription option : known.values()) {
      List<String> texts = given.get(option.name());
      if (texts == null) {
        if (option.required()) {
          problems.note(option.name(), "is missing: " + option.description());
        }
      } else if (OptionValue.isList(option.type())) {
        values.put(option.name(), new ArrayList<>(texts));
        texts.forEach(text -> checkFiles(option, text, problems));
      } else if (texts.size() > 1) {
        problems.note(option.name(), "is given " + texts.size() + " times: " + texts);
      } else {
        OptionValue.parse(option, texts.get(0), problems)
            .filter(value -> checkFiles(option, value, problems))
            .ifPresent(value -> values.put(option.name(), value));
      }
    }
    return values;
  }

  /** Returns whether all files that a value names are where something here can read and write. */
  private static boolean checkFiles(OptionDescription option, Object value, Problems problems) {
    if (!(value instanceof String text) || option.webAddress()) {
      return true;
    }
    Optional<String> problem = NamedFiles.problem(text);
    problem.ifPresent(why -> problems.note(option.name(), why));
    return problem.isEmpty();
  }

  static void set(
      Class<? extends PipelineOptions> type, PipelineOptions options, String name, Object value) {
    String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    try {
      Method method =
          Arrays.stream(type.getMethods())
              .filter(m -> m.getName().equals(setter))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(type + " has no " + setter));
      method.invoke(options, value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  static Object get(Class<? extends PipelineOptions> type, PipelineOptions options, String name) {
    String ending = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    try {
      Method method =
          Arrays.stream(type.getMethods())
              .filter(m -> m.getParameterCount() == 0)
              .filter(m -> m.getName().equals("get" + ending) || m.getName().equals("is" + ending))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(type + " has no " + name));
      return method.invoke(options);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}

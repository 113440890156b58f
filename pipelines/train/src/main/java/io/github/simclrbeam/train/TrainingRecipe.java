package io.github.simclrbeam.train;

import io.github.simclrbeam.options.GivenOptions;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A training preset: a value for each of {@link RecipeOptions}, as it would stand on the command
 * line. Options that are given besides count more.
 *
 * @param name as {@code --recipe} takes it
 * @param notes what it is for, where its values come from, and where it departs from them
 * @param views the recipe of views that belongs to it
 * @param values by option, in the order in which they are printed
 */
public record TrainingRecipe(
    String name, List<String> notes, String views, Map<String, String> values) {
  /** The options that every recipe sets. */
  static final Set<String> OPTIONS =
      Collections.unmodifiableSet(
          new TreeSet<>(OptionDescription.of(RecipeOptions.class).keySet()));

  /**
   * @throws IllegalArgumentException if it sets too few or too many options
   */
  public TrainingRecipe {
    notes = List.copyOf(notes);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    if (!values.keySet().equals(OPTIONS)) {
      throw new IllegalArgumentException(
          "options must be %s, but were: %s (recipe %s)".formatted(OPTIONS, values.keySet(), name));
    }
  }

  /**
   * Sets the options that were not given.
   *
   * @return the names of those that were
   */
  Set<String> fill(TrainOptions options) {
    Set<String> given = new TreeSet<>(GivenOptions.names(options));
    Map<String, String> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(given);
    Problems problems = new Problems();
    GivenOptions.fill(TrainOptions.class, options, rest, problems);
    problems.throwIfAny();
    return given;
  }

  /** Returns how another recipe differs, an option a line; nothing where it does not. */
  public List<String> differences(TrainingRecipe other) {
    List<String> lines = new ArrayList<>();
    values.forEach(
        (option, value) -> {
          String theirs = other.values.get(option);
          if (!value.equals(theirs)) {
            lines.add("--%s=%s -> %s".formatted(option, value, theirs));
          }
        });
    return lines;
  }

  /** Returns the recipe as the options that would say the same, one a line. */
  public List<String> options() {
    List<String> lines = new ArrayList<>();
    lines.add("--recipe=" + name);
    values.forEach((option, value) -> lines.add("--" + option + "=" + value));
    return lines;
  }

  /** Returns the notes as comments and the options, one a line, each line ended by a line feed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    notes.forEach(note -> text.append("# ").append(note).append('\n'));
    options().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}

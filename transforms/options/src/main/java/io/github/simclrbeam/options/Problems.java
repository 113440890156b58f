package io.github.simclrbeam.options;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with the options, so that a user hears it all at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /**
   * Notes a value that is not legal.
   *
   * @param option the option's name without dashes
   * @param value what was given
   * @param legal what may be given, e.g. "must be at least 1"
   */
  public void add(String option, Object value, String legal) {
    note(option, legal + ", but was: " + value);
  }

  /** Notes anything else about an option. */
  public void note(String option, String message) {
    found.add(
        new Problem(
            option.startsWith("--") ? option : "--" + option, Secrets.withoutUsers(message)));
  }

  /** Notes anything about an argument that is no option; it is shown as it was typed. */
  public void noteArgument(String argument, String message) {
    found.add(new Problem(argument, message));
  }

  /** Returns what was noted so far. */
  public List<Problem> found() {
    return List.copyOf(found);
  }

  /** Returns how many were noted. */
  public int size() {
    return found.size();
  }

  /** Returns whether something was noted about the option, given by its name without dashes. */
  public boolean concern(String option) {
    return found.stream().anyMatch(problem -> problem.option().equals("--" + option));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Ends the collecting.
   *
   * @throws InvalidOptionsException if anything was noted
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidOptionsException(found);
    }
  }
}

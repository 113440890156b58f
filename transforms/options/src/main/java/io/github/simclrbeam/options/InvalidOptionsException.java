package io.github.simclrbeam.options;

import java.util.List;
import java.util.stream.Collectors;

/** The options cannot be used: exit code 2. Nothing was read, written or touched. */
public final class InvalidOptionsException extends RuntimeException {
  private final transient List<Problem> problems;

  public InvalidOptionsException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}

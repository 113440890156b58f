package io.github.simclrbeam.options;

/**
 * One thing wrong with the options.
 *
 * @param option its name as typed, e.g. {@code --imageSize}
 * @param message what is wrong: the value and what is legal
 */
public record Problem(String option, String message) {
  @Override
  public String toString() {
    return option + ": " + message;
  }
}

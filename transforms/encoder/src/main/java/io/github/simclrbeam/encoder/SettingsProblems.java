package io.github.simclrbeam.encoder;

import io.github.simclrbeam.options.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Everything that is wrong with a message of settings, so that it is said at once. */
final class SettingsProblems {
  private final List<String> found = new ArrayList<>();

  /** Returns what was noted so far, a sentence each. */
  List<String> found() {
    return List.copyOf(found);
  }

  /** Notes a problem unless the value is legal; legal is, say, "above 0". */
  void require(boolean isLegal, String what, String legal, Object value) {
    if (!isLegal) {
      found.add("%s must be %s, but was: %s".formatted(what, legal, value));
    }
  }

  void requirePositive(String what, double value) {
    require(value > 0 && !Double.isInfinite(value), what, "above 0", value);
  }

  void requireAtLeastZero(String what, double value) {
    require(value >= 0 && !Double.isInfinite(value), what, "at least 0", value);
  }

  void requireShareBelowOne(String what, double value) {
    require(value >= 0 && value < 1, what, "in [0, 1)", value);
  }

  /** Notes a name that is not one of the legal ones, with the nearest of them. */
  void requireName(String what, String name, Collection<String> legal) {
    if (!legal.contains(name)) {
      String hint = NearestName.of(name, legal).map("; did you mean %s?"::formatted).orElse("");
      found.add(
          "%s must be one of %s, but was: %s%s"
              .formatted(what, String.join(", ", legal), name, hint));
    }
  }

  /** Notes a value that was given though nothing would read it. */
  void requireAbsent(boolean given, String what, String reader) {
    if (given) {
      found.add("%s is read by %s only".formatted(what, reader));
    }
  }

  /**
   * Ends the collecting.
   *
   * @throws IllegalArgumentException that says everything that was noted
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", found));
    }
  }
}

package io.github.simclrbeam.probe;

/**
 * A name and a value; for the page's template.
 *
 * @param code whether the value is a digest, a path or the like
 */
record Fact(String name, String value, boolean code) {
  static Fact of(String name, String value) {
    return new Fact(name, value, false);
  }

  static Fact code(String name, String value) {
    return new Fact(name, value, true);
  }
}

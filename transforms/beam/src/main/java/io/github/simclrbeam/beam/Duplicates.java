package io.github.simclrbeam.beam;

import java.util.Locale;

/** What becomes of images whose content is another one's. */
public enum Duplicates {
  /** They are not looked for. */
  NONE,

  /** All stay, and those beyond the first are told of. */
  LIST,

  /** Only the first stays; the others are told of. */
  DROP;

  /** Returns the one with an option's name, e.g. "drop". */
  public static Duplicates named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns the name in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

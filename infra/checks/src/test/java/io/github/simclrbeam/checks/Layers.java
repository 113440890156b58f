package io.github.simclrbeam.checks;

/** The packages by role. */
final class Layers {
  static final String ROOT = "io.github.simclrbeam";
  static final String[] PROGRAMS = {
    of("fetch"), of("views"), of("train"), of("embed"), of("probe"), of("cli")
  };

  private Layers() {}

  static String of(String module) {
    return ROOT + "." + module + "..";
  }
}

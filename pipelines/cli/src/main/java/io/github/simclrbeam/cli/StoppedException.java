package io.github.simclrbeam.cli;

/** A signal stopped a command, which kept what it had; the same command goes on. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * @param message what was kept, in one line
   * @param exitCode of a program that the signal ended
   */
  StoppedException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}

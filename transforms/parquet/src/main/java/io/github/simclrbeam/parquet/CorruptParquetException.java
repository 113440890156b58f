package io.github.simclrbeam.parquet;

import java.io.IOException;

/** A file is no Parquet, is damaged, or is written in a way that is not read here. */
public final class CorruptParquetException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final String problem;

  CorruptParquetException(String file, String problem, Throwable cause) {
    super(problem + " (" + file + ")", cause);
    this.file = file;
    this.problem = problem;
  }

  /** Returns the file. */
  public String file() {
    return file;
  }

  /** Returns what was found and what was expected, without the file. */
  public String problem() {
    return problem;
  }

  /** Returns the error for what the Parquet library or our own checks complain of. */
  static CorruptParquetException of(String file, String place, Exception complaint) {
    String first = String.valueOf(complaint.getMessage()).lines().findFirst().orElse("");
    return new CorruptParquetException(file, place + first, complaint);
  }
}

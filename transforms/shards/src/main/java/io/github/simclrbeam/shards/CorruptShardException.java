package io.github.simclrbeam.shards;

import java.io.IOException;

/** A shard's bytes are not what its framing, its record format or its manifest say. */
public final class CorruptShardException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;
  private final String problem;

  /**
   * @param file the shard
   * @param offset the byte within the file where the fault stands; -1 when it concerns the whole
   *     file
   * @param problem what was found and what was expected
   */
  public CorruptShardException(String file, long offset, String problem) {
    super(
        offset < 0
            ? problem + " (" + file + ")"
            : problem + " (" + file + ", byte " + offset + ")");
    this.file = file;
    this.offset = offset;
    this.problem = problem;
  }

  /** Returns the shard. */
  public String file() {
    return file;
  }

  /**
   * Returns the byte within the file where the fault stands; -1 when it concerns the whole file.
   */
  public long offset() {
    return offset;
  }

  /** Returns what was found and what was expected, without the place. */
  public String problem() {
    return problem;
  }
}

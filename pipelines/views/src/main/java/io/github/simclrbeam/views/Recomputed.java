package io.github.simclrbeam.views;

import io.github.simclrbeam.shards.Finding;
import java.util.List;

/**
 * What came of making views again.
 *
 * @param views how many were to be made
 * @param agreed how many came out as they are stored, to the byte
 * @param findings why the others did not: one for each view that is wrong, one for each image whose
 *     original is gone or has changed
 */
public record Recomputed(long views, long agreed, List<Finding> findings) {
  public Recomputed {
    findings = List.copyOf(findings);
  }

  /** Returns one line. */
  public String describe() {
    return "%,d views made again from their originals: %,d agree".formatted(views, agreed);
  }
}

package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;

/** What stands beside the shards of a complete set. */
public final class CompleteSet {
  private CompleteSet() {}

  /**
   * Writes the descriptions for other programs, the indexes where they are wanted, and the manifest
   * last: it says that all the rest is there.
   *
   * @param directory that holds the shards
   * @param indexed whether {@link IndexFiles} are written
   * @param manifest as for {@link ManifestFiles#write}
   * @return the manifest that was written
   */
  public static ShardManifest write(String directory, boolean indexed, ShardManifest manifest)
      throws IOException {
    DatasetDescription.write(directory, manifest);
    if (indexed) {
      IndexFiles.write(directory, manifest);
    }
    return ManifestFiles.write(directory, manifest);
  }

  /**
   * Returns whether the descriptions, and the indexes where they are wanted, are there as {@link
   * #write} writes them.
   */
  public static boolean isDescribed(String directory, boolean indexed, ShardManifest manifest)
      throws IOException {
    return DatasetDescription.stands(directory, manifest)
        && (!indexed || IndexFiles.stand(directory, manifest));
  }
}

package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;

/** What attempts leave behind while a run lasts: chunks, shards without a name, spooled bytes. */
public final class TemporaryFiles {
  private TemporaryFiles() {}

  /** Deletes a directory of them; does nothing when it is not there. */
  public static void remove(String directory) throws IOException {
    for (FileEntry file : Listing.expandIfAny(directory)) {
      StoredFile.delete(file.uri());
    }
    FileSystems.delete(
        List.of(FileSystems.matchNewResource(directory, true)),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}

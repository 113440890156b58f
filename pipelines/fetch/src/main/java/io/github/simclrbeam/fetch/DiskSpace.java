package io.github.simclrbeam.fetch;

import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a disk has room for a data set, archives and what is unpacked at once. */
final class DiskSpace {
  private DiskSpace() {}

  /** Notes when it has not; counts what is downloaded already. */
  static void check(Path output, DataSet dataSet, FetchFolder folder, Problems problems)
      throws IOException {
    long needed = dataSet.downloadBytes() + dataSet.unpackedBytes();
    for (RemoteFile file : dataSet.files()) {
      Path download = folder.download(file);
      needed -= Files.exists(download) ? Files.size(download) : new PartFile(download).bytes();
    }
    Path existing = output.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    long free = Files.getFileStore(existing).getUsableSpace();
    if (needed > free) {
      problems.note(
          "output",
          "%s must have room for %s (%s of downloads, %s unpacked), but has: %s"
              .formatted(
                  output,
                  ByteCount.words(needed),
                  ByteCount.words(dataSet.downloadBytes()),
                  ByteCount.words(dataSet.unpackedBytes()),
                  ByteCount.words(free)));
    }
  }
}

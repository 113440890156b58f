package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Whether a file still is what was written into it. */
final class StoredFacts {
  private StoredFacts() {}

  /**
   * Returns whether the file is there with this size and checksum; reads all of it.
   *
   * @param bytes its size
   * @param crc32c of all of it
   */
  static boolean hold(String uri, long bytes, int crc32c) throws IOException {
    if (!StoredFile.exists(uri) || StoredFile.size(uri) != bytes) {
      return false;
    }
    CRC32C crc = new CRC32C();
    try (InputStream in = StoredFile.open(uri);
        OutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), crc)) {
      in.transferTo(out);
    }
    return (int) crc.getValue() == crc32c;
  }
}

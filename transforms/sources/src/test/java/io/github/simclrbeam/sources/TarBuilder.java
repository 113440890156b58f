package io.github.simclrbeam.sources;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes tar archives in memory. */
final class TarBuilder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");

  private TarBuilder(int longNames) {
    out.setLongFileMode(longNames);
    out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    out.setAddPaxHeadersForNonAsciiNames(longNames == TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** Long names go into PAX records. */
  static TarBuilder pax() {
    return new TarBuilder(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** Long names go into GNU's members in front. */
  static TarBuilder gnu() {
    return new TarBuilder(TarArchiveOutputStream.LONGFILE_GNU);
  }

  TarBuilder add(String path, byte[] content) {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setSize(content.length);
    return add(entry, content);
  }

  TarBuilder add(String path, String text) {
    return add(path, text.getBytes(StandardCharsets.UTF_8));
  }

  TarBuilder addLink(String path, String target, boolean symbolic) {
    TarArchiveEntry entry =
        new TarArchiveEntry(path, symbolic ? TarConstants.LF_SYMLINK : TarConstants.LF_LINK);
    entry.setLinkName(target);
    return add(entry, new byte[0]);
  }

  /** A directory, a device and a named pipe. */
  TarBuilder addNoFiles() {
    add(new TarArchiveEntry("a.jpg.d/"), new byte[0]);
    add(new TarArchiveEntry("device.jpg", TarConstants.LF_CHR), new byte[0]);
    return add(new TarArchiveEntry("pipe.jpg", TarConstants.LF_FIFO), new byte[0]);
  }

  byte[] toBytes() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] zstd(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream zstd = new ZstdOutputStream(compressed)) {
      zstd.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private TarBuilder add(TarArchiveEntry entry, byte[] content) {
    try {
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}

package io.github.simclrbeam.fetch;

import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A gzipped tar. It is distrusted even though its checksum is right: entries that lead out of the
 * folder, links and devices are refused, and so is more than it is allowed to hold.
 *
 * @param file where it lies
 * @param mostBytes how much all its entries may hold
 */
record Archive(Path file, long mostBytes) {
  /** The types of entries that are files: the old letter, the new one, and contiguous ones. */
  private static final String PLAIN = "\0" + "07";

  /**
   * Unpacks what the placements take; hidden entries (of names with a dot first) and others are
   * left out.
   *
   * @throws StageFailedException if the archive is damaged, has an entry that is refused, or none
   *     for one of the placements; what was unpacked before is left where it is
   */
  void unpack(List<Placement> placements, Path into) throws IOException {
    Set<Placement> served = new HashSet<>();
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(file);
        Progress progress =
            Progress.start("unpacking " + file.getFileName(), channel.size() / 1000, "kB");
        TarArchiveInputStream tar = open(channel)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = plainName(entry);
        bytes += entry.getSize();
        if (bytes > mostBytes) {
          throw refused(
              name, "makes more than the " + ByteCount.words(mostBytes) + " that may be in it");
        }
        for (Placement placement : placements) {
          if (!entry.isDirectory() && !isHidden(name) && placement.takes(name)) {
            served.add(placement);
            write(tar, placement, name, into);
            break;
          }
        }
        progress.update(channel.position() / 1000, "");
      }
    } catch (IOException e) {
      throw new StageFailedException(file + " cannot be unpacked: " + e.getMessage(), e);
    }
    for (Placement placement : placements) {
      if (!served.contains(placement)) {
        throw new StageFailedException(file + " must hold " + placement.from() + ", but does not");
      }
    }
  }

  private static TarArchiveInputStream open(FileChannel channel) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    return new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16));
  }

  /** Returns the entry's name with forward slashes and without a leading {@code ./}. */
  private String plainName(TarArchiveEntry entry) {
    String name = entry.getName();
    boolean leadsOut =
        name.startsWith("/") || name.contains("\\") || List.of(name.split("/")).contains("..");
    if (leadsOut) {
      throw refused(name, "leads out of the folder");
    }
    boolean plain = PLAIN.indexOf(entry.getLinkFlag()) >= 0 && !entry.isSparse();
    if (!entry.isDirectory() && !plain) {
      throw refused(name, "is a link or a device, not a file");
    }
    return name.replaceAll("/+", "/").replaceFirst("^(\\./)+", "");
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.contains("/.");
  }

  private void write(InputStream in, Placement placement, String name, Path into)
      throws IOException {
    Path first = null;
    for (String folder : placement.to()) {
      Path target = into.resolve(folder).resolve(placement.below(name));
      Files.createDirectories(target.getParent());
      try {
        if (first == null) {
          Files.copy(in, target);
          first = target;
        } else {
          Files.copy(first, target);
        }
      } catch (FileAlreadyExistsException e) {
        throw refused(name, "is there twice");
      }
    }
  }

  private StageFailedException refused(String entry, String why) {
    return new StageFailedException(
        file.getFileName() + ": the entry " + entry + " " + why + "; nothing of it is used");
  }
}

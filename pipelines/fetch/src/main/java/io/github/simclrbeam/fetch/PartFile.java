package io.github.simclrbeam.fetch;

import io.github.simclrbeam.files.StoredFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A download that is under way, FILE.part, and beside it, in FILE.part.version, what the server
 * calls the version that it is a part of (an ETag or a date), if it calls it anything.
 */
final class PartFile {
  private final Path part;
  private final Path version;

  PartFile(Path file) {
    part = file.resolveSibling(file.getFileName() + ".part");
    version = file.resolveSibling(file.getFileName() + ".part.version");
  }

  Path path() {
    return part;
  }

  /** Returns how many bytes are there. */
  long bytes() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  Optional<String> version() throws IOException {
    return Files.exists(version) ? Optional.of(Files.readString(version)) : Optional.empty();
  }

  /** Throws away what is there and begins a part of the version. */
  void begin(Optional<String> newVersion) throws IOException {
    discard();
    if (newVersion.isPresent()) {
      StoredFile.writeAtomically(version.toString(), newVersion.get());
    }
  }

  OutputStream append() throws IOException {
    return Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void discard() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(version);
  }

  /** Gives the part, now whole, its name. */
  void complete(Path file) throws IOException {
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(version);
  }
}

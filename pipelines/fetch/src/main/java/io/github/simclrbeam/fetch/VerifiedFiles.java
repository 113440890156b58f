package io.github.simclrbeam.fetch;

import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are what the catalog says, to the bit. */
final class VerifiedFiles {
  private final HttpClient client;
  private final String mirror;
  private final Patience patience;

  /**
   * Files from where the catalog says, or from a mirror.
   *
   * @param mirror base URL; null for none
   */
  VerifiedFiles(HttpClient client, String mirror, Patience patience) {
    this.client = client;
    this.mirror = mirror;
    this.patience = patience;
  }

  /**
   * Sees to it that the file is there, downloading it if it is not.
   *
   * @throws StageFailedException if it cannot be had, or is another one; that one is deleted
   */
  void obtain(RemoteFile file, Path to) throws IOException {
    Checksum wanted = Checksum.parse(file.checksum());
    if (Files.exists(to) && wanted.of(to).equals(wanted)) {
      Progress.say(file.name() + " is there already");
      return;
    }
    URI uri = file.at(mirror);
    PartFile part = new PartFile(to);
    new Download(client, uri, file, part, patience).run();
    Checksum found = wanted.of(part.path());
    if (!found.equals(wanted)) {
      part.discard();
      throw new StageFailedException(
          "%s must have the checksum %s, but has: %s; the download is deleted"
              .formatted(uri, wanted, found));
    }
    part.complete(to);
  }
}

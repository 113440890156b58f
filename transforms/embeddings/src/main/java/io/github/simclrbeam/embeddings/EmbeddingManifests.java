package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;

/** The file manifest.json of a directory of embeddings: it is there when all rows are. */
public final class EmbeddingManifests {
  /** The format version that is written, and the only one that is read. */
  public static final int FORMAT_VERSION = 1;

  static final String FILE = "manifest.json";

  private EmbeddingManifests() {}

  /**
   * Reads a directory's manifest.
   *
   * @throws FileNotFoundException if there is none: the embeddings are incomplete, or elsewhere
   * @throws CorruptShardException if it is not JSON of a manifest
   * @throws IncompatibleFormatException if it is of another format version or of another kind
   */
  public static EmbeddingManifest read(String directoryUri) throws IOException {
    String uri = Uris.resolve(directoryUri, FILE);
    if (!StoredFile.exists(uri)) {
      throw new FileNotFoundException(
          "no manifest.json in %s: the embeddings are incomplete, or elsewhere"
              .formatted(directoryUri));
    }
    EmbeddingManifest.Builder manifest = EmbeddingManifest.newBuilder();
    try {
      ProtoJson.parse(StoredFile.readText(uri), manifest);
    } catch (IllegalArgumentException e) {
      throw new CorruptShardException(uri, -1, e.getMessage());
    }
    if (manifest.getFormatVersion() != FORMAT_VERSION) {
      throw new IncompatibleFormatException(
          "format version must be %d, but was: %d (%s)"
              .formatted(FORMAT_VERSION, manifest.getFormatVersion(), uri));
    }
    if (manifest.getDimension() == 0) {
      throw new IncompatibleFormatException(
          "the directory must be one that embed wrote, but its manifest is of another stage ("
              + uri
              + ")");
    }
    return manifest.build();
  }

  /** Writes a directory's manifest, whole or not at all; the format version is set here. */
  public static void write(String directoryUri, EmbeddingManifest manifest) throws IOException {
    StoredFile.writeAtomically(
        Uris.resolve(directoryUri, FILE),
        ProtoJson.print(manifest.toBuilder().setFormatVersion(FORMAT_VERSION)));
  }
}

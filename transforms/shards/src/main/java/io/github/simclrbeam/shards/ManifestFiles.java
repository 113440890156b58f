package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The file {@code manifest.json} of a directory of view shards; it exists when the set is complete.
 */
public final class ManifestFiles {
  /** The manifest's name in its directory. */
  public static final String NAME = "manifest.json";

  /** The version that this program writes, and the only one that it reads. */
  public static final int FORMAT_VERSION = 1;

  private ManifestFiles() {}

  /** Returns whether the directory holds a manifest. */
  public static boolean exists(String directory) throws IOException {
    return StoredFile.exists(Uris.resolve(directory, NAME));
  }

  /**
   * Reads and checks a manifest.
   *
   * @throws FileNotFoundException if there is none: the directory holds no complete set
   * @throws IncompatibleFormatException if its format version is not {@link #FORMAT_VERSION}
   * @throws CorruptShardException if it is not JSON of a manifest, or contradicts itself
   */
  public static ShardManifest read(String directory) throws IOException {
    ShardManifest manifest = readUnchecked(directory);
    List<String> problems = ManifestRules.problems(manifest);
    if (!problems.isEmpty()) {
      throw new CorruptShardException(
          Uris.resolve(directory, NAME), -1, String.join("; ", problems));
    }
    return manifest;
  }

  /** Reads a manifest of a known version without checking what it states. */
  static ShardManifest readUnchecked(String directory) throws IOException {
    String uri = Uris.resolve(directory, NAME);
    if (!StoredFile.exists(uri)) {
      throw new FileNotFoundException(
          uri + " is missing: not a directory of view shards, or its making did not finish");
    }
    ShardManifest.Builder manifest = ShardManifest.newBuilder();
    try {
      ProtoJson.parse(StoredFile.readText(uri), manifest);
    } catch (IllegalArgumentException e) {
      CorruptShardException corrupt = new CorruptShardException(uri, -1, e.getMessage());
      corrupt.initCause(e);
      throw corrupt;
    }
    if (manifest.getFormatVersion() != FORMAT_VERSION) {
      throw new IncompatibleFormatException(
          "formatVersion must be %d, but was: %s (%s)"
              .formatted(
                  FORMAT_VERSION, Integer.toUnsignedString(manifest.getFormatVersion()), uri));
    }
    return manifest.build();
  }

  /**
   * Writes a manifest, whole or not at all, with the format version and the digests filled in.
   *
   * @return what was written
   * @throws IllegalArgumentException if it contradicts itself; names how
   */
  public static ShardManifest write(String directory, ShardManifest manifest) throws IOException {
    ShardManifest complete = completed(manifest);
    StoredFile.writeAtomically(Uris.resolve(directory, NAME), ProtoJson.print(complete));
    return complete;
  }

  /**
   * Returns the manifest with the format version and the digests filled in, as {@link #write}
   * writes it.
   *
   * @throws IllegalArgumentException if it contradicts itself; names how
   */
  public static ShardManifest completed(ShardManifest manifest) {
    ShardManifest complete =
        manifest.toBuilder()
            .setFormatVersion(FORMAT_VERSION)
            .setRootDigest(rootDigest(manifest.getShardsList()))
            .build();
    complete = complete.toBuilder().setManifestDigest(manifestDigest(complete)).build();
    List<String> problems = ManifestRules.problems(complete);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return complete;
  }

  /** Returns the SHA-256, hex, of the file as it would be with an empty manifest digest. */
  static String manifestDigest(ShardManifest manifest) {
    String text = ProtoJson.print(manifest.toBuilder().clearManifestDigest());
    return HexFormat.of()
        .formatHex(ImageOrder.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Returns the SHA-256, hex, over the lines {@code file records bytes crc32c} (single spaces,
   * decimal numbers, ending with a line feed) of all shards in order.
   */
  public static String rootDigest(List<Shard> shards) {
    MessageDigest digest = ImageOrder.sha256();
    for (Shard shard : shards) {
      String line =
          "%s %d %d %s\n"
              .formatted(
                  shard.getFile(),
                  shard.getRecords(),
                  shard.getBytes(),
                  Integer.toUnsignedString(shard.getCrc32C()));
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

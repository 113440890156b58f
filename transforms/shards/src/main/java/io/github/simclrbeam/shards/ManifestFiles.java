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

  private static final String OWN_DIGEST = "(\"manifestDigest\": )\"[^\"]*\"";

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
    String text = text(directory);
    ShardManifest manifest = parse(text, directory);
    List<String> problems = ManifestRules.problems(manifest, text);
    if (!problems.isEmpty()) {
      throw new CorruptShardException(
          Uris.resolve(directory, NAME), -1, String.join("; ", problems));
    }
    return manifest;
  }

  /** Returns the file's text. */
  static String text(String directory) throws IOException {
    String uri = Uris.resolve(directory, NAME);
    if (!StoredFile.exists(uri)) {
      throw new FileNotFoundException(
          uri + " is missing: not a directory of view shards, or its making did not finish");
    }
    return StoredFile.readText(uri);
  }

  /** Returns what the text of a known version states, unchecked. */
  static ShardManifest parse(String text, String directory) throws IOException {
    String uri = Uris.resolve(directory, NAME);
    ShardManifest.Builder manifest = ShardManifest.newBuilder();
    try {
      ProtoJson.parse(text, manifest);
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
    List<String> problems = ManifestRules.problems(complete);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return sealed(complete);
  }

  /** Returns the manifest with the digest of its file. */
  static ShardManifest sealed(ShardManifest manifest) {
    return manifest.toBuilder()
        .setManifestDigest(manifestDigest(ProtoJson.print(manifest)))
        .build();
  }

  /**
   * Returns the SHA-256, hex, of a manifest's text with an empty manifest digest and without
   * carriage returns. Of the text and not of what was understood of it: another version of this
   * program may know more fields.
   */
  static String manifestDigest(String text) {
    // Some ways of copying text files end lines otherwise.
    String blank = text.replace("\r", "").replaceFirst(OWN_DIGEST, "$1\"\"");
    return HexFormat.of()
        .formatHex(ImageOrder.sha256().digest(blank.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Returns the SHA-256, hex, over the lines {@code file records bytes crc32c} (single spaces,
   * decimal numbers, ending with a line feed) of all shards in order.
   */
  public static String rootDigest(List<Shard> shards) {
    MessageDigest digest = ImageOrder.sha256();
    for (Shard shard : shards) {
      String line =
          String.join(
              " ",
              shard.getFile(),
              Long.toString(shard.getRecords()),
              Long.toString(shard.getBytes()),
              Integer.toUnsignedString(shard.getCrc32C()) + "\n");
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

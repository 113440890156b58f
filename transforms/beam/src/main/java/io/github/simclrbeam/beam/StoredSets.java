package io.github.simclrbeam.beam;

import com.google.protobuf.Message;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ShardSet;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sets of shards that a directory holds, or held when its files began to be replaced: by its
 * manifest, and by what the last step of an interrupted run wrote down first.
 */
public final class StoredSets {
  private static final String BEFORE = "before.json";
  private static final String AFTER = "after.json";

  private StoredSets() {}

  /**
   * Returns the manifest of the newest of them.
   *
   * @throws io.github.simclrbeam.shards.IncompatibleFormatException if it is of another version
   */
  public static Optional<ShardManifest> manifest(ShardDestination destination) throws IOException {
    Optional<ShardManifest> standing = standingManifest(destination.directory());
    // Dead letters and warnings of a set that stands may be many: they are not read for this.
    return standing.isPresent()
        ? standing
        : interrupted(destination).stream().findFirst().map(ShardSet::getManifest);
  }

  /** Returns whether a file in the directory of temporary files is one of these. */
  static boolean isName(String name) {
    return name.equals(BEFORE) || name.equals(AFTER);
  }

  /** Returns them, the newest first. */
  static List<ShardSet> find(ShardDestination destination) throws IOException {
    List<ShardSet> sets = new ArrayList<>();
    standing(destination).ifPresent(sets::add);
    sets.addAll(interrupted(destination));
    return sets;
  }

  /** Returns what an interrupted last step wrote down. */
  private static List<ShardSet> interrupted(ShardDestination destination) throws IOException {
    List<ShardSet> sets = new ArrayList<>();
    for (String name : List.of(AFTER, BEFORE)) {
      parsed(Uris.resolve(destination.temporaryDirectory(), name)).ifPresent(sets::add);
    }
    return sets;
  }

  /** Writes down the set that stands in the directory, if it is complete. */
  static void writeBefore(ShardDestination destination) throws IOException {
    Optional<ShardSet> standing = standing(destination);
    if (standing.isPresent()) {
      write(destination, BEFORE, standing.get());
    }
  }

  /** Writes down the set that will stand in the directory. */
  static void writeAfter(ShardDestination destination, ShardSet set) throws IOException {
    write(destination, AFTER, set);
  }

  private static void write(ShardDestination destination, String name, ShardSet set)
      throws IOException {
    StoredFile.writeAtomically(
        Uris.resolve(destination.temporaryDirectory(), name), ProtoJson.print(set));
  }

  private static Optional<ShardSet> standing(ShardDestination destination) throws IOException {
    String directory = destination.directory();
    Optional<ShardManifest> manifest = standingManifest(directory);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    ShardSet.Builder set = ShardSet.newBuilder().setManifest(manifest.get());
    lines(Uris.resolve(directory, DeadLetters.FILE), DeadLetter.getDefaultInstance())
        .forEach(set::addDeadLetters);
    lines(Uris.resolve(directory, ImageWarnings.FILE), ImageWarning.getDefaultInstance())
        .forEach(set::addWarnings);
    return Optional.of(set.build());
  }

  private static Optional<ShardManifest> standingManifest(String directory) throws IOException {
    if (!ManifestFiles.exists(directory)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ManifestFiles.read(directory));
    } catch (CorruptShardException e) {
      // Its shards cannot be trusted.
      return Optional.empty();
    }
  }

  /** Returns the messages of a file, none where it is not there or damaged. */
  @SuppressWarnings("unchecked")
  private static <M extends Message> List<M> lines(String uri, M type) throws IOException {
    if (!StoredFile.exists(uri)) {
      return List.of();
    }
    List<M> messages = new ArrayList<>();
    try {
      for (String line : StoredFile.readText(uri).lines().toList()) {
        Message.Builder message = type.newBuilderForType();
        ProtoJson.parse(line, message);
        messages.add((M) message.build());
      }
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    return messages;
  }

  private static Optional<ShardSet> parsed(String uri) throws IOException {
    if (!StoredFile.exists(uri)) {
      return Optional.empty();
    }
    ShardSet.Builder set = ShardSet.newBuilder();
    try {
      ProtoJson.parse(StoredFile.readText(uri), set);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(set.build());
  }
}

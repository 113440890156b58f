package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.FinishedChunk;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files beside chunks that say what they hold, by the digest of what they were made from. A
 * chunk without one is not finished.
 *
 * @param directory of temporary files
 */
record FinishedChunks(String directory) implements Serializable {
  private static final Pattern NAME = Pattern.compile("chunk-([0-9a-f]{64})\\.json");

  /** Writes down that a chunk is finished; its file is closed. */
  void write(
      String digest, ChunkFile chunk, List<DeadLetter> deadLetters, List<ImageWarning> warnings)
      throws IOException {
    FinishedChunk finished =
        FinishedChunk.newBuilder()
            .setFile(Uris.name(chunk.uri()))
            .setRecords(chunk.records())
            .setBytes(chunk.bytes())
            .setCrc32C(chunk.crc32c())
            .putAllDecoders(chunk.decoders().byDecoder())
            .setLabelled(chunk.labelled())
            .addAllDeadLetters(deadLetters)
            .addAllWarnings(warnings)
            .build();
    StoredFile.writeAtomically(uri(digest), ProtoJson.print(finished));
  }

  /** Returns the digests of those that are finished. */
  Set<String> digests() throws IOException {
    Set<String> digests = new HashSet<>();
    for (FileEntry file : Listing.expandIfAny(directory)) {
      Matcher name = NAME.matcher(file.path());
      if (name.matches()) {
        digests.add(name.group(1));
      }
    }
    return digests;
  }

  /** Returns the chunk, if it is finished and its file is as it was written. */
  Optional<FinishedChunk> find(String digest) throws IOException {
    Optional<FinishedChunk> finished = parsed(uri(digest));
    if (finished.isEmpty()) {
      return finished;
    }
    FinishedChunk chunk = finished.get();
    return StoredFacts.hold(file(chunk), chunk.getBytes(), chunk.getCrc32C())
        ? finished
        : Optional.empty();
  }

  /** Returns where a chunk's records lie. */
  String file(FinishedChunk chunk) {
    return Uris.resolve(directory, chunk.getFile());
  }

  /** Returns the chunk's file that a file of this name speaks of, if it is such a file. */
  Optional<String> fileOf(String name) throws IOException {
    return NAME.matcher(name).matches()
        ? parsed(Uris.resolve(directory, name)).map(FinishedChunk::getFile)
        : Optional.empty();
  }

  private String uri(String digest) {
    return Uris.resolve(directory, "chunk-" + digest + ".json");
  }

  private static Optional<FinishedChunk> parsed(String uri) throws IOException {
    if (!StoredFile.exists(uri)) {
      return Optional.empty();
    }
    FinishedChunk.Builder chunk = FinishedChunk.newBuilder();
    try {
      ProtoJson.parse(StoredFile.readText(uri), chunk);
    } catch (IllegalArgumentException e) {
      // Somebody else's; the chunk is made again.
      return Optional.empty();
    }
    return Optional.of(chunk.build());
  }
}

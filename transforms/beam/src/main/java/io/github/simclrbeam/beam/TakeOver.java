package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.FinishedChunk;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What need not be made again: a shard whose images are the same as before and whose file still is
 * what was written, or single chunks of one that an interrupted run finished.
 */
final class TakeOver {
  /**
   * What is taken over of a shard.
   *
   * @param shard all of it
   * @param chunks some of it; none when all of it is
   * @param done the numbers of the chunks that need not be made
   * @param deadLetters of them
   * @param warnings about them
   */
  record Taken(
      Optional<ShardFile> shard,
      List<ChunkFile> chunks,
      List<Integer> done,
      List<DeadLetter> deadLetters,
      List<ImageWarning> warnings) {}

  private final ShardDestination destination;
  private final WorkSettings settings;
  private final KnownWork known;
  private final FinishedChunks finished;

  TakeOver(ShardDestination destination, WorkSettings settings, KnownWork known) {
    this.destination = destination;
    this.settings = settings;
    this.known = known;
    this.finished = new FinishedChunks(destination.temporaryDirectory());
  }

  /**
   * Looks for what is known of a shard.
   *
   * @param inputs of all its chunks, in any order
   */
  Taken of(int shard, Iterable<ChunkInput> inputs) throws IOException {
    List<ChunkInput> ordered = new ArrayList<>();
    inputs.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(ChunkInput::chunk));
    Map<String, String> uris = new TreeMap<>();
    ordered.forEach(input -> uris.putAll(input.uris()));
    String digest = ContentDigest.ofTexts(ordered.stream().map(ChunkInput::lines).toList());
    for (KnownSet set : known.sets()) {
      Optional<KnownShard> candidate = set.find(digest, uris);
      if (candidate.isPresent()) {
        Optional<String> file = file(candidate.get().facts());
        if (file.isPresent()) {
          return kept(shard, candidate.get(), file.get(), ordered, uris);
        }
      }
    }
    return chunks(shard, ordered);
  }

  /** Finds the file among the places where one of this content may stand. */
  private Optional<String> file(Shard facts) throws IOException {
    List<String> places =
        List.of(
            Uris.resolve(destination.directory(), facts.getFile()),
            destination.asideFile(facts.getInputDigest()));
    for (String place : places) {
      if (StoredFacts.hold(place, facts.getBytes(), facts.getCrc32C())) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  private static Taken kept(
      int shard, KnownShard known, String file, List<ChunkInput> inputs, Map<String, String> uris) {
    return new Taken(
        Optional.of(ShardFile.kept(shard, file, known.facts())),
        List.of(),
        inputs.stream().map(ChunkInput::chunk).toList(),
        lettersAt(known.deadLetters(), uris),
        warningsAt(known.warnings(), uris));
  }

  private Taken chunks(int shard, List<ChunkInput> inputs) throws IOException {
    List<ChunkFile> chunks = new ArrayList<>();
    List<DeadLetter> letters = new ArrayList<>();
    List<ImageWarning> warnings = new ArrayList<>();
    for (ChunkInput input : inputs) {
      String digest = settings.chunkDigest(input.lines());
      Optional<FinishedChunk> chunk =
          known.chunks().contains(digest) ? finished.find(digest) : Optional.empty();
      if (chunk.isPresent()) {
        chunks.add(ChunkFile.of(shard, input, finished.file(chunk.get()), chunk.get()));
        letters.addAll(lettersAt(chunk.get().getDeadLettersList(), input.uris()));
        warnings.addAll(warningsAt(chunk.get().getWarningsList(), input.uris()));
      }
    }
    List<Integer> done = chunks.stream().map(ChunkFile::chunk).toList();
    return new Taken(Optional.empty(), chunks, done, letters, warnings);
  }

  // The same image may have been found elsewhere this time.

  private static List<DeadLetter> lettersAt(
      Collection<DeadLetter> letters, Map<String, String> uris) {
    return letters.stream()
        .map(letter -> letter.toBuilder().setUri(uris.get(letter.getId())).build())
        .toList();
  }

  private static List<ImageWarning> warningsAt(
      Collection<ImageWarning> warnings, Map<String, String> uris) {
    return warnings.stream()
        .map(warning -> warning.toBuilder().setUri(uris.get(warning.getId())).build())
        .toList();
  }
}

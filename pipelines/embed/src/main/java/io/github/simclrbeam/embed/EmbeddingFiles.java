package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.DecoderCounts;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.EmbeddingShard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The temporary files of a run, one for each planned shard that has images.
 *
 * @param files in the order of their shards
 */
record EmbeddingFiles(List<EmbeddingFile> files) {

  static EmbeddingFiles of(Iterable<EmbeddingFile> files) {
    List<EmbeddingFile> ordered = new ArrayList<>();
    files.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(EmbeddingFile::shard));
    return new EmbeddingFiles(List.copyOf(ordered));
  }

  long records() {
    return files.stream().mapToLong(file -> file.stated().getRecords()).sum();
  }

  /** Returns how many images each decoder decoded. */
  SortedMap<String, Long> decoders() {
    DecoderCounts counts = new DecoderCounts();
    files.forEach(file -> counts.addAll(file.decoders()));
    return counts.byDecoder();
  }

  ModelDigests before() {
    return only(EmbeddingFile::before, "before the first image");
  }

  ModelDigests after() {
    return only(EmbeddingFile::after, "after the last image");
  }

  /**
   * Checks that every image is a row or a dead letter, once.
   *
   * @throws IllegalStateException if not
   */
  void checkCounts(long expected, long deadLetters) {
    long seen = files.stream().mapToLong(EmbeddingFile::imagesSeen).sum();
    if (seen != expected || records() + deadLetters != expected) {
      throw new IllegalStateException(
          "every image must be a row or a dead letter, but of %d there were %d embedded, %d rows"
                  .formatted(expected, seen, records())
              + " and %d dead letters".formatted(deadLetters));
    }
  }

  /**
   * Checks that no task's model changed while it embedded.
   *
   * @throws IllegalStateException if one did
   */
  void checkDigests() {
    if (!before().equals(after())) {
      throw new IllegalStateException(
          "the encoder must not change while it embeds, but its digest was %s before the first image and %s after the last"
              .formatted(before(), after()));
    }
  }

  /**
   * Gives the files their final names; those without rows are left out, so that names have no gaps.
   *
   * @return what the manifest states, in order
   */
  List<EmbeddingShard> commit(EmbeddingDestination destination) throws IOException {
    List<EmbeddingFile> kept =
        files.stream().filter(file -> file.stated().getRecords() > 0).toList();
    List<EmbeddingShard> shards = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < kept.size(); i++) {
      EmbeddingFile file = kept.get(i);
      String uri = destination.shard(i, kept.size());
      StoredFile.rename(file.uri(), uri);
      // An earlier attempt may have renamed it; then it stands there already.
      if (!StoredFile.exists(uri) || StoredFile.size(uri) != file.stated().getBytes()) {
        throw new IOException(
            "%s must have %d bytes, renamed from %s, but has not"
                .formatted(uri, file.stated().getBytes(), file.uri()));
      }
      shards.add(file.stated().toBuilder().setFile(Uris.name(uri)).build());
      names.add(Uris.name(uri));
    }
    for (FileEntry file : Listing.expandIfAny(destination.directory())) {
      if (file.path().startsWith("embeddings-") && !names.contains(file.path())) {
        StoredFile.delete(file.uri());
      }
    }
    return shards;
  }

  private ModelDigests only(Function<EmbeddingFile, ModelDigests> digests, String when) {
    Set<ModelDigests> different = new HashSet<>(files.stream().map(digests).toList());
    if (different.size() > 1) {
      throw new IllegalStateException(
          "all tasks must have the same encoder, but %s there were: %s".formatted(when, different));
    }
    return different.isEmpty() ? ModelDigests.NONE : different.iterator().next();
  }
}

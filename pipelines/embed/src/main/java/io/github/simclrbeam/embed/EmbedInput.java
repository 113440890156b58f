package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.ImageSource;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardSet;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an input turned out to be: images, or view shards. */
sealed interface EmbedInput {

  /**
   * Looks at an input.
   *
   * @throws IOException if it is not there or cannot be used; says why
   */
  static EmbedInput open(String input) throws IOException {
    return isViewShards(input)
        ? new Views(ShardSet.open(Uris.plain(input)).manifest())
        : new Images(ImageSource.open(input));
  }

  /** Returns how many images there are, unusable ones included. */
  long images();

  /** Returns the images' channels; empty when only decoding tells. */
  OptionalInt channels();

  /** Returns the images' shorter side, pixels; empty when only decoding tells. */
  OptionalInt size();

  /** Returns how many files are of formats that no decoder here reads, by extension. */
  default SortedMap<String, Long> undecodable() {
    return new TreeMap<>();
  }

  /** View shards. */
  record Views(ShardManifest manifest) implements EmbedInput {
    @Override
    public long images() {
      return manifest.getRecords();
    }

    @Override
    public OptionalInt channels() {
      return OptionalInt.of(manifest.getChannels());
    }

    @Override
    public OptionalInt size() {
      return OptionalInt.of(manifest.getImageSize());
    }
  }

  /** Images. */
  record Images(ImageSource source) implements EmbedInput {
    @Override
    public long images() {
      return source.images();
    }

    @Override
    public OptionalInt channels() {
      return source.channels();
    }

    @Override
    public OptionalInt size() {
      return source.shorterSide();
    }

    @Override
    public SortedMap<String, Long> undecodable() {
      return source.undecodable();
    }
  }

  /** A folder of images may hold somebody's manifest.json, so shards must be there too. */
  private static boolean isViewShards(String input) throws IOException {
    return ManifestFiles.exists(Uris.plain(input))
        && Listing.expand(input).stream().map(FileEntry::path).anyMatch(EmbedInput::isShard);
  }

  private static boolean isShard(String path) {
    return path.contains(".tfrecord-") && !path.contains("/");
  }
}

package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardSet;
import io.github.simclrbeam.sources.ImageSource;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an input turned out to be: images, or view shards. */
sealed interface EmbedInput {

  /**
   * Looks at an input.
   *
   * @throws IOException if it is not there or cannot be used; says why
   */
  static EmbedInput open(InputSettings input) throws IOException {
    return isViewShards(input.input())
        ? new Views(ShardSet.open(Uris.plain(input.input())).manifest())
        : new Images(ImageSource.open(input.input(), input.source()));
  }

  /** Returns how many images there are, unusable ones included, if that is known by now. */
  OptionalLong images();

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
    public OptionalLong images() {
      return OptionalLong.of(manifest.getRecords());
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
    public OptionalLong images() {
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

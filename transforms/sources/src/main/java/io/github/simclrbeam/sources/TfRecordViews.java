package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;

/** Shards that this program wrote itself, with one view a record: images ready for a model. */
final class TfRecordViews {
  static final String IMAGE = "views";
  static final String ID = "id";

  private TfRecordViews() {}

  /** Returns whether a record is of such shards. */
  static boolean holds(ExampleFeatures example) {
    return !example.bytes(IMAGE).isEmpty() && !example.bytes(ID).isEmpty();
  }

  /**
   * Returns what the records of a directory mean.
   *
   * @throws UnusableInputException if they hold several views each, or there is no manifest to tell
   *     the shape of pixels
   */
  static TfRecordLayout layout(ExampleFeatures example, String directory, SourceSettings settings)
      throws IOException {
    refuseSeveral(example.bytes(IMAGE).size(), directory);
    if (!ManifestFiles.exists(directory)) {
      if (!ExamplePixels.isEncoded(example.bytes(IMAGE).get(0))) {
        throw new UnusableInputException(
            "%s must hold the %s of the shards in it, for the shape of their pixels"
                .formatted(directory, ManifestFiles.NAME));
      }
      return new TfRecordLayout(
          IMAGE, RawShape.getDefaultInstance(), TfRecordLabels.in(directory, settings), settings);
    }
    ShardManifest manifest = manifest(directory);
    refuseSeveral(manifest.getViewsPerImage(), directory);
    RawShape.Builder shape = RawShape.newBuilder();
    if (manifest.getEncoding().equals("raw")) {
      shape
          .setWidth(manifest.getImageSize())
          .setHeight(manifest.getImageSize())
          .setChannels(manifest.getChannels());
    }
    boolean renamed = !settings.labelNames().isEmpty();
    TfRecordLabels labels =
        new TfRecordLabels(
            settings.labelColumn(), renamed ? settings.labelNames() : manifest.getLabelNamesList());
    return new TfRecordLayout(IMAGE, shape.build(), labels, settings);
  }

  /**
   * Refuses records of several views.
   *
   * @param where the directory or record
   */
  static void refuseSeveral(int views, String where) throws UnusableInputException {
    if (views > 1) {
      throw new UnusableInputException(
          "%s holds %d augmented views an image, not images: train on it or embed it"
              .formatted(where, views));
    }
  }

  private static ShardManifest manifest(String directory) throws IOException {
    try {
      return ManifestFiles.read(directory);
    } catch (CorruptShardException | IncompatibleFormatException e) {
      UnusableInputException unusable =
          new UnusableInputException(
              "%s cannot be used: %s"
                  .formatted(Uris.resolve(directory, ManifestFiles.NAME), e.getMessage()));
      unusable.initCause(e);
      throw unusable;
    }
  }
}

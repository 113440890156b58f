package io.github.simclrbeam.views;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.DrawMessages;
import io.github.simclrbeam.beam.RecipeMessages;
import io.github.simclrbeam.beam.Reductions;
import io.github.simclrbeam.beam.ViewEncoding;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.options.NearestName;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ViewParameters;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows how one image's views came about. */
public final class Explain {
  private final ShardManifest manifest;
  private final Augmentation augmentation;

  private Explain(ShardManifest manifest) {
    this.manifest = manifest;
    this.augmentation =
        Augmentation.of(
            RecipeMessages.toRecipe(manifest.getRecipe()),
            manifest.getImageSize(),
            manifest.getChannels());
  }

  /**
   * Writes a contact sheet, a PNG: the original with the boxes that were cropped, and each stored
   * view with its parameters. Where the original can still be read, each view is made again from it
   * and compared.
   *
   * @param directory of view shards
   * @param imageId the image's id
   * @param output the file to write
   * @return what the sheet shows, in lines
   * @throws io.github.simclrbeam.options.InvalidOptionsException if there is no image of this id
   */
  public static String write(String directory, String imageId, String output) throws IOException {
    try (RandomAccessShards shards = RandomAccessShards.open(directory)) {
      ShardManifest manifest = shards.manifest();
      ViewRecord record = record(shards, directory, imageId);
      Explain explain = new Explain(manifest);
      Original original =
          Original.of(directory, imageId, manifest.getChannels(), explain.reductions(record));
      List<ExplainedView> views = explain.views(record, original);
      Pixels sheet = ContactSheet.draw(title(record, manifest), original.pixels(), views);
      StoredFile.writeAtomically(output, ImageEncoder.png(sheet));
      return text(record, manifest, original, views);
    }
  }

  private static ViewRecord record(RandomAccessShards shards, String directory, String imageId)
      throws IOException {
    List<String> ids = shards.ids();
    int index = ids.indexOf(imageId);
    if (index < 0) {
      Problems problems = new Problems();
      String hint =
          NearestName.of(imageId, ids).map(id -> " (did you mean " + id + "?)").orElse("");
      problems.add("image", imageId + hint, "must be the id of an image in " + directory);
      problems.throwIfAny();
    }
    return shards.read(index);
  }

  /** Returns the reductions that the views of an image of this size were made from. */
  private Reductions reductions(ViewRecord record) {
    return (width, height) ->
        record.parameters().stream()
            .filter(parameters -> isOf(parameters, width, height))
            .map(parameters -> augmentation.reduction(DrawMessages.toDraw(parameters)))
            .collect(Collectors.toSet());
  }

  private static boolean isOf(ViewParameters parameters, int width, int height) {
    return parameters.getSourceWidth() == width && parameters.getSourceHeight() == height;
  }

  private List<ExplainedView> views(ViewRecord record, Original original) throws IOException {
    List<ExplainedView> views = new ArrayList<>();
    for (int i = 0; i < record.views().size(); i++) {
      byte[] stored = record.views().get(i);
      ViewParameters parameters =
          record.parameters().isEmpty()
              ? ViewParameters.getDefaultInstance()
              : record.parameters().get(i);
      views.add(
          new ExplainedView(
              decoded(stored, record.id()),
              parameters,
              original.image().map(image -> replays(stored, parameters, image))));
    }
    return views;
  }

  private Pixels decoded(byte[] stored, String id) throws IOException {
    try {
      return pixels(
          ImageDecoder.decodeView(
              stored, manifest.getEncoding(), manifest.getImageSize(), manifest.getChannels()));
    } catch (UndecodableImageException e) {
      throw new IOException("a view of " + id + " cannot be decoded: " + e.getMessage(), e);
    }
  }

  private boolean replays(byte[] stored, ViewParameters parameters, DecodedImage original) {
    if (!isOf(parameters, original.width(), original.height())) {
      return false;
    }
    byte[] replayed = original.view(augmentation, DrawMessages.toDraw(parameters));
    byte[] encoded = ViewEncoding.named(manifest.getEncoding()).encode(pixels(replayed));
    return Arrays.equals(stored, encoded);
  }

  private Pixels pixels(byte[] view) {
    return new Pixels(
        manifest.getImageSize(), manifest.getImageSize(), manifest.getChannels(), view);
  }

  private static String title(ViewRecord record, ShardManifest manifest) {
    Optional<String> label =
        record.label().isPresent()
            ? Optional.of(manifest.getLabelNames(record.label().getAsInt()))
            : Optional.empty();
    return record.id() + label.map(name -> "  (" + name + ")").orElse("");
  }

  private static String text(
      ViewRecord record, ShardManifest manifest, Original original, List<ExplainedView> views) {
    StringBuilder text = new StringBuilder();
    text.append(title(record, manifest)).append('\n');
    text.append("original: ").append(original.found()).append('\n');
    text.append("recipe:   ")
        .append(RecipeMessages.toRecipe(manifest.getRecipe()).describe())
        .append('\n');
    text.append("seed:     ").append(manifest.getSeed()).append('\n');
    for (ExplainedView view : views) {
      text.append(String.join("; ", view.lines())).append('\n');
    }
    return text.toString();
  }
}

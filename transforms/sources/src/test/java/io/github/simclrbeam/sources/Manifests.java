package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Manifests that tests write, and what is listed from them. */
final class Manifests {
  private Manifests() {}

  static ImageSource open(String input) throws IOException {
    return open(input, "");
  }

  static ImageSource open(String input, String split) throws IOException {
    return ImageSource.open(input, SourceSettings.DEFAULT.withSplit(split));
  }

  static void write(Path directory, String name, String text) {
    TestImages.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  static List<ImageReference> references(ImageSource source) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    source.forEach(images::add);
    return images;
  }

  static List<String> lines(ImageSource source) throws IOException {
    return references(source).stream()
        .map(image -> image.getId() + " " + image.getLabelName())
        .toList();
  }

  static List<String> faults(ImageSource source) throws IOException {
    return references(source).stream()
        .filter(ImageReference::hasFault)
        .map(
            image ->
                "%s %s at %d: %s"
                    .formatted(
                        image.getId(),
                        image.getFault().getReason(),
                        image.getFault().getOffset(),
                        image.getFault().getMessage()))
        .toList();
  }
}

package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is listed from files that tests write. */
final class ListedImages {
  static final byte[] JPEG = TestImages.jpeg(8, 8, 1);
  static final byte[] PNG = TestImages.png(8, 8, 2);

  private ListedImages() {}

  static List<ImageReference> references(Path directory, String name, byte[] tar)
      throws IOException {
    return references(directory, name, tar, SourceSettings.DEFAULT);
  }

  static List<ImageReference> references(
      Path directory, String name, byte[] tar, SourceSettings settings) throws IOException {
    return references(directory, name, tar, settings, name);
  }

  static List<ImageReference> references(
      Path directory, String name, byte[] tar, SourceSettings settings, String input)
      throws IOException {
    TestImages.write(directory.resolve(name), tar);
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(directory.resolve(input).toString(), settings).forEach(images::add);
    return images;
  }

  static List<String> lines(List<ImageReference> images) {
    return images.stream()
        .map(
            image ->
                "%s %s %s"
                    .formatted(
                        image.getId(),
                        image.getLabelName(),
                        image.getContentCase().name().toLowerCase(java.util.Locale.ROOT)))
        .toList();
  }

  static List<byte[]> contents(List<ImageReference> images) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (ImageReference image : images) {
      ImageContent content = ContentReader.upTo(1 << 20).read(image);
      contents.add(
          content instanceof ImageContent.Encoded encoded
              ? encoded.bytes()
              : content.toString().getBytes(StandardCharsets.UTF_8));
    }
    return contents;
  }
}

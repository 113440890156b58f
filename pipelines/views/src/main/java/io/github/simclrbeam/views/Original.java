package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.ImageSource;
import io.github.simclrbeam.beam.ReadImage;
import io.github.simclrbeam.beam.ReadOutcome;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The image that views were made of, if it can still be had.
 *
 * @param pixels empty when not
 * @param found where it is, or why it cannot be had
 */
record Original(Optional<Pixels> pixels, String found) {

  /** Looks for the image in the input that run.json names. */
  static Original of(String directory, String imageId, int channels) {
    try {
      String input = input(directory);
      List<ImageReference> matches = new ArrayList<>();
      ImageSource.open(input)
          .forEach(
              image -> {
                if (image.getId().equals(imageId)) {
                  matches.add(image);
                }
              });
      if (matches.isEmpty()) {
        return new Original(Optional.empty(), "no longer in " + input);
      }
      ReadOutcome outcome = ReadImage.withChannels(channels).read(matches.get(0));
      return outcome instanceof DecodedImage image
          ? new Original(Optional.of(image.pixels()), matches.get(0).getUri())
          : new Original(Optional.empty(), "no longer decodable: " + matches.get(0).getUri());
    } catch (IOException | IllegalArgumentException e) {
      return new Original(Optional.empty(), "cannot be read: " + e.getMessage());
    }
  }

  private static String input(String directory) throws IOException {
    RunRecord.Builder run = RunRecord.newBuilder();
    ProtoJson.parse(StoredFile.readText(Uris.resolve(directory, "run.json")), run);
    String input = run.getConfigurationMap().get("input");
    if (input == null) {
      throw new IOException("run.json does not say what the input was");
    }
    return input;
  }
}

package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.InputOptions;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.ReadImage;
import io.github.simclrbeam.beam.Reductions;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StoredMessage;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RunRecord;
import io.github.simclrbeam.sources.ImageSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The image that views were made of, if it can still be had.
 *
 * @param image whole, and at the reductions that were asked for; empty when not
 * @param channels of its pixels
 * @param found where it is, or why it cannot be had
 */
record Original(Optional<DecodedImage> image, int channels, String found) {

  /**
   * Looks for the image in the input that run.json names.
   *
   * @param reductions that views are going to be made from again
   */
  static Original of(String directory, String imageId, int channels, Reductions reductions) {
    try {
      InputSettings input = input(directory);
      List<ImageReference> matches = new ArrayList<>();
      ImageSource.open(input.input(), Originals.source(input))
          .forEach(
              image -> {
                if (image.getId().equals(imageId)) {
                  matches.add(image);
                }
              });
      if (matches.isEmpty()) {
        return new Original(Optional.empty(), channels, "no longer in " + input.input());
      }
      String uri = matches.get(0).getUri();
      try (ReadImage reader = ReadImage.withChannels(channels, input.decode())) {
        return reader.read(matches.get(0), reductions.andWhole()) instanceof DecodedImage image
            ? new Original(Optional.of(image), channels, uri)
            : new Original(Optional.empty(), channels, "no longer decodable: " + uri);
      }
    } catch (IOException | IllegalArgumentException e) {
      return new Original(Optional.empty(), channels, "cannot be read: " + e.getMessage());
    }
  }

  /** Returns the whole image's pixels, to be shown. */
  Optional<Pixels> pixels() {
    return image
        .map(found -> found.source(1))
        .map(whole -> new Pixels(whole.width(), whole.height(), channels, whole.hwc()));
  }

  /** What the run was told about its input, and still holds. */
  static InputSettings input(String directory) throws IOException {
    RunRecord.Builder run = RunRecord.newBuilder();
    StoredMessage.read(Uris.resolve(directory, "run.json"), run);
    if (!run.containsConfiguration("input")) {
      throw new IOException("run.json does not say what the input was");
    }
    Set<String> told = OptionDescription.of(InputOptions.class).keySet();
    List<String> arguments = new ArrayList<>();
    run.getConfigurationMap()
        .forEach(
            (name, value) -> {
              if (told.contains(name)) {
                arguments.add("--" + name + "=" + value);
              }
            });
    Problems problems = new Problems();
    InputOptions options = OptionsParser.parse(InputOptions.class, arguments, problems);
    return InputSettings.of(options, "", problems);
  }
}

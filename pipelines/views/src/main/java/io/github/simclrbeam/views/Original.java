package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.InputOptions;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.ReadImage;
import io.github.simclrbeam.beam.ReadOutcome;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ProtoJson;
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
 * @param pixels empty when not
 * @param found where it is, or why it cannot be had
 */
record Original(Optional<Pixels> pixels, String found) {

  /** Looks for the image in the input that run.json names. */
  static Original of(String directory, String imageId, int channels) {
    try {
      InputSettings input = input(directory);
      List<ImageReference> matches = new ArrayList<>();
      ImageSource.open(input.input(), input.source())
          .forEach(
              image -> {
                if (image.getId().equals(imageId)) {
                  matches.add(image);
                }
              });
      if (matches.isEmpty()) {
        return new Original(Optional.empty(), "no longer in " + input.input());
      }
      ReadOutcome outcome = read(matches.get(0), channels, input);
      return outcome instanceof DecodedImage image
          ? new Original(Optional.of(image.pixels()), matches.get(0).getUri())
          : new Original(Optional.empty(), "no longer decodable: " + matches.get(0).getUri());
    } catch (IOException | IllegalArgumentException e) {
      return new Original(Optional.empty(), "cannot be read: " + e.getMessage());
    }
  }

  private static ReadOutcome read(ImageReference image, int channels, InputSettings input)
      throws IOException {
    try (ReadImage reader = ReadImage.withChannels(channels, input.decode())) {
      return reader.read(image);
    }
  }

  /** What the run was told about its input, and still holds. */
  static InputSettings input(String directory) throws IOException {
    RunRecord.Builder run = RunRecord.newBuilder();
    ProtoJson.parse(StoredFile.readText(Uris.resolve(directory, "run.json")), run);
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

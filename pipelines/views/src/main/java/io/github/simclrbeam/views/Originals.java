package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.ReadImage;
import io.github.simclrbeam.beam.ReadOutcome;
import io.github.simclrbeam.beam.Reductions;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** The images that views were made of, wherever they can still be had. */
final class Originals implements AutoCloseable {
  private final InputSettings input;
  private final ReadImage reader;
  private final Function<String, Reductions> reductions;

  private Originals(
      InputSettings input, ReadImage reader, Function<String, Reductions> reductions) {
    this.input = input;
    this.reader = reader;
    this.reductions = reductions;
  }

  /** What to do with an image. */
  @FunctionalInterface
  interface Receiver {
    void accept(ImageReference image, ReadOutcome outcome) throws IOException;
  }

  /**
   * Returns those of a directory of view shards.
   *
   * @param channels of the views
   * @param reductions at which an image is decoded, by its id
   * @throws IOException if the directory does not say what its input was
   */
  static Originals of(String directory, int channels, Function<String, Reductions> reductions)
      throws IOException {
    InputSettings input = Original.input(directory);
    return new Originals(input, ReadImage.withChannels(channels, input.decode()), reductions);
  }

  /** Returns the input. */
  String input() {
    return input.input();
  }

  /**
   * Lists the input once and reads the images that are wanted, one after the other.
   *
   * @return the ids that the input no longer has
   * @throws java.io.FileNotFoundException if the input is gone
   * @throws io.github.simclrbeam.sources.UnusableInputException if it is no longer one that can be
   *     read
   * @throws IOException if an image's bytes could not be got
   */
  Set<String> read(Set<String> ids, Receiver receiver) throws IOException {
    Set<String> missing = new HashSet<>(ids);
    if (missing.isEmpty()) {
      return missing;
    }
    ImageSource.open(input.input(), source(input))
        .forEach(
            image -> {
              if (missing.remove(image.getId())) {
                receiver.accept(image, reader.read(image, reductions.apply(image.getId())));
              }
            });
    return missing;
  }

  /** A glob meant all that it matches, whatever the output was called. */
  static SourceSettings source(InputSettings input) {
    return Listing.isGlob(input.input()) ? input.source().withSplit("") : input.source();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

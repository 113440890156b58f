package io.github.simclrbeam.sources;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The images that an input names, each as a reference to where its bytes stand. An input is a
 * directory, a file or a glob of files of one {@linkplain SourceFormat format}, found by what is in
 * them.
 *
 * <p>Files that are known not to be images (see {@link #skipped}) are left out, and so are hidden
 * ones below a directory.
 */
public interface ImageSource {

  /**
   * Looks at what the input names: at file names, first bytes and headers; of manifests and label
   * files at everything.
   *
   * <p>A folder without files, a manifest without rows, an archive without images, an IDX or
   * TFRecord file of none: all are sources of no images.
   *
   * @throws FileNotFoundException if nothing matches, or there are files and none could be an image
   * @throws UnusableInputException if the input is not one that can be read; says why and where
   */
  static ImageSource open(String input, SourceSettings settings) throws IOException {
    return OpenSource.open(input, settings);
  }

  /** Returns an input of no images. */
  static ImageSource none() {
    return new ImageFiles(List.of(), false);
  }

  /** Returns the pieces, which may be listed in any order and side by side. */
  List<SourcePart> parts();

  /** Returns how many images there are, bad ones included, when that is known before listing. */
  default OptionalLong images() {
    return OptionalLong.empty();
  }

  /**
   * Returns the names of the labels, by label, when the source itself numbers them; empty when they
   * are to be numbered by {@link LabelNumbers} once all are known.
   */
  default Optional<List<String>> labelNames() {
    return Optional.empty();
  }

  /** Returns the channels of the images, when they are known before decoding. */
  default OptionalInt channels() {
    return OptionalInt.empty();
  }

  /** Returns the shorter side of the images, pixels, when it is known before decoding. */
  default OptionalInt shorterSide() {
    return OptionalInt.empty();
  }

  /** Returns how many files were left out because of their names, by extension. */
  default SortedMap<String, Long> skipped() {
    return new TreeMap<>();
  }

  /**
   * Returns how many files are of formats that no decoder here reads (HEIC, AVIF), by extension.
   */
  default SortedMap<String, Long> undecodable() {
    return new TreeMap<>();
  }

  /**
   * Returns how many files or rows belong to other splits than the one that is taken, by split; an
   * empty name stands for none.
   */
  default SortedMap<String, Long> otherSplits() {
    return new TreeMap<>();
  }

  /**
   * Hands out every image of every piece.
   *
   * @throws UnusableInputException if a file turns out not to be what it said; says where
   */
  default void forEach(ImageReceiver receiver) throws IOException {
    for (SourcePart part : parts()) {
      part.forEach(receiver);
    }
  }
}

package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.proto.ImageReference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The images that an input names, each as a reference to where its bytes stand. An input is a
 * directory, a file or a glob of either
 *
 * <ul>
 *   <li>image files. An image's id is its path below the input's base; its label is the folder that
 *       it lies in, labels being numbered in the order of their names; files directly in the base
 *       have no label, so that a flat folder has none;
 *   <li>or IDX files of unsigned bytes (the layout of MNIST), gzipped or not, recognised by what is
 *       in them. An image's id is the file's path below the base without {@code .gz}, {@code #} and
 *       its index. The labels are found beside the file under the name with {@code images} turned
 *       into {@code labels} and {@code idx3} into {@code idx1}; where there is no such file the
 *       images have no label. Labels are named by the lines of a {@code label-names.txt} beside
 *       them, otherwise by their numbers.
 * </ul>
 *
 * Files that are known not to be images (see {@link #skipped}) are left out, and so are hidden ones
 * below a directory.
 */
public sealed interface ImageSource permits ImageFiles, IdxImages {
  /** Takes references one by one. */
  @FunctionalInterface
  interface Receiver {
    void accept(ImageReference image) throws IOException;
  }

  /**
   * Looks at what the input names; reads the headers of IDX files and their labels.
   *
   * @throws FileNotFoundException if nothing matches, or nothing that could be an image
   * @throws UnusableInputException if the input is not one that can be read; says why and where
   */
  static ImageSource open(String input) throws IOException {
    List<FileEntry> candidates = new ArrayList<>();
    List<IdxFile> idxImages = new ArrayList<>();
    SortedMap<String, Long> skipped = new TreeMap<>();
    for (FileEntry entry : Listing.expand(input)) {
      if (FileKind.isKnownNotToBeAnImage(entry.path())) {
        skipped.merge(FileKind.extension(entry.path()), 1L, Long::sum);
        continue;
      }
      IdxFile idx = FileKind.isNamedAsImage(entry.path()) ? null : IdxFile.recognise(entry);
      if (idx == null) {
        candidates.add(entry);
      } else if (idx.holdsImages()) {
        idxImages.add(idx);
      }
    }
    if (!idxImages.isEmpty()) {
      return IdxImages.of(input, idxImages, candidates, skipped);
    }
    if (candidates.isEmpty()) {
      throw new FileNotFoundException("no image in " + input + "; skipped: " + skipped);
    }
    return new ImageFiles(candidates, skipped);
  }

  /** Returns an input of no images. */
  static ImageSource none() {
    return new ImageFiles(List.of(), new TreeMap<>());
  }

  /** Returns how many images there are, bad ones included. */
  long images();

  /** Returns the names of the labels, by label; empty when no image has one. */
  List<String> labelNames();

  /** Returns the channels of the images, when they are known before decoding. */
  OptionalInt channels();

  /** Returns the shorter side of the images, pixels, when it is known before decoding. */
  OptionalInt shorterSide();

  /** Returns how many files were left out because of their names, by extension. */
  SortedMap<String, Long> skipped();

  /**
   * Hands out every image, in no order that means anything. Pixels that cannot be addressed in
   * their file are handed out with it.
   *
   * @throws UnusableInputException if a file turns out not to be what it said; says where
   */
  void forEach(Receiver receiver) throws IOException;

  /**
   * Returns how many files are of formats that no decoder here reads (HEIC, AVIF), by extension.
   */
  default SortedMap<String, Long> undecodable() {
    return new TreeMap<>();
  }
}

package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A binary file of CIFAR-10 or CIFAR-100. Nothing in it says so: it is found by its extension
 * {@code .bin}, its (uncompressed) size and the labels of its first images.
 *
 * @param file the file
 * @param kind which of the two
 * @param images how many it holds
 */
record CifarFile(Candidate file, CifarKind kind, long images) implements Serializable {

  /**
   * Returns the file, or null if it is none.
   *
   * @throws UnusableInputException if it has the name of one, but not the size; or if it is a
   *     Python pickle by the name of one
   */
  static CifarFile recognise(Candidate file) throws IOException {
    Optional<CifarKind> named = CifarKind.named(file.path());
    if (!FileKind.extension(file.path()).equals("bin")) {
      refusePickles(file);
      return null;
    }
    List<CifarKind> kinds = new ArrayList<>(named.stream().toList());
    for (CifarKind kind : CifarKind.values()) {
      if (!kinds.contains(kind) && kind.fits(file.head())) {
        kinds.add(kind);
      }
    }
    if (kinds.isEmpty()) {
      return null;
    }
    return sized(file, kinds, named);
  }

  private static CifarFile sized(Candidate file, List<CifarKind> kinds, Optional<CifarKind> named)
      throws IOException {
    long bytes;
    try {
      bytes = file.uncompressedBytes();
    } catch (UnusableInputException e) {
      if (named.isPresent()) {
        throw e;
      }
      return null;
    }
    for (CifarKind kind : kinds) {
      if (bytes % kind.recordBytes() == 0) {
        return new CifarFile(file, kind, bytes / kind.recordBytes());
      }
    }
    if (named.isPresent()) {
      throw new UnusableInputException(
          "%s must have a multiple of %d bytes%s as its name is one of %s, but has: %d"
              .formatted(
                  file.uri(),
                  named.get().recordBytes(),
                  file.compressed() ? " (uncompressed)" : "",
                  named.get(),
                  bytes));
    }
    return null;
  }

  /** The Python version has the same names without an extension; its first byte is no label. */
  private static void refusePickles(Candidate file) throws UnusableInputException {
    byte[] head = file.head();
    boolean pickle = head.length > 1 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5;
    String name = Uris.name(file.path());
    boolean meta = name.equals("meta") || name.equals("batches.meta");
    if (pickle && (meta || CifarKind.named(name).isPresent())) {
      throw new UnusableInputException(
          "%s is a Python pickle of CIFAR, which is not read: take the binary version (files .bin)"
              .formatted(file.uri()));
    }
  }

  /** The byte of the (uncompressed) file where an image's labels begin. */
  long offset(long index) {
    return index * kind.recordBytes();
  }

  /**
   * Reads the labels before the next image of an opened file.
   *
   * @throws UnusableInputException if one is out of range; names the byte
   */
  byte[] readLabels(InputStream in, long index) throws IOException {
    byte[] labels = exactly(in, index, kind.labels().size());
    for (int i = 0; i < labels.length; i++) {
      CifarLabel label = kind.labels().get(i);
      if ((labels[i] & 0xff) >= label.count()) {
        throw new UnusableInputException(
            "%s is a %s file, so that byte %d%s must be a %s from 0 to %d, but is: %d"
                .formatted(
                    file.uri(),
                    kind,
                    offset(index) + i,
                    file.compressed() ? " (uncompressed)" : "",
                    label,
                    label.count() - 1,
                    labels[i] & 0xff));
      }
    }
    return labels;
  }

  /** Reads the image behind its labels. */
  byte[] readImage(InputStream in, long index) throws IOException {
    return exactly(in, index, CifarKind.IMAGE_BYTES);
  }

  private byte[] exactly(InputStream in, long index, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new UnusableInputException(
          "%s was cut while it was listed: it ends within image %d".formatted(file.uri(), index));
    }
    return bytes;
  }
}

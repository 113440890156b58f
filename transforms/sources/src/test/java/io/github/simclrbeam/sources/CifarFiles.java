package io.github.simclrbeam.sources;

/** Small CIFAR files: pixel i of image n is i + 7 n (modulo 251). */
final class CifarFiles {
  private CifarFiles() {}

  /** CIFAR-10 with one image a label. */
  static byte[] ten(int... labels) {
    return file(1, labels);
  }

  /** CIFAR-100 with one image for each two labels, the coarse one first. */
  static byte[] hundred(int... labels) {
    return file(2, labels);
  }

  private static byte[] file(int labelsAnImage, int[] labels) {
    int recordBytes = labelsAnImage + 3_072;
    byte[] file = new byte[labels.length / labelsAnImage * recordBytes];
    for (int n = 0; n < labels.length / labelsAnImage; n++) {
      for (int i = 0; i < labelsAnImage; i++) {
        file[n * recordBytes + i] = (byte) labels[n * labelsAnImage + i];
      }
      for (int i = 0; i < 3_072; i++) {
        file[n * recordBytes + labelsAnImage + i] = (byte) ((i + 7 * n) % 251);
      }
    }
    return file;
  }
}

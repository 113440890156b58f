package io.github.simclrbeam.encoder;

import java.io.IOException;
import java.util.Arrays;

/** The files of torch.save: a zip archive with a pickle, or, until 2020, a pickle alone. */
final class PickleFile {
  /** Begins every entry of a zip archive. */
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** The opcode that says a pickle's protocol, 2 to 5. */
  private static final int PROTOCOL = 0x80;

  private static final String CONVERSION =
      "python3 -c \"import torch, safetensors.torch as s; s.save_file({k: v.contiguous() for k, v in"
          + " torch.load('%1$s', map_location='cpu', weights_only=True).items()},"
          + " '%1$s.safetensors')\"";

  private PickleFile() {}

  /**
   * Does nothing with other files.
   *
   * @throws IOException if this is one: to unpickle is to run what code the file likes
   */
  static void refuse(byte[] file, String uri) throws IOException {
    if (file.length < 8 || beginsWithLength(file)) {
      return;
    }
    boolean zip = Arrays.equals(file, 0, ZIP.length, ZIP, 0, ZIP.length);
    boolean pickle = (file[0] & 0xff) == PROTOCOL && file[1] >= 2 && file[1] <= 5;
    if (zip || pickle) {
      throw new IOException(
          "weights must be safetensors, but was: a PyTorch pickle; convert it with %s (%s)"
              .formatted(CONVERSION.formatted(uri), uri));
    }
  }

  /** A safetensors file begins with its header's length, whose upper four bytes are 0. */
  private static boolean beginsWithLength(byte[] file) {
    return file[4] == 0 && file[5] == 0 && file[6] == 0 && file[7] == 0;
  }
}

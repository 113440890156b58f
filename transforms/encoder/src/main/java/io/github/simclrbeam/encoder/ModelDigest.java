package io.github.simclrbeam.encoder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/** SHA-256 over tensors' names and values: for each, its name, a zero byte, its bytes. */
final class ModelDigest {
  private ModelDigest() {}

  /** Returns the digest of all tensors, hex. */
  static String of(List<TensorData> tensors) {
    return of(tensors, name -> true);
  }

  /** Returns the digest of BatchNorm's buffers alone, hex. */
  static String ofBuffers(List<TensorData> tensors) {
    return of(
        tensors,
        name ->
            name.endsWith("running_mean")
                || name.endsWith("running_var")
                || name.endsWith("num_batches_tracked"));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String of(List<TensorData> tensors, Predicate<String> chosen) {
    MessageDigest digest = sha256();
    for (TensorData tensor : tensors) {
      if (chosen.test(tensor.name())) {
        digest.update(tensor.name().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(tensor.bytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

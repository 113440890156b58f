package io.github.simclrbeam.encoder;

import io.github.simclrbeam.files.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;

/** A safetensors file of weights, read whole, before it is known whether they fit a network. */
public final class WeightsFile {
  /** What torchvision and timm call a residual network's first convolution. */
  static final String FIRST = "conv1.weight";

  /** The file is read into one array. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

  private final String uri;
  private final String digest;
  private final Map<String, TensorData> tensors;

  private WeightsFile(String uri, String digest, Map<String, TensorData> tensors) {
    this.uri = uri;
    this.digest = digest;
    this.tensors = tensors;
  }

  /**
   * Reads a file.
   *
   * @throws FileNotFoundException if there is none
   * @throws IOException if it cannot be read or is no safetensors file
   */
  public static WeightsFile read(String uri) throws IOException {
    long size = size(uri);
    if (size > MAX_BYTES) {
      throw new IOException(
          "weights must have at most %d bytes, but was: %d (%s)".formatted(MAX_BYTES, size, uri));
    }
    byte[] file = StoredFile.read(uri);
    PickleFile.refuse(file, uri);
    String digest = HexFormat.of().formatHex(ModelDigest.sha256().digest(file));
    return new WeightsFile(uri, digest, SafetensorsReader.read(file, uri));
  }

  public String uri() {
    return uri;
  }

  /** Returns the SHA-256, hex, of the file. */
  public String digest() {
    return digest;
  }

  /** Returns how many channels the first convolution takes; empty when there is none. */
  public OptionalLong channels() {
    return ofFirst(1);
  }

  /** Returns the width of the first convolution's kernel, pixels; empty when there is none. */
  public OptionalLong kernel() {
    return ofFirst(3);
  }

  /** Returns the tensors by the names that they have in the file. */
  Map<String, TensorData> tensors() {
    return tensors;
  }

  /** Those of residual blocks have longer names, whatever stands before all names. */
  private OptionalLong ofFirst(int axis) {
    return tensors.values().stream()
        .filter(tensor -> ("." + tensor.name()).endsWith("." + FIRST))
        .filter(tensor -> tensor.shape().length == 4)
        .min(Comparator.comparingInt(tensor -> tensor.name().length()))
        .map(tensor -> OptionalLong.of(tensor.shape()[axis]))
        .orElse(OptionalLong.empty());
  }

  private static long size(String uri) throws IOException {
    try {
      return StoredFile.size(uri);
    } catch (FileNotFoundException e) {
      FileNotFoundException named = new FileNotFoundException("there is no file " + uri);
      named.initCause(e);
      throw named;
    }
  }
}

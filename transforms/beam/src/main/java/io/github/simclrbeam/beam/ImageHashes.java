package io.github.simclrbeam.beam;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Hashes of images, in no order. Mutable: an accumulator; eight bytes of memory each. */
final class ImageHashes implements Serializable {
  private static final long serialVersionUID = 1;

  private int count;
  private long[] hashes = new long[16];

  int count() {
    return count;
  }

  void add(long hash) {
    grow(count + 1);
    hashes[count] = hash;
    count++;
  }

  void addAll(ImageHashes other) {
    grow(count + other.count);
    System.arraycopy(other.hashes, 0, hashes, count, other.count);
    count += other.count;
  }

  /** Returns them ascending as unsigned numbers. */
  long[] sorted() {
    long[] sorted = Arrays.copyOf(hashes, count);
    flipSigns(sorted);
    Arrays.sort(sorted);
    flipSigns(sorted);
    return sorted;
  }

  private static void flipSigns(long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] ^= Long.MIN_VALUE;
    }
  }

  private void grow(int size) {
    if (size > hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.max(size, hashes.length * 2));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageHashes that && Arrays.equals(sorted(), that.sorted());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted());
  }

  @Override
  public String toString() {
    return count + " hashes";
  }

  /** The count, then the hashes in order; so equal sets have equal bytes. */
  static final class HashesCoder extends AtomicCoder<ImageHashes> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(ImageHashes value, OutputStream out) throws IOException {
      DataOutputStream data = new DataOutputStream(out);
      data.writeInt(value.count);
      for (long hash : value.sorted()) {
        data.writeLong(hash);
      }
    }

    @Override
    public ImageHashes decode(InputStream in) throws IOException {
      DataInputStream data = new DataInputStream(in);
      int count = data.readInt();
      ImageHashes value = new ImageHashes();
      for (int i = 0; i < count; i++) {
        value.add(data.readLong());
      }
      return value;
    }
  }
}

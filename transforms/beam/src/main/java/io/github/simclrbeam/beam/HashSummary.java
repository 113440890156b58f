package io.github.simclrbeam.beam;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * How many images there are and, while they are few enough to cut at equal counts, their hashes in
 * unsigned order. Mutable: an accumulator.
 */
final class HashSummary {
  private long count;
  private long[] hashes = new long[16];

  long count() {
    return count;
  }

  /** Returns whether the hashes are all here. */
  boolean isExact() {
    return count <= ShardPlan.EXACT_LIMIT;
  }

  void add(long hash) {
    if (count < ShardPlan.EXACT_LIMIT) {
      grow(count + 1);
      hashes[(int) count] = hash;
    }
    count++;
    forgetWhenMany();
  }

  void addAll(HashSummary other) {
    if (count + other.count <= ShardPlan.EXACT_LIMIT) {
      grow(count + other.count);
      System.arraycopy(other.hashes, 0, hashes, (int) count, (int) other.count);
    }
    count += other.count;
    forgetWhenMany();
  }

  /**
   * Returns the hashes, ascending as unsigned numbers.
   *
   * @throws IllegalStateException if they are not exact
   */
  long[] sorted() {
    if (!isExact()) {
      throw new IllegalStateException("the hashes of %d images were not kept".formatted(count));
    }
    long[] sorted = Arrays.copyOf(hashes, (int) count);
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

  private void grow(long size) {
    if (size > hashes.length) {
      hashes = Arrays.copyOf(hashes, (int) Math.max(size, hashes.length * 2L));
    }
  }

  private void forgetWhenMany() {
    if (!isExact()) {
      hashes = new long[0];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashSummary that
        && count == that.count
        && (!isExact() || Arrays.equals(sorted(), that.sorted()));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count);
  }

  @Override
  public String toString() {
    return count + " hashes";
  }

  /** The count, then the hashes in order when they are exact; eight bytes each. */
  static final class SummaryCoder extends AtomicCoder<HashSummary> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(HashSummary value, OutputStream out) throws IOException {
      DataOutputStream data = new DataOutputStream(out);
      data.writeLong(value.count);
      if (value.isExact()) {
        for (long hash : value.sorted()) {
          data.writeLong(hash);
        }
      }
    }

    @Override
    public HashSummary decode(InputStream in) throws IOException {
      DataInputStream data = new DataInputStream(in);
      long count = data.readLong();
      HashSummary value = new HashSummary();
      if (count > ShardPlan.EXACT_LIMIT) {
        value.count = count;
        value.forgetWhenMany();
        return value;
      }
      for (long i = 0; i < count; i++) {
        value.add(data.readLong());
      }
      return value;
    }
  }
}

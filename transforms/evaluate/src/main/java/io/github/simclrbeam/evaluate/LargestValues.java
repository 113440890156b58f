package io.github.simclrbeam.evaluate;

/**
 * Selects the k largest of many values with a heap of k. Reused from row to row; not safe for use
 * by several threads.
 */
final class LargestValues {
  private final float[] values;
  private final int[] indices;
  private int size;

  LargestValues(int k) {
    this.values = new float[k];
    this.indices = new int[k];
  }

  /** Selects among {@code count} values from {@code offset}. */
  void select(float[] all, int offset, int count) {
    size = 0;
    for (int i = 0; i < count; i++) {
      float value = all[offset + i];
      if (size < values.length) {
        rise(size++, value, i);
      } else if (value > values[0]) {
        // Later indices lose against equal values, so only a larger value enters.
        sink(value, i, size);
      }
    }
  }

  /** Empties the selection: the largest value first, and of equals the lowest index. */
  void drain(int[] intoIndices, float[] intoValues) {
    for (int last = size - 1; last >= 0; last--) {
      intoIndices[last] = indices[0];
      intoValues[last] = values[0];
      sink(values[last], indices[last], last);
    }
    size = 0;
  }

  private void rise(int at, float value, int index) {
    int child = at;
    while (child > 0) {
      int parent = (child - 1) / 2;
      if (!before(value, index, values[parent], indices[parent])) {
        break;
      }
      move(parent, child);
      child = parent;
    }
    values[child] = value;
    indices[child] = index;
  }

  /** Replaces the head of a heap of {@code length}. */
  private void sink(float value, int index, int length) {
    int parent = 0;
    while (2 * parent + 1 < length) {
      int child = 2 * parent + 1;
      if (child + 1 < length
          && before(values[child + 1], indices[child + 1], values[child], indices[child])) {
        child++;
      }
      if (!before(values[child], indices[child], value, index)) {
        break;
      }
      move(child, parent);
      parent = child;
    }
    values[parent] = value;
    indices[parent] = index;
  }

  private void move(int from, int to) {
    values[to] = values[from];
    indices[to] = indices[from];
  }

  /** Whether the first of two is the worse one, which the heap keeps at its head. */
  private static boolean before(float value, int index, float otherValue, int otherIndex) {
    return value < otherValue || (value == otherValue && index > otherIndex);
  }
}

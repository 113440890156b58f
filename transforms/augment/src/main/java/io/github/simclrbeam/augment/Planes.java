package io.github.simclrbeam.augment;

/**
 * The pixels of a view in the making, as floats: one channel apart from the other, column by
 * column, in blocks of a few columns. A block's channels together stay in the first-level cache
 * while one operation after the other runs over them, and are long enough for loops in vector
 * instructions. Every block but the last holds the same number of columns, a multiple of 4.
 */
final class Planes {
  private static final int BLOCK_FLOATS = 2048;

  private final int size;
  private final int blockColumns;
  private final float[][][] blocks;

  Planes(int size, int channels) {
    this.size = size;
    this.blockColumns = Math.max(4, BLOCK_FLOATS / size / 4 * 4);
    this.blocks = new float[(size + blockColumns - 1) / blockColumns][channels][];
    for (int block = 0; block < blocks.length; block++) {
      int columns = Math.min(blockColumns, size - firstColumn(block));
      for (int channel = 0; channel < channels; channel++) {
        blocks[block][channel] = new float[columns * size];
      }
    }
  }

  /** Width and height in pixels. */
  int size() {
    return size;
  }

  int channels() {
    return blocks[0].length;
  }

  int blocks() {
    return blocks.length;
  }

  /** The block's values, one array a channel: all of its first column, then of its second. */
  float[][] block(int block) {
    return blocks[block];
  }

  /** The view's column with which the block begins. */
  int firstColumn(int block) {
    return block * blockColumns;
  }

  /** Copies one channel of a column of the view to the array's begin. */
  void copyColumn(int channel, int x, float[] to) {
    System.arraycopy(blocks[x / blockColumns][channel], x % blockColumns * size, to, 0, size);
  }
}

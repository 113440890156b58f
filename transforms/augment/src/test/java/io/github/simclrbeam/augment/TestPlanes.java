package io.github.simclrbeam.augment;

/** Values and bytes of {@link Planes}, whatever their blocks. */
final class TestPlanes {
  private TestPlanes() {}

  /** The resizer's work done for every block. */
  static Planes filled(Resizer resizer, Planes planes, boolean flip) {
    for (int block = 0; block < planes.blocks(); block++) {
      resizer.fill(planes, block, flip);
    }
    return planes;
  }

  static float value(Planes planes, int channel, int x, int y) {
    return planes.block(block(planes, x))[channel][at(planes, x, y)];
  }

  static void set(Planes planes, int channel, int x, int y, float value) {
    planes.block(block(planes, x))[channel][at(planes, x, y)] = value;
  }

  static byte[] bytes(Planes planes) {
    ViewBytes bytes = new ViewBytes(planes.size(), planes.channels());
    bytes.begin();
    for (int block = 0; block < planes.blocks(); block++) {
      bytes.columns(planes.block(block), planes.firstColumn(block));
    }
    return bytes.take();
  }

  private static int block(Planes planes, int x) {
    int block = 0;
    while (block + 1 < planes.blocks() && planes.firstColumn(block + 1) <= x) {
      block++;
    }
    return block;
  }

  private static int at(Planes planes, int x, int y) {
    return (x - planes.firstColumn(block(planes, x))) * planes.size() + y;
  }
}

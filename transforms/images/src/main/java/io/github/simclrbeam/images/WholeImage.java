package io.github.simclrbeam.images;

/** An image of a format that offers no reductions, decoded. */
record WholeImage(Decoded decoded) implements OpenedImage {
  @Override
  public int width() {
    return decoded.pixels().width();
  }

  @Override
  public int height() {
    return decoded.pixels().height();
  }

  @Override
  public boolean reducible() {
    return false;
  }

  @Override
  public Decoded decode(int reduction) {
    if (reduction != 1) {
      throw new IllegalArgumentException("reduction must be 1, but was: " + reduction);
    }
    return decoded;
  }
}

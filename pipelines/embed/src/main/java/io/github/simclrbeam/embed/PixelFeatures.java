package io.github.simclrbeam.embed;

/**
 * The prepared pixels themselves, / 255.
 *
 * @param imageBytes bytes of a prepared image
 */
record PixelFeatures(int imageBytes) implements Features {

  @Override
  public float[][] rows(byte[] nhwc, int count) {
    float[][] rows = new float[count][imageBytes];
    for (int image = 0; image < count; image++) {
      for (int i = 0; i < imageBytes; i++) {
        rows[image][i] = (nhwc[image * imageBytes + i] & 0xff) / 255f;
      }
    }
    return rows;
  }

  @Override
  public ModelDigests before() {
    return ModelDigests.NONE;
  }

  @Override
  public ModelDigests now() {
    return ModelDigests.NONE;
  }

  @Override
  public void close() {}
}

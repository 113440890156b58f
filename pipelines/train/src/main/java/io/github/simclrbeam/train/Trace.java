package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;

/**
 * The first batches exactly as the encoder gets them, and the weights before them, so that anyone
 * can replay them elsewhere. Step k is {@code step-0000k.npy}: float32 [2N, C, H, W], first views,
 * then second views.
 *
 * @param directory where they go
 * @param steps how many steps are written; 0 for none
 * @param preprocessing how bytes become the encoder's input
 */
record Trace(String directory, int steps, Preprocessing preprocessing) {

  /** Writes the weights, if the run starts here. */
  void weights(SimClrModel model, long step) throws IOException {
    if (steps > 0 && step == 0) {
      model.writeCombined(Uris.resolve(directory, "initial.safetensors"));
    }
  }

  /** Writes the batch, if its step is among the first. */
  void batch(PairBatch batch) throws IOException {
    if (batch.step() >= steps) {
      return;
    }
    int size = preprocessing.getImageSize();
    int channels = preprocessing.getChannels();
    int rows = batch.pixels().length / (size * size * channels);
    float[] values = input(batch.pixels(), rows, size * size, channels);
    // A run that goes on from a later checkpoint does not write it again.
    DurableFiles.local()
        .write(
            Uris.resolve(directory, "step-%05d.npy".formatted(batch.step())),
            Npy.bytes(values, rows, channels, size, size));
  }

  /** Turns [rows, area, channels] bytes into [rows, channels, area] numbers. */
  private float[] input(byte[] pixels, int rows, int area, int channels) {
    float[] values = new float[pixels.length];
    for (int row = 0; row < rows; row++) {
      for (int channel = 0; channel < channels; channel++) {
        int to = (row * channels + channel) * area;
        int from = row * area * channels + channel;
        for (int i = 0; i < area; i++) {
          values[to + i] = number(pixels[from + i * channels], channel);
        }
      }
    }
    return values;
  }

  private float number(byte pixel, int channel) {
    float value = (pixel & 0xff) / 255f;
    if (preprocessing.getMeanCount() == 0) {
      return value;
    }
    return (value - (float) preprocessing.getMean(channel)) / (float) preprocessing.getStd(channel);
  }
}

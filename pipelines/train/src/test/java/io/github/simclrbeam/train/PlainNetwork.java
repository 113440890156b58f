package io.github.simclrbeam.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The encoder and the projector of a {@link TinyPlan} in plain loops over doubles, from the weights
 * that a trace holds: a second opinion on what the engine makes of a batch. BatchNorm is by the
 * batch. Maps of an image are [channels][side x side].
 */
final class PlainNetwork {
  private static final double EPSILON = 1e-5;

  private final Map<String, double[]> tensors;

  private PlainNetwork(Map<String, double[]> tensors) {
    this.tensors = tensors;
  }

  /** Reads the numbers of 64 bits of a safetensors file; those of batches are left out. */
  static PlainNetwork read(Path safetensors) throws IOException {
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(safetensors)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(file.getLong());
    JsonObject header =
        JsonParser.parseString(new String(file.array(), 8, length, StandardCharsets.UTF_8))
            .getAsJsonObject();
    Map<String, double[]> tensors = new HashMap<>();
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      JsonObject tensor = entry.getValue().getAsJsonObject();
      if (tensor.has("dtype") && tensor.get("dtype").getAsString().equals("F64")) {
        JsonArray offsets = tensor.getAsJsonArray("data_offsets");
        int begin = offsets.get(0).getAsInt();
        double[] numbers = new double[(offsets.get(1).getAsInt() - begin) / Double.BYTES];
        file.slice(8 + length + begin, numbers.length * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asDoubleBuffer()
            .get(numbers);
        tensors.put(entry.getKey(), numbers);
      }
    }
    return new PlainNetwork(tensors);
  }

  /** Returns z, a row per image. */
  double[][] project(double[][][] images) {
    double[][][] x = rectified(normed(convolved(images, "encoder.conv1", 3, 1), "encoder.bn1"));
    x = block(x, "encoder.layer1.0.", 1);
    x = block(x, "encoder.layer2.0.", 2);
    x = block(x, "encoder.layer3.0.", 2);
    double[][][] rows = new double[x.length][][];
    for (int i = 0; i < x.length; i++) {
      rows[i] = new double[x[i].length][];
      for (int channel = 0; channel < rows[i].length; channel++) {
        double sum = 0;
        for (double value : x[i][channel]) {
          sum += value;
        }
        rows[i][channel] = new double[] {sum / x[i][channel].length};
      }
    }
    // On one pixel a convolution of one pixel is a linear layer.
    rows = rectified(normed(convolved(rows, "projector.0", 1, 1), "projector.1"));
    rows = convolved(rows, "projector.3", 1, 1);
    double[][] z = new double[rows.length][rows[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int column = 0; column < z[i].length; column++) {
        z[i][column] = rows[i][column][0];
      }
    }
    return z;
  }

  private double[][][] block(double[][][] x, String name, int stride) {
    double[][][] y = normed(convolved(x, name + "conv1", 3, stride), name + "bn1");
    y = normed(convolved(rectified(y), name + "conv2", 3, 1), name + "bn2");
    double[][][] shortcut =
        stride == 1
            ? x
            : normed(convolved(x, name + "downsample.0", 1, stride), name + "downsample.1");
    for (int i = 0; i < y.length; i++) {
      for (int channel = 0; channel < y[i].length; channel++) {
        for (int pixel = 0; pixel < y[i][channel].length; pixel++) {
          y[i][channel][pixel] += shortcut[i][channel][pixel];
        }
      }
    }
    return rectified(y);
  }

  /** A convolution without bias, padded with zeros so that stride 1 keeps the side. */
  private double[][][] convolved(double[][][] x, String name, int kernel, int stride) {
    double[] weight = tensors.get(name + ".weight");
    int in = x[0].length;
    int out = weight.length / (in * kernel * kernel);
    int side = (int) Math.round(Math.sqrt(x[0][0].length));
    int outSide = (side + stride - 1) / stride;
    double[][][] y = new double[x.length][out][outSide * outSide];
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < out; o++) {
        for (int at = 0; at < y[i][o].length; at++) {
          double sum = 0;
          for (int tap = 0; tap < in * kernel * kernel; tap++) {
            int row = at / outSide * stride + tap / kernel % kernel - kernel / 2;
            int column = at % outSide * stride + tap % kernel - kernel / 2;
            if (row >= 0 && row < side && column >= 0 && column < side) {
              double pixel = x[i][tap / (kernel * kernel)][row * side + column];
              sum += weight[o * in * kernel * kernel + tap] * pixel;
            }
          }
          y[i][o][at] = sum;
        }
      }
    }
    return y;
  }

  private double[][][] normed(double[][][] x, String name) {
    double[] scale = tensors.get(name + ".weight");
    double[] shift = tensors.get(name + ".bias");
    double[][][] y = new double[x.length][x[0].length][x[0][0].length];
    double count = (double) x.length * x[0][0].length;
    for (int channel = 0; channel < x[0].length; channel++) {
      double mean = 0;
      double squares = 0;
      for (double[][] image : x) {
        for (double value : image[channel]) {
          mean += value / count;
        }
      }
      for (double[][] image : x) {
        for (double value : image[channel]) {
          squares += (value - mean) * (value - mean) / count;
        }
      }
      for (int i = 0; i < x.length; i++) {
        for (int pixel = 0; pixel < y[i][channel].length; pixel++) {
          y[i][channel][pixel] =
              scale[channel] * (x[i][channel][pixel] - mean) / Math.sqrt(squares + EPSILON)
                  + shift[channel];
        }
      }
    }
    return y;
  }

  private static double[][][] rectified(double[][][] x) {
    double[][][] y = new double[x.length][x[0].length][x[0][0].length];
    for (int i = 0; i < x.length; i++) {
      for (int channel = 0; channel < y[i].length; channel++) {
        for (int pixel = 0; pixel < y[i][channel].length; pixel++) {
          y[i][channel][pixel] = Math.max(0, x[i][channel][pixel]);
        }
      }
    }
    return y;
  }
}

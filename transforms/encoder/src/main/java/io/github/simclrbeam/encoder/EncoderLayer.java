package io.github.simclrbeam.encoder;

/**
 * One operation of an encoder that embeds, for programs elsewhere. Values have names; each is the
 * output of one layer, and a layer stands after those whose outputs it takes.
 */
sealed interface EncoderLayer {
  /** Name of the value that it makes. */
  String output();

  /** Square, without bias, padded by kernel / 2; the weight's name is the output's + ".weight". */
  record Convolution(String output, String input, int kernel, int stride) implements EncoderLayer {
    int padding() {
      return kernel / 2;
    }
  }

  /** BatchNorm by running statistics; its tensors' names begin with the output's. */
  record Norm(String output, String input) implements EncoderLayer {}

  /** max(0, x). */
  record Relu(String output, String input) implements EncoderLayer {}

  /** x + y. */
  record Sum(String output, String left, String right) implements EncoderLayer {}

  /** 3x3 with stride 2, padded by 1. */
  record MaxPool(String output, String input) implements EncoderLayer {}

  /** Over height and width: (rows, channels, height, width) to (rows, channels). */
  record Mean(String output, String input) implements EncoderLayer {}
}

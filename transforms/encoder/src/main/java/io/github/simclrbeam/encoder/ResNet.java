package io.github.simclrbeam.encoder;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.ArrayList;
import java.util.List;

/** The encoder f: pixels to representation h. Layers and names as in torchvision, without fc. */
final class ResNet {
  private final ConvolutionNorm stem;
  private final boolean pooledStem;
  private final List<ResidualBlock> blocks = new ArrayList<>();

  ResNet(Scope scope, EncoderArchitecture architecture) {
    ResNetPlan plan = ResNetPlan.of(architecture);
    pooledStem = architecture.getStem().equals(EncoderArchitectures.IMAGENET_STEM);
    int channels = plan.stemWidth();
    stem =
        new ConvolutionNorm(
            scope.child("conv1"),
            scope.child("bn1"),
            architecture.getChannels(),
            channels,
            pooledStem ? 7 : 3,
            pooledStem ? 2 : 1);
    for (int layer = 0; layer < plan.widths().size(); layer++) {
      int width = plan.widths().get(layer);
      for (int block = 0; block < plan.depths().get(layer); block++) {
        Scope place = scope.child("layer" + (layer + 1)).child(Integer.toString(block));
        int stride = layer > 0 && block == 0 ? 2 : 1;
        blocks.add(
            plan.bottleneck()
                ? ResidualBlock.bottleneck(place, channels, width, stride)
                : ResidualBlock.basic(place, channels, width, stride));
        channels = plan.bottleneck() ? width * ResidualBlock.EXPANSION : width;
      }
    }
  }

  /**
   * Takes (rows, channels, height, width), returns (rows, dimension); the input stays the caller's.
   */
  PtNDArray forward(PtNDArray x, Pass pass) {
    PtNDArray y = pass.relu(stem.forward(x, pass));
    if (pooledStem) {
      try (PtNDArray wide = y) {
        y = JniUtils.maxPool(wide, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
      }
    }
    for (ResidualBlock block : blocks) {
      try (PtNDArray previous = y) {
        y = block.forward(previous, pass);
      }
    }
    try (PtNDArray last = y) {
      return pass.ops().call("pool", last);
    }
  }
}

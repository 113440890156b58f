package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.OnnxAttribute;
import io.github.simclrbeam.proto.OnnxGraph;
import io.github.simclrbeam.proto.OnnxNode;
import io.github.simclrbeam.proto.OnnxTensor;
import java.util.List;
import java.util.stream.Stream;

/** Adds an encoder's operations to an ONNX graph; a node is called as the value that it makes. */
final class OnnxNodes {
  private final OnnxGraph.Builder graph;

  OnnxNodes(OnnxGraph.Builder graph) {
    this.graph = graph;
  }

  /** (byte / 255 - mean) / std, then channels before height. */
  void standardize(ExportNetwork network) {
    String x = network.input().toString();
    graph.addNode(
        node("Cast", "cast", x).addAttribute(number("to", OnnxTensor.DataType.FLOAT_VALUE)));
    x = constant("Div", "scaled", "cast", "white", List.of(255f));
    if (!network.mean().isEmpty()) {
      x = constant("Sub", "centred", x, "mean", network.mean());
    }
    if (!network.std().isEmpty()) {
      x = constant("Div", "divided", x, "std", network.std());
    }
    graph.addNode(
        node("Transpose", ExportNetwork.STANDARDIZED, x).addAttribute(numbers("perm", 0, 3, 1, 2)));
  }

  void add(EncoderLayer layer) {
    if (layer instanceof EncoderLayer.Mean mean) {
      String pooled = mean.input() + ".pooled";
      graph.addNode(node("GlobalAveragePool", pooled, mean.input()));
      graph.addNode(node("Flatten", mean.output(), pooled).addAttribute(number("axis", 1)));
    } else {
      graph.addNode(node(layer));
    }
  }

  private static OnnxNode.Builder node(EncoderLayer layer) {
    if (layer instanceof EncoderLayer.Convolution convolution) {
      return node("Conv", layer.output(), convolution.input(), layer.output() + ".weight")
          .addAttribute(square("kernel_shape", convolution.kernel()))
          .addAttribute(square("strides", convolution.stride()))
          .addAttribute(pads(convolution.padding()));
    }
    if (layer instanceof EncoderLayer.Norm norm) {
      String[] inputs =
          Stream.concat(
                  Stream.of(norm.input()),
                  Stream.of("weight", "bias", "running_mean", "running_var")
                      .map(part -> norm.output() + "." + part))
              .toArray(String[]::new);
      return node("BatchNormalization", norm.output(), inputs)
          .addAttribute(
              attribute("epsilon", OnnxAttribute.Type.FLOAT).setF((float) BatchNorm.EPSILON));
    }
    if (layer instanceof EncoderLayer.Relu relu) {
      return node("Relu", relu.output(), relu.input());
    }
    if (layer instanceof EncoderLayer.Sum sum) {
      return node("Add", sum.output(), sum.left(), sum.right());
    }
    EncoderLayer.MaxPool pool = (EncoderLayer.MaxPool) layer;
    return node("MaxPool", pool.output(), pool.input())
        .addAttribute(square("kernel_shape", 3))
        .addAttribute(square("strides", 2))
        .addAttribute(pads(1));
  }

  /** Adds a node of a value and a constant that lies along the last axis; returns its output. */
  private String constant(
      String operator, String output, String input, String name, List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    graph.addInitializer(
        OnnxExport.initializer(TensorData.of(name, new long[] {floats.length}, floats)));
    graph.addNode(node(operator, output, input, name));
    return output;
  }

  private static OnnxNode.Builder node(String operator, String output, String... inputs) {
    return OnnxNode.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static OnnxAttribute number(String name, long value) {
    return attribute(name, OnnxAttribute.Type.INT).setI(value).build();
  }

  private static OnnxAttribute square(String name, long value) {
    return numbers(name, value, value);
  }

  /** Above, left, below, right. */
  private static OnnxAttribute pads(long value) {
    return numbers("pads", value, value, value, value);
  }

  private static OnnxAttribute numbers(String name, long... values) {
    OnnxAttribute.Builder attribute = attribute(name, OnnxAttribute.Type.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static OnnxAttribute.Builder attribute(String name, OnnxAttribute.Type type) {
    return OnnxAttribute.newBuilder().setName(name).setType(type);
  }
}

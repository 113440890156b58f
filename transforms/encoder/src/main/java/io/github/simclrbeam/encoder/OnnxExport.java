package io.github.simclrbeam.encoder;

import com.google.protobuf.UnsafeByteOperations;
import io.github.simclrbeam.proto.OnnxGraph;
import io.github.simclrbeam.proto.OnnxModel;
import io.github.simclrbeam.proto.OnnxOperatorSet;
import io.github.simclrbeam.proto.OnnxProperty;
import io.github.simclrbeam.proto.OnnxShape;
import io.github.simclrbeam.proto.OnnxTensor;
import io.github.simclrbeam.proto.OnnxType;
import io.github.simclrbeam.proto.OnnxValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An encoder as an ONNX model with a free number of images. */
final class OnnxExport {
  /** Of ONNX 1.12, which every runtime of the last years reads; and the operators of that time. */
  private static final int IR_VERSION = 8;

  private static final int OPERATOR_SET = 17;

  /** What a message can be at most. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  /** More than everything but the weights takes. */
  private static final long GRAPH_BYTES = 1 << 20;

  private OnnxExport() {}

  /**
   * Returns the model; it shares the tensors' bytes.
   *
   * @throws IOException if the weights are more than a message of protocol buffers can hold
   */
  static OnnxModel of(ExportNetwork network, Map<String, String> metadata) throws IOException {
    checkSize(network.tensors().values().stream().mapToLong(t -> t.bytes().length).sum());
    OnnxModel.Builder model =
        OnnxModel.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("simclr-beam")
            .setGraph(graph(network))
            .addOpsetImport(OnnxOperatorSet.newBuilder().setVersion(OPERATOR_SET));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(OnnxProperty.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  /**
   * Checks that weights fit into one file.
   *
   * @param bytes of all of them
   */
  static void checkSize(long bytes) throws IOException {
    if (bytes > MOST_BYTES - GRAPH_BYTES) {
      throw new IOException(
          "weights must be at most %d bytes for onnx, whose files are one message of protocol buffers, but was: %d; torchscript and safetensors take more"
              .formatted(MOST_BYTES - GRAPH_BYTES, bytes));
    }
  }

  private static OnnxGraph graph(ExportNetwork network) {
    boolean pixels = network.input() == ExportInput.PIXELS;
    OnnxGraph.Builder graph =
        OnnxGraph.newBuilder()
            .setName("encoder")
            .addInput(
                value(
                    network.input().toString(),
                    pixels ? OnnxTensor.DataType.UINT8 : OnnxTensor.DataType.FLOAT,
                    network.imageShape()))
            .addOutput(
                value(
                    ExportNetwork.OUTPUT, OnnxTensor.DataType.FLOAT, List.of(network.dimension())));
    OnnxNodes nodes = new OnnxNodes(graph);
    if (pixels) {
      nodes.standardize(network);
    }
    network.layers().forEach(nodes::add);
    network.tensors().values().stream()
        .filter(tensor -> tensor.type() == TensorType.F32)
        .forEach(tensor -> graph.addInitializer(initializer(tensor)));
    return graph.build();
  }

  /** Returns a tensor that shares the bytes. */
  static OnnxTensor initializer(TensorData tensor) {
    OnnxTensor.Builder initializer =
        OnnxTensor.newBuilder()
            .setDataType(OnnxTensor.DataType.FLOAT)
            .setName(tensor.name())
            .setRawData(UnsafeByteOperations.unsafeWrap(tensor.bytes()));
    for (long size : tensor.shape()) {
      initializer.addDims(size);
    }
    return initializer.build();
  }

  private static OnnxValue value(String name, OnnxTensor.DataType type, List<Integer> sizes) {
    OnnxShape.Builder shape =
        OnnxShape.newBuilder().addDim(OnnxShape.Dimension.newBuilder().setDimParam("N"));
    sizes.forEach(size -> shape.addDim(OnnxShape.Dimension.newBuilder().setDimValue(size)));
    OnnxType.Tensor tensor = OnnxType.Tensor.newBuilder().setElemType(type).setShape(shape).build();
    return OnnxValue.newBuilder()
        .setName(name)
        .setType(OnnxType.newBuilder().setTensorType(tensor))
        .build();
  }
}

package io.github.simclrbeam.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Bytes written out by hand from the field numbers of onnx.proto. A tag is the field's number times
 * 8, plus 0 for numbers, 2 for what has a length, 5 for floats.
 */
final class OnnxWireTest {
  @Test
  void modelsHaveOnnxsBytes() {
    OnnxModel model =
        OnnxModel.newBuilder()
            .setIrVersion(8)
            .setProducerName("p")
            .setGraph(OnnxGraph.newBuilder().setName("g"))
            .addOpsetImport(OnnxOperatorSet.newBuilder().setVersion(17))
            .addMetadataProps(OnnxProperty.newBuilder().setKey("k").setValue("v"))
            .build();
    assertWire(model, "0808" + "120170" + "3a03120167" + "42021011" + "7206" + "0a016b120176");
  }

  @Test
  void graphsHaveOnnxsBytes() {
    OnnxGraph graph =
        OnnxGraph.newBuilder()
            .addNode(OnnxNode.newBuilder().addInput("a").addOutput("b").setName("n").setOpType("o"))
            .addInitializer(OnnxTensor.newBuilder().setName("w"))
            .addInput(OnnxValue.newBuilder().setName("x"))
            .addOutput(OnnxValue.newBuilder().setName("y"))
            .build();
    assertWire(
        graph,
        "0a0c" + "0a0161120162" + "1a016e22016f" + "2a03420177" + "5a030a0178" + "62030a0179");
  }

  @Test
  void attributesHaveOnnxsBytesAndNumbersAreNotPacked() {
    assertWire(
        OnnxAttribute.newBuilder()
            .setName("a")
            .setType(OnnxAttribute.Type.INTS)
            .addInts(0)
            .addInts(3)
            .build(),
        "0a0161" + "40004003" + "a00107");
    assertWire(
        OnnxAttribute.newBuilder().setName("a").setType(OnnxAttribute.Type.INT).setI(0).build(),
        "0a0161" + "1800" + "a00102");
    assertWire(
        OnnxAttribute.newBuilder().setName("a").setType(OnnxAttribute.Type.FLOAT).setF(1).build(),
        "0a0161" + "150000803f" + "a00101");
  }

  @Test
  void tensorsAndTheirTypesHaveOnnxsBytes() {
    assertWire(
        OnnxTensor.newBuilder()
            .addDims(2)
            .addDims(1)
            .setDataType(OnnxTensor.DataType.UINT8)
            .setName("w")
            .setRawData(ByteString.copyFrom(new byte[] {5, 6}))
            .build(),
        "08020801" + "1002" + "420177" + "4a020506");
    OnnxShape shape =
        OnnxShape.newBuilder()
            .addDim(OnnxShape.Dimension.newBuilder().setDimParam("N"))
            .addDim(OnnxShape.Dimension.newBuilder().setDimValue(3))
            .build();
    OnnxType type =
        OnnxType.newBuilder()
            .setTensorType(
                OnnxType.Tensor.newBuilder().setElemType(OnnxTensor.DataType.FLOAT).setShape(shape))
            .build();
    assertWire(
        OnnxValue.newBuilder().setName("x").setType(type).build(),
        "0a0178" + "120f" + "0a0d" + "0801" + "1209" + "0a0312014e" + "0a020803");
  }

  private static void assertWire(Message message, String hex) {
    assertThat(HexFormat.of().formatHex(message.toByteArray())).isEqualTo(hex);
  }
}

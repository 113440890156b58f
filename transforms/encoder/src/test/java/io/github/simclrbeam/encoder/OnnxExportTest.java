package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.OnnxAttribute;
import io.github.simclrbeam.proto.OnnxGraph;
import io.github.simclrbeam.proto.OnnxModel;
import io.github.simclrbeam.proto.OnnxNode;
import io.github.simclrbeam.proto.OnnxTensor;
import io.github.simclrbeam.proto.OnnxValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OnnxExportTest {
  private static ExportFixture encoder;

  @TempDir Path directory;

  @BeforeAll
  static void makeAnEncoder() {
    encoder = ExportFixture.tiny(3);
  }

  @ParameterizedTest
  @EnumSource
  void nodesStandAfterWhatTheyTakeAndEveryWeightIsUsedOnce(ExportInput input) throws IOException {
    OnnxGraph graph = model(input).getGraph();
    List<String> weights = graph.getInitializerList().stream().map(OnnxTensor::getName).toList();
    assertThat(weights).doesNotHaveDuplicates();
    Set<String> made = new HashSet<>(Set.of(input.toString()));
    List<String> weightsTaken = new ArrayList<>();
    for (OnnxNode node : graph.getNodeList()) {
      for (String taken : node.getInputList()) {
        if (weights.contains(taken)) {
          weightsTaken.add(taken);
        } else {
          assertThat(made).as(node.getName()).contains(taken);
        }
      }
      assertThat(made.add(node.getOutput(0))).as(node.getName()).isTrue();
    }
    assertThat(made).contains("h");
    assertThat(weightsTaken).containsExactlyInAnyOrderElementsOf(weights);
  }

  @Test
  void weightsAreTheCheckpointsToTheByte() throws IOException {
    List<OnnxTensor> weights = model(ExportInput.TENSOR).getGraph().getInitializerList();
    assertThat(weights)
        .hasSize(
            (int)
                encoder.tensors().keySet().stream()
                    .filter(name -> !name.endsWith("num_batches_tracked"))
                    .count())
        .allSatisfy(
            weight -> {
              TensorData expected = encoder.tensors().get(weight.getName());
              assertThat(weight.getDataType()).isEqualTo(OnnxTensor.DataType.FLOAT);
              assertThat(weight.getRawData().toByteArray()).isEqualTo(expected.bytes());
              assertThat(weight.getDimsList())
                  .isEqualTo(Arrays.stream(expected.shape()).boxed().toList());
            });
  }

  @Test
  void pixelsAreBytesAndAreStandardizedFirst() throws IOException {
    OnnxGraph graph = model(ExportInput.PIXELS).getGraph();
    assertThat(shape(graph.getInput(0))).isEqualTo("UINT8 pixels [N, 28, 28, 3]");
    assertThat(shape(graph.getOutput(0))).isEqualTo("FLOAT h [N, 24]");
    assertThat(graph.getNodeList().subList(0, 6).stream().map(OnnxNode::getOpType))
        .containsExactly("Cast", "Div", "Sub", "Div", "Transpose", "Conv");
    OnnxTensor mean =
        graph.getInitializerList().stream()
            .filter(tensor -> tensor.getName().equals("mean"))
            .findFirst()
            .orElseThrow();
    assertThat(
            new TensorData("m", TensorType.F32, new long[] {3}, mean.getRawData().toByteArray())
                .floats())
        .containsExactly(0.285f, 0.25f, 0.4f);
  }

  @Test
  void tensorsAreFloatsThatTheFirstConvolutionTakes() throws IOException {
    OnnxGraph graph = model(ExportInput.TENSOR).getGraph();
    assertThat(shape(graph.getInput(0))).isEqualTo("FLOAT tensor [N, 3, 28, 28]");
    assertThat(graph.getNode(0).getOpType()).isEqualTo("Conv");
    assertThat(graph.getNode(0).getInputList()).containsExactly("tensor", "conv1.weight");
  }

  @Test
  void attributesSayWhatTheOperatorsDo() throws IOException {
    OnnxGraph graph =
        model(
                ExportFixture.of(EncoderArchitectures.of("resnet18", "imagenet", 1)),
                ExportInput.TENSOR)
            .getGraph();
    assertThat(ints(graph, "conv1"))
        .isEqualTo("kernel_shape [7, 7] strides [2, 2] pads [3, 3, 3, 3] ");
    assertThat(ints(graph, "maxpool"))
        .isEqualTo("kernel_shape [3, 3] strides [2, 2] pads [1, 1, 1, 1] ");
    assertThat(ints(graph, "layer2.0.downsample.0"))
        .isEqualTo("kernel_shape [1, 1] strides [2, 2] pads [0, 0, 0, 0] ");
    assertThat(node(graph, "bn1").getAttribute(0).getF()).isEqualTo(1e-5f);
    assertThat(node(graph, "bn1").getInputList())
        .containsExactly("conv1", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var");
  }

  @Test
  void modelSaysItsVersionsAndWhereItComesFrom() throws IOException {
    OnnxModel model = model(ExportInput.PIXELS);
    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(model.getMetadataPropsList())
        .anySatisfy(
            property -> {
              assertThat(property.getKey()).isEqualTo("encoderDigest");
              assertThat(property.getValue()).isEqualTo(encoder.state().getEncoderDigest());
            });
  }

  @Test
  void moreWeightsThanAMessageHoldsAreRefused() {
    assertThatCode(() -> OnnxExport.checkSize(2_146_435_071L)).doesNotThrowAnyException();
    assertThatThrownBy(() -> OnnxExport.checkSize(2_146_435_072L))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "weights must be at most 2146435071 bytes for onnx, whose files are one message of"
                + " protocol buffers, but was: 2146435072; torchscript and safetensors take more");
  }

  /** What the file that is written holds. */
  private OnnxModel model(ExportInput input) throws IOException {
    return model(encoder, input);
  }

  private OnnxModel model(ExportFixture fixture, ExportInput input) throws IOException {
    Path file = directory.resolve(input + ".onnx");
    fixture.export().write(ExportFormat.ONNX, input, file.toString());
    return OnnxModel.parseFrom(Files.readAllBytes(file));
  }

  private static OnnxNode node(OnnxGraph graph, String name) {
    return graph.getNodeList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String ints(OnnxGraph graph, String name) {
    StringBuilder text = new StringBuilder();
    for (OnnxAttribute attribute : node(graph, name).getAttributeList()) {
      assertThat(attribute.getType()).isEqualTo(OnnxAttribute.Type.INTS);
      text.append(attribute.getName()).append(' ').append(attribute.getIntsList()).append(' ');
    }
    return text.toString();
  }

  private static String shape(OnnxValue value) {
    List<String> sizes =
        value.getType().getTensorType().getShape().getDimList().stream()
            .map(dim -> dim.getDimParam().isEmpty() ? "" + dim.getDimValue() : dim.getDimParam())
            .toList();
    return value.getType().getTensorType().getElemType() + " " + value.getName() + " " + sizes;
  }
}

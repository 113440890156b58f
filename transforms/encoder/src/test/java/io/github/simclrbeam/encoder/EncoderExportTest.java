package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EncoderExportTest {
  private static ExportFixture encoder;

  @TempDir Path directory;

  @BeforeAll
  static void makeAnEncoder() {
    encoder = ExportFixture.tiny(1);
  }

  @ParameterizedTest
  @EnumSource
  void equalCheckpointsGiveEqualBytesAtAnyPlaceAndTime(ExportFormat format) throws IOException {
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      String first = digest(export(format, ExportInput.PIXELS, "first"));
      TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));
      Path second = directory.resolve("second");
      ExportFixture.tiny(1).export().write(format, ExportInput.PIXELS, second.toString());
      assertThat(digest(second)).isEqualTo(first);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingStandsBesideTheFile(ExportFormat format) throws IOException {
    export(format, ExportInput.TENSOR, "a/b/encoder");
    try (Stream<Path> files = Files.list(directory.resolve("a/b"))) {
      assertThat(files).containsExactly(directory.resolve("a/b/encoder"));
    }
  }

  @Test
  void safetensorsHoldTheCheckpointsTensorsAndTellOfIt() throws IOException {
    byte[] file =
        Files.readAllBytes(export(ExportFormat.SAFETENSORS, ExportInput.PIXELS, "e.safetensors"));
    Map<String, TensorData> tensors = SafetensorsReader.read(file, "e");
    assertThat(tensors.keySet()).containsExactlyElementsOf(encoder.tensors().keySet());
    assertThat(tensors.values())
        .allSatisfy(
            tensor ->
                assertThat(tensor.bytes()).isEqualTo(encoder.tensors().get(tensor.name()).bytes()));
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(file, 8, (int) length, StandardCharsets.UTF_8);
    assertThat(
            texts(JsonParser.parseString(header).getAsJsonObject().get("__metadata__").toString()))
        .containsEntry("format", "pt")
        .doesNotContainKey("input")
        .satisfies(EncoderExportTest::tellsOfTheCheckpoint);
  }

  @Test
  void torchScriptArchivesTellOfTheCheckpoint() throws IOException {
    Path file = export(ExportFormat.TORCHSCRIPT, ExportInput.TENSOR, "e.pt");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      byte[] json = zip.getInputStream(zip.getEntry("archive/extra/metadata.json")).readAllBytes();
      assertThat(texts(new String(json, StandardCharsets.UTF_8)))
          .containsEntry("input", "tensor")
          .satisfies(EncoderExportTest::tellsOfTheCheckpoint);
    }
  }

  @Test
  void meanOfAnotherNumberOfChannelsIsRefusedAndNothingIsWritten() {
    Preprocessing two = encoder.preprocessing().toBuilder().addMean(0.5).build();
    EncoderExport export = encoder.with(two).export();
    Path file = directory.resolve("e.onnx");
    assertThatThrownBy(() -> export.write(ExportFormat.ONNX, ExportInput.PIXELS, file.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "mean must have a value for each of 1 channels, but was: [0.285, 0.5] (step-585)");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void inputAndOutputAreDescribed() throws IOException {
    assertThat(encoder.export().describe(ExportInput.PIXELS))
        .isEqualTo("uint8 [N, 28, 28, 1] -> float [N, 24]");
    assertThat(encoder.export().describe(ExportInput.TENSOR))
        .isEqualTo("float [N, 1, 28, 28] -> float [N, 24]");
  }

  @Test
  void formatsAndInputsHaveNames() {
    assertThat(ExportFormat.names()).containsExactly("safetensors", "onnx", "torchscript");
    assertThat(ExportInput.names()).containsExactly("pixels", "tensor");
    assertThat(ExportFormat.named("onnx")).isEqualTo(ExportFormat.ONNX);
    assertThat(ExportInput.named("tensor")).isEqualTo(ExportInput.TENSOR);
    assertThatThrownBy(() -> ExportFormat.named("h5"))
        .hasMessage("format must be one of [safetensors, onnx, torchscript], but was: h5");
    assertThatThrownBy(() -> ExportInput.named("h5"))
        .hasMessage("input must be one of [pixels, tensor], but was: h5");
  }

  private static void tellsOfTheCheckpoint(Map<String, String> metadata) {
    assertThat(metadata)
        .containsEntry("producer", "simclr-beam")
        .containsEntry("encoderDigest", encoder.state().getEncoderDigest())
        .containsEntry("recipe", "fashion-mnist")
        .containsEntry("step", "585");
    EncoderArchitecture.Builder architecture = EncoderArchitecture.newBuilder();
    ProtoJson.parse(metadata.get("architecture"), architecture);
    assertThat(architecture.build()).isEqualTo(encoder.architecture());
    Preprocessing.Builder preprocessing = Preprocessing.newBuilder();
    ProtoJson.parse(metadata.get("preprocessing"), preprocessing);
    assertThat(preprocessing.build()).isEqualTo(encoder.preprocessing());
  }

  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new TreeMap<>();
    JsonParser.parseString(json)
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue().getAsString()));
    return texts;
  }

  private Path export(ExportFormat format, ExportInput input, String name) throws IOException {
    Path file = directory.resolve(name);
    encoder.export().write(format, input, file.toString());
    return file;
  }

  private static String digest(Path file) throws IOException {
    return HexFormat.of().formatHex(ModelDigest.sha256().digest(Files.readAllBytes(file)));
  }
}

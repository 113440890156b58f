package io.github.simclrbeam.encoder;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.CheckpointState;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A trained encoder as one file for programs elsewhere. Made without the engine; equal checkpoints
 * give equal bytes.
 */
public final class EncoderExport {
  private final String checkpoint;
  private final CheckpointState state;
  private final Map<String, TensorData> tensors;

  /**
   * An export of tensors that are at hand.
   *
   * @param checkpoint where they are from, for messages
   */
  EncoderExport(String checkpoint, CheckpointState state, Map<String, TensorData> tensors) {
    this.checkpoint = checkpoint;
    this.state = state;
    this.tensors = tensors;
  }

  /**
   * Reads the encoder of a checkpoint directory.
   *
   * @throws IOException if a file is missing or damaged
   */
  public static EncoderExport of(String checkpoint) throws IOException {
    CheckpointState state = Checkpoints.state(checkpoint);
    return new EncoderExport(checkpoint, state, Checkpoints.encoder(checkpoint, state));
  }

  /**
   * Writes the file, whole or not at all, in the place of one that is there.
   *
   * @param input what the network shall take; a file of weights alone holds no network
   * @throws IOException if the encoder is not one that the format can hold, or writing fails
   */
  public void write(ExportFormat format, ExportInput input, String uri) throws IOException {
    ExportNetwork network = ExportNetwork.of(state, tensors, input, checkpoint);
    Map<String, String> metadata =
        format == ExportFormat.SAFETENSORS
            ? ExportMetadata.ofWeights(state)
            : ExportMetadata.ofNetwork(state, input);
    StoredFile.writeAtomically(uri, content(format, network, metadata));
  }

  /**
   * Returns what the file's network takes and gives, e.g. {@code uint8 [N, 32, 32, 3] -> float [N,
   * 512]}.
   */
  public String describe(ExportInput input) throws IOException {
    ExportNetwork network = ExportNetwork.of(state, tensors, input, checkpoint);
    String shape = network.imageShape().toString().substring(1);
    return "%s [N, %s -> float [N, %d]"
        .formatted(input == ExportInput.PIXELS ? "uint8" : "float", shape, network.dimension());
  }

  /** Returns what state.json says of the checkpoint. */
  public CheckpointState state() {
    return state;
  }

  private StoredFile.Content content(
      ExportFormat format, ExportNetwork network, Map<String, String> metadata) throws IOException {
    return switch (format) {
      case SAFETENSORS ->
          out -> SafetensorsWriter.write(List.copyOf(tensors.values()), metadata, out);
      case ONNX -> OnnxExport.of(network, metadata)::writeTo;
      case TORCHSCRIPT -> out -> TorchScriptExport.write(network, metadata, out);
    };
  }
}

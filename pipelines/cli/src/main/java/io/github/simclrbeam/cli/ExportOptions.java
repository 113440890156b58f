package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.OneOf;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** What export can be told. */
public interface ExportOptions extends PipelineOptions {
  @Description("Run directory (its last checkpoint is taken) or checkpoint directory.")
  @Validation.Required
  String getCheckpoint();

  void setCheckpoint(String checkpoint);

  @Description(
      "What to write: weights with torchvision's names (safetensors), or a network with its weights"
          + " for ONNX Runtime (onnx) or for torch.jit.load (torchscript).")
  @Validation.Required
  @OneOf({"safetensors", "onnx", "torchscript"})
  String getFormat();

  void setFormat(String format);

  @Description("File to write; directories above it are made.")
  @Validation.Required
  String getOutput();

  void setOutput(String output);

  @Description(
      "What the network takes: bytes of prepared images, N x height x width x channels, which it"
          + " standardizes (pixels), or floats that are standardized already, N x channels x height"
          + " x width (tensor). Not for safetensors. Default: pixels.")
  @OneOf({"pixels", "tensor"})
  String getInput();

  void setInput(String input);

  @Description("Replaces the file that is there.")
  @Default.Boolean(false)
  boolean getOverwrite();

  void setOverwrite(boolean overwrite);
}

package io.github.simclrbeam.encoder;

import java.util.List;

/** The {@code forward} of an exported encoder, as TorchScript text. */
final class TorchScriptCode {
  /** PyTorch's numbers of its types. */
  private static final int UINT8 = 0;

  private static final int FLOAT32 = 6;

  private final StringBuilder text = new StringBuilder();

  private TorchScriptCode() {}

  /** Returns the method of a class with this name, indented as its body. */
  static String of(ExportNetwork network, String className) {
    TorchScriptCode code = new TorchScriptCode();
    String input = network.input().toString();
    code.text.append(
        "  def forward(self: %s.%s, %s: Tensor) -> Tensor:\n"
            .formatted(ScriptArchive.MODULE, className, input));
    code.checkShape(network, input);
    if (network.input() == ExportInput.PIXELS) {
      code.standardize(network, input);
    }
    network.layers().forEach(code::layer);
    code.line("return " + ExportNetwork.OUTPUT);
    return code.text.toString();
  }

  private void checkShape(ExportNetwork network, String input) {
    List<Integer> sizes = network.imageShape();
    String legal = "%s must be of shape [N, %s".formatted(input, sizes.toString().substring(1));
    line("shape = torch.size(" + input + ")");
    line("if torch.ne(torch.slice(shape, 1), " + sizes + "):");
    raise(legal + ", but was: {}", "shape");
  }

  private void raise(String message, String value) {
    line("  message = torch.format(\"" + message + "\", " + value + ")");
    line("  ops.prim.RaiseException(message, \"builtins.ValueError\")");
  }

  private void standardize(ExportNetwork network, String input) {
    line("type = ops.prim.dtype(" + input + ")");
    line("if torch.ne(type, " + UINT8 + "):");
    raise(input + " must be of type torch.uint8", "type");
    line("x = torch.div(torch.to(" + input + ", " + FLOAT32 + "), 255.)");
    perChannel("sub", network.mean());
    perChannel("div", network.std());
    // Of another type after module.half() and the like.
    line(
        ExportNetwork.STANDARDIZED
            + " = torch.to(torch.permute(x, [0, 3, 1, 2]), ops.prim.dtype(self.conv1.weight))");
  }

  private void perChannel(String operation, List<Float> values) {
    if (!values.isEmpty()) {
      String tensor =
          "torch.tensor(%s, dtype=%d, device=ops.prim.device(x))".formatted(values, FLOAT32);
      line("x = torch." + operation + "(x, " + tensor + ")");
    }
  }

  private void layer(EncoderLayer layer) {
    line(variable(layer.output()) + " = " + expression(layer));
  }

  private static String expression(EncoderLayer layer) {
    if (layer instanceof EncoderLayer.Convolution convolution) {
      return "torch.conv2d(%s, %s.weight, None, [%3$d, %3$d], [%4$d, %4$d], [1, 1], 1)"
          .formatted(
              variable(convolution.input()),
              module(convolution.output()),
              convolution.stride(),
              convolution.padding());
    }
    if (layer instanceof EncoderLayer.Norm norm) {
      return "torch.batch_norm(%1$s, %2$s.weight, %2$s.bias, %2$s.running_mean, %2$s.running_var, False, 0., %3$s, True)"
          .formatted(variable(norm.input()), module(norm.output()), BatchNorm.EPSILON);
    }
    if (layer instanceof EncoderLayer.Relu relu) {
      return "torch.relu_(%s)".formatted(variable(relu.input()));
    }
    if (layer instanceof EncoderLayer.Sum sum) {
      return "torch.add_(%s, %s)".formatted(variable(sum.left()), variable(sum.right()));
    }
    if (layer instanceof EncoderLayer.MaxPool pool) {
      return "torch.max_pool2d(%s, [3, 3], [2, 2], [1, 1], [1, 1], False)"
          .formatted(variable(pool.input()));
    }
    EncoderLayer.Mean mean = (EncoderLayer.Mean) layer;
    return "torch.mean(%s, [2, 3])".formatted(variable(mean.input()));
  }

  private static String variable(String value) {
    return value.replace('.', '_');
  }

  /** Returns the expression for the module at a path such as {@code layer1.0.conv1}. */
  private static String module(String path) {
    String expression = "self";
    for (String name : path.split("\\.", -1)) {
      expression =
          Character.isDigit(name.charAt(0))
              ? "getattr(%s, \"%s\")".formatted(expression, name)
              : expression + "." + name;
    }
    return expression;
  }

  private void line(String statement) {
    text.append("    ").append(statement).append('\n');
  }
}

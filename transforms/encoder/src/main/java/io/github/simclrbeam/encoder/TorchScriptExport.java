package io.github.simclrbeam.encoder;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an encoder for {@code torch.jit.load}: code, weights and what it says about itself. */
final class TorchScriptExport {
  /** Name of the file in the archive that holds the metadata, an object of strings. */
  static final String METADATA = "metadata.json";

  private static final String CLASS = "Encoder";

  private TorchScriptExport() {}

  /** Writes the archive and closes the stream. */
  static void write(ExportNetwork network, Map<String, String> metadata, OutputStream out)
      throws IOException {
    TorchScriptModule root = TorchScriptModule.of(network.tensors().values());
    Map<String, String> classes = new LinkedHashMap<>();
    root.declare(CLASS, TorchScriptCode.of(network, CLASS), classes);
    StringBuilder code = new StringBuilder();
    classes.forEach(
        (text, name) -> code.append("class %s(Module):\n".formatted(name)).append(text));
    Pickle pickle = new Pickle();
    List<byte[]> storages = new ArrayList<>();
    root.write(pickle, storages);
    ScriptArchive.write(
        code.toString(),
        pickle.toBytes(),
        storages,
        Map.of(METADATA, new Gson().toJson(metadata)),
        out);
  }
}

package io.github.simclrbeam.encoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A TorchScript archive, written in Java: a zip of stored entries with the code of classes, a
 * pickle of one object, the bytes of its tensors, no constants, and a version.
 */
final class ScriptArchive {
  /** The module of classes that an archive brings along. */
  static final String MODULE = "__torch__";

  /** Read by every PyTorch since 1.6. */
  private static final String VERSION = "3\n";

  private ScriptArchive() {}

  /**
   * Returns the archive of a module class with this name and no weights, whose methods are the
   * given text: the engine compiles it and so lends us every operation that its Java binding lacks.
   */
  static byte[] of(String className, String methods) {
    String code =
        "class %s(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n%s"
            .formatted(className, methods);
    Pickle object =
        new Pickle().object(MODULE, className).string("training").bool(true).endObject();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(code, object.toBytes(), List.of(), Map.of(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes an archive and closes the stream.
   *
   * @param code of all classes
   * @param object a pickle
   * @param storages what its tensors hold, at the numbers that it calls them by
   * @param extra texts beside, by name, which {@code torch.jit.load} gives out on demand
   */
  static void write(
      String code,
      byte[] object,
      List<byte[]> storages,
      Map<String, String> extra,
      OutputStream out)
      throws IOException {
    try (StoredZip zip = new StoredZip(out, "archive")) {
      zip.put("data.pkl", object);
      zip.put("code/" + MODULE + ".py", code.getBytes(StandardCharsets.UTF_8));
      zip.put("constants.pkl", new Pickle().emptyTuple().toBytes());
      zip.put("version", VERSION.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, String> file : extra.entrySet()) {
        zip.put("extra/" + file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
      }
      for (int i = 0; i < storages.size(); i++) {
        zip.put("data/" + i, storages.get(i));
      }
    }
  }
}

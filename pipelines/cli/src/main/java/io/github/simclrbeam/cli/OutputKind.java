package io.github.simclrbeam.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.FileNotFoundException;
import java.io.IOException;

/** What a directory of ours holds, told by its files. */
enum OutputKind {
  VIEWS("manifest.json"),
  RUN("manifest.json"),
  CHECKPOINT("state.json"),
  EMBEDDINGS("manifest.json"),
  EVALUATION("evaluation.json");

  private final String file;

  OutputKind(String file) {
    this.file = file;
  }

  /** The file that describes the directory. */
  String file() {
    return file;
  }

  /** Returns whether a complete output of some kind is there. */
  static boolean isComplete(String directory) throws IOException {
    for (OutputKind kind : values()) {
      if (StoredFile.exists(Uris.resolve(directory, kind.file))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the kind.
   *
   * @throws FileNotFoundException if no complete output of ours is there
   */
  static OutputKind of(String directory) throws IOException {
    if (StoredFile.exists(Uris.resolve(directory, "state.json"))) {
      return CHECKPOINT;
    }
    String manifest = Uris.resolve(directory, "manifest.json");
    if (StoredFile.exists(manifest)) {
      JsonObject json = parse(manifest);
      if (json.has("viewsPerImage")) {
        return VIEWS;
      }
      if (json.has("features")) {
        return EMBEDDINGS;
      }
      if (json.has("checkpoint")) {
        return RUN;
      }
      throw new IOException(manifest + " is of no kind that this program writes");
    }
    if (StoredFile.exists(Uris.resolve(directory, "evaluation.json"))) {
      return EVALUATION;
    }
    throw new FileNotFoundException(
        "there is no manifest.json, state.json or evaluation.json in "
            + directory
            + ": not an output of this program, or an incomplete one");
  }

  static JsonObject parse(String uri) throws IOException {
    try {
      return JsonParser.parseString(StoredFile.readText(uri)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(uri + " is not JSON: " + e.getMessage(), e);
    }
  }
}

package io.github.simclrbeam.fetch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What fetched.json says of a complete folder: nothing of the time, the machine or the mirror.
 *
 * @param formatVersion 1
 * @param name the data set's name
 * @param files what was downloaded
 */
record Fetched(int formatVersion, String name, List<File> files) {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** A downloaded file with what its bytes add up to. */
  record File(String name, long bytes, String checksum) {}

  /** Returns what a folder of the data set must say. */
  static Fetched of(DataSet dataSet) {
    return new Fetched(
        1,
        dataSet.name(),
        dataSet.files().stream()
            .map(file -> new File(file.name(), file.bytes(), file.checksum()))
            .toList());
  }

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read or is not JSON of this kind
   */
  static Fetched read(Path file) throws IOException {
    try {
      Fetched fetched = JSON.fromJson(Files.readString(file), Fetched.class);
      if (fetched == null || fetched.name == null || fetched.files == null) {
        throw new IOException(file + " must hold a name and files");
      }
      return fetched;
    } catch (JsonParseException e) {
      throw new IOException(file + " is not JSON: " + e.getMessage(), e);
    }
  }

  String json() {
    return JSON.toJson(this) + "\n";
  }
}

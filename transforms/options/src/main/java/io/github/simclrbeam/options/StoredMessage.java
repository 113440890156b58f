package io.github.simclrbeam.options;

import com.google.protobuf.Message;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;

/** Reads a message of ours out of a file of JSON. */
public final class StoredMessage {
  private StoredMessage() {}

  /**
   * Reads into the builder.
   *
   * @throws IOException if the file cannot be read or does not hold such a message; names the file
   */
  public static void read(String uri, Message.Builder into) throws IOException {
    try {
      ProtoJson.parse(StoredFile.readText(uri), into);
    } catch (IllegalArgumentException e) {
      // No cause: below it nothing knows the file.
      throw new IOException(uri + " is " + e.getMessage());
    }
  }
}

package io.github.simclrbeam.shards;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * The id of a record from its first bytes alone: our writer puts the features in the order of their
 * names, so {@code id} comes first.
 */
final class IdPrefix {
  /** Enough for an id of about 1,000 bytes. */
  static final int BYTES = 1024;

  private static final int FIRST_FIELD = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int SECOND_FIELD = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private IdPrefix() {}

  /** Returns the id; empty when it does not stand first or not within the prefix. */
  static Optional<String> id(byte[] prefix) {
    CodedInputStream in = CodedInputStream.newInstance(prefix);
    try {
      for (int message = 0; message < 2; message++) {
        if (!enter(in, FIRST_FIELD)) {
          return Optional.empty();
        }
      }
      if (in.readTag() != FIRST_FIELD || !in.readStringRequireUtf8().equals("id")) {
        return Optional.empty();
      }
      if (!enter(in, SECOND_FIELD) || !enter(in, FIRST_FIELD) || in.readTag() != FIRST_FIELD) {
        return Optional.empty();
      }
      return Optional.of(in.readStringRequireUtf8());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Steps into a nested message: past its tag and its length. */
  private static boolean enter(CodedInputStream in, int tag) throws IOException {
    if (in.readTag() != tag) {
      return false;
    }
    in.readRawVarint32();
    return true;
  }
}

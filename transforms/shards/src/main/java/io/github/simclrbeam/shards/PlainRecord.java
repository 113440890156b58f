package io.github.simclrbeam.shards;

import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.github.simclrbeam.proto.ShardManifest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the views of a record lie in its bytes, found without making objects: training reads
 * millions of records and two views of each.
 *
 * <p>Knows the plain form only, in which every writer puts a record of ours: the features {@code
 * id}, {@code views} and, if there, {@code label} and {@code params}, each once, in any order; no
 * others; nested messages that hold one field each, in one piece; a label that is packed. Bytes in
 * another form need not be wrong, but it takes protobuf to read them. Not thread-safe.
 */
final class PlainRecord {
  private static final byte FIELD_1 = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final byte FIELD_2 = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final byte FIELD_3 = 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private static final byte[] ID = ascii("id");
  private static final byte[] LABEL = ascii("label");
  private static final byte[] PARAMS = ascii("params");
  private static final byte[] VIEWS = ascii("views");

  private static final int ABSENT = -1;

  private final int labels;
  private final int rawBytes;
  private final int[] starts;
  private final int[] lengths;

  private byte[] bytes;
  private int at;
  private int idStart;
  private int idEnd;
  private int label;
  private int params;
  private int views;

  /** For records of a set whose manifest is this. */
  PlainRecord(ShardManifest manifest) {
    labels = manifest.getLabelNamesCount();
    boolean raw = manifest.getEncoding().equals("raw");
    rawBytes =
        raw ? manifest.getImageSize() * manifest.getImageSize() * manifest.getChannels() : ABSENT;
    starts = new int[manifest.getViewsPerImage()];
    lengths = new int[manifest.getViewsPerImage()];
  }

  /**
   * Finds the values of a record. Returns false when it is not in the plain form, or breaks a rule
   * of {@link RecordRules} or {@link ViewRecord}; what {@code params} hold is not looked at.
   */
  boolean isAt(byte[] data, int offset, int length) {
    bytes = data;
    at = offset;
    idStart = ABSENT;
    idEnd = ABSENT;
    label = ABSENT;
    params = ABSENT;
    views = ABSENT;
    int end = offset + length;
    if (enter(FIELD_1, end) != end) {
      return false;
    }
    while (at < end) {
      if (!feature(enter(FIELD_1, end))) {
        return false;
      }
    }
    return idIsSound()
        && label < labels
        && views == starts.length
        && (params <= 0 || params == views);
  }

  int viewStart(int view) {
    return starts[view];
  }

  int viewLength(int view) {
    return lengths[view];
  }

  String id() {
    return new String(bytes, idStart, idEnd - idStart, StandardCharsets.UTF_8);
  }

  /** Reads an entry of the map of features: its name, then its value. */
  private boolean feature(int end) {
    int nameEnd = enter(FIELD_1, end);
    int nameStart = at;
    if (nameEnd == ABSENT) {
      return false;
    }
    at = nameEnd;
    if (enter(FIELD_2, end) != end) {
      return false;
    }
    if (is(VIEWS, nameStart, nameEnd)) {
      return views == ABSENT && views(end);
    }
    if (is(PARAMS, nameStart, nameEnd)) {
      return params == ABSENT && params(end);
    }
    if (is(ID, nameStart, nameEnd)) {
      return idStart == ABSENT && id(end);
    }
    return is(LABEL, nameStart, nameEnd) && label == ABSENT && label(end);
  }

  private boolean id(int end) {
    boolean isBytes = enter(FIELD_1, end) == end;
    if (!isBytes || enter(FIELD_1, end) != end) {
      return false;
    }
    idStart = at;
    idEnd = end;
    at = end;
    return true;
  }

  private boolean label(int end) {
    if (enter(FIELD_3, end) != end || enter(FIELD_1, end) != end) {
      return false;
    }
    label = varint(end);
    return label != ABSENT && at == end;
  }

  private boolean params(int end) {
    if (enter(FIELD_1, end) != end) {
      return false;
    }
    for (params = 0; at < end; params++) {
      int valueEnd = enter(FIELD_1, end);
      if (valueEnd == ABSENT) {
        return false;
      }
      at = valueEnd;
    }
    return true;
  }

  private boolean views(int end) {
    if (enter(FIELD_1, end) != end) {
      return false;
    }
    for (views = 0; at < end; views++) {
      int valueEnd = enter(FIELD_1, end);
      if (valueEnd == ABSENT || views == starts.length) {
        return false;
      }
      starts[views] = at;
      lengths[views] = valueEnd - at;
      if (rawBytes != ABSENT && lengths[views] != rawBytes) {
        return false;
      }
      at = valueEnd;
    }
    return true;
  }

  private boolean idIsSound() {
    return idStart < idEnd
        && UnsafeByteOperations.unsafeWrap(bytes, idStart, idEnd - idStart).isValidUtf8();
  }

  private boolean is(byte[] name, int start, int end) {
    return Arrays.equals(bytes, start, end, name, 0, name.length);
  }

  /**
   * Steps past a field's tag and length; returns where its value ends, or ABSENT when another field
   * stands here or the value does not end within the message around it.
   */
  private int enter(byte tag, int end) {
    if (at >= end || bytes[at] != tag) {
      return ABSENT;
    }
    at++;
    int length = varint(end);
    return length == ABSENT || length > end - at ? ABSENT : at + length;
  }

  /** Reads a number in [0, 2^31); ABSENT when it is none. */
  private int varint(int end) {
    long value = 0;
    for (int shift = 0; shift < 35 && at < end; shift += 7) {
      byte part = bytes[at++];
      value |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return value > Integer.MAX_VALUE ? ABSENT : (int) value;
      }
    }
    return ABSENT;
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}

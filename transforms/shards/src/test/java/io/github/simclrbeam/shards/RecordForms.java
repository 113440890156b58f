package io.github.simclrbeam.shards;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.github.simclrbeam.proto.ViewParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes one record in any of the forms that protobuf allows: features in any order, others among
 * them, a message in several pieces that a reader merges, unknown fields, numbers with idle bytes,
 * labels one by one. Sometimes with a lie: one byte changed, or the end cut off.
 */
final class RecordForms {
  private final Random random;

  RecordForms(Random random) {
    this.random = random;
  }

  /** Returns a record of 2 views of 4 bytes; about one of two in the plain form. */
  byte[] next() {
    boolean plain = random.nextBoolean();
    List<ByteString> entries = new ArrayList<>();
    entries.add(
        entry("id", bytesList(plain, ByteString.copyFromUtf8("bild/ä" + random.nextInt()))));
    entries.add(entry("views", bytesList(plain, view(), view())));
    if (random.nextBoolean()) {
      entries.add(entry("params", bytesList(plain, parameters(0), parameters(1))));
    }
    if (random.nextBoolean()) {
      entries.add(entry("label", label(plain)));
    }
    if (!plain && rarely()) {
      entries.add(entry("views", bytesList(false, view(), view()))); // replaces the other
    }
    if (!plain && rarely()) {
      entries.add(entry("extra", field(2, ByteString.EMPTY)));
    }
    Collections.shuffle(entries, random);
    byte[] data = example(entries, plain).toByteArray();
    return rarely() ? lie(data) : data;
  }

  private ByteString entry(String name, ByteString feature) {
    ByteString key = field(1, ByteString.copyFrom(name, StandardCharsets.UTF_8));
    ByteString value = field(2, feature);
    return rarely() ? value.concat(key) : key.concat(value);
  }

  private ByteString bytesList(boolean plain, ByteString... values) {
    ByteString list = ByteString.EMPTY;
    for (ByteString value : values) {
      list = list.concat(field(1, value));
    }
    if (!plain && rarely()) {
      list = list.concat(unknown());
    }
    return !plain && rarely() ? field(1, list).concat(field(1, ByteString.EMPTY)) : field(1, list);
  }

  private ByteString label(boolean plain) {
    int value = random.nextInt(3) - (rarely() ? 1 : 0); // of labels 0 and 1
    ByteString number = varint(value);
    boolean packed = plain || random.nextBoolean();
    ByteString tag = varint(1 << 3 | WireFormat.WIRETYPE_VARINT);
    return field(3, packed ? field(1, number) : tag.concat(number));
  }

  private ByteString view() {
    byte[] pixels = new byte[rarely() ? random.nextInt(6) : 4];
    random.nextBytes(pixels);
    return ByteString.copyFrom(pixels);
  }

  private ByteString parameters(int view) {
    return ViewParameters.newBuilder().setViewIndex(view).build().toByteString();
  }

  /** The Example; not in the plain form its features stand in two pieces, one maybe empty. */
  private ByteString example(List<ByteString> entries, boolean plain) {
    int cut = plain ? entries.size() : random.nextInt(entries.size() + 1);
    ByteString first = field(1, features(entries.subList(0, cut)));
    ByteString second = field(1, features(entries.subList(cut, entries.size())));
    return plain ? first : first.concat(unknown()).concat(second);
  }

  private ByteString features(List<ByteString> entries) {
    ByteString features = ByteString.EMPTY;
    for (ByteString entry : entries) {
      features = features.concat(field(1, entry));
    }
    return features;
  }

  private ByteString field(int number, ByteString value) {
    ByteString tag = varint(number << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
    ByteString length = varint(value.size());
    if (random.nextInt(64) == 0) {
      length = idle(length);
    }
    return tag.concat(length).concat(value);
  }

  private ByteString unknown() {
    ByteString value = ByteString.copyFromUtf8("other");
    return field(7 + random.nextInt(3), value);
  }

  private byte[] lie(byte[] data) {
    if (random.nextInt(4) == 0) {
      return ByteString.copyFrom(data, 0, random.nextInt(data.length)).toByteArray();
    }
    byte[] changed = data.clone();
    changed[random.nextInt(data.length)] = (byte) random.nextInt(256);
    return changed;
  }

  private boolean rarely() {
    return random.nextInt(8) == 0;
  }

  /** The same number with a last byte that adds nothing. */
  private static ByteString idle(ByteString varint) {
    byte[] bytes = varint.toByteArray();
    bytes[bytes.length - 1] |= (byte) 0x80;
    return ByteString.copyFrom(bytes).concat(ByteString.copyFrom(new byte[1]));
  }

  private static ByteString varint(long value) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeUInt64NoTag(value);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }
}

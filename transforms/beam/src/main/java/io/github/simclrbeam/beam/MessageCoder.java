package io.github.simclrbeam.beam;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.Message;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes protobuf messages of one type as their length (a varint) and their deterministic
 * serialization: equal messages of one program version have equal bytes, maps included, so that
 * messages can be keys. Beam by itself would take Java serialization for them.
 */
public final class MessageCoder<M extends Message> extends CustomCoder<M> {
  private static final long serialVersionUID = 1;

  private final Class<M> type;

  private MessageCoder(Class<M> type) {
    this.type = type;
  }

  /** Returns the coder of a generated message class. */
  public static <M extends Message> MessageCoder<M> of(Class<M> type) {
    return new MessageCoder<>(type);
  }

  @Override
  public void encode(M message, OutputStream out) throws IOException {
    if (message == null) {
      throw new CoderException("cannot encode a null " + type.getSimpleName());
    }
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
    coded.useDeterministicSerialization();
    message.writeTo(coded);
    VarInt.encode(bytes.length, out);
    out.write(bytes);
  }

  @Override
  public M decode(InputStream in) throws IOException {
    int length = VarInt.decodeInt(in);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(
          "a %s of %d bytes ends after %d".formatted(type.getSimpleName(), length, bytes.length));
    }
    return type.cast(
        defaultInstance()
            .getParserForType()
            .parseFrom(
                CodedInputStream.newInstance(bytes), ExtensionRegistryLite.getEmptyRegistry()));
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageCoder<?> coder && coder.type.equals(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  private Message defaultInstance() {
    try {
      return (Message) type.getMethod("getDefaultInstance").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(type + " is not a generated message class", e);
    }
  }
}

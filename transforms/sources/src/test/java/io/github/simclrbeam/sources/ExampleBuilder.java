package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.proto.BytesList;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.proto.Features;
import io.github.simclrbeam.proto.Int64List;
import io.github.simclrbeam.shards.TfRecordWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;

/** Makes Examples and the TFRecord files that hold them. */
final class ExampleBuilder {
  private final Features.Builder features = Features.newBuilder();

  ExampleBuilder bytes(String name, byte[]... values) {
    BytesList.Builder list = BytesList.newBuilder();
    Arrays.stream(values).map(ByteString::copyFrom).forEach(list::addValue);
    features.putFeature(name, Feature.newBuilder().setBytesList(list).build());
    return this;
  }

  ExampleBuilder text(String name, String value) {
    return bytes(name, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  ExampleBuilder number(String name, long... values) {
    Int64List.Builder list = Int64List.newBuilder();
    Arrays.stream(values).forEach(list::addValue);
    features.putFeature(name, Feature.newBuilder().setInt64List(list).build());
    return this;
  }

  byte[] toBytes() {
    return Example.newBuilder().setFeatures(features).build().toByteArray();
  }

  static byte[] file(ExampleBuilder... examples) {
    return records(Arrays.stream(examples).map(ExampleBuilder::toBytes).toArray(byte[][]::new));
  }

  static byte[] records(byte[]... records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TfRecordWriter writer = new TfRecordWriter(bytes)) {
      for (byte[] record : records) {
        writer.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] zlib(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}

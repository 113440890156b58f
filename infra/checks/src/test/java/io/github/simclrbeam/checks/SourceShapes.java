package io.github.simclrbeam.checks;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.parquet.ParquetRowWriter;
import io.github.simclrbeam.proto.BytesList;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.proto.Features;
import io.github.simclrbeam.proto.Int64List;
import io.github.simclrbeam.shards.TfRecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** One set of labelled image files written in every shape that people keep images in. */
record SourceShapes(Path directory, List<Picture> pictures, List<String> labelNames) {

  /**
   * An image file.
   *
   * @param name without its ending
   * @param ending "jpg" or "png"
   * @param label index into the label names
   */
  @SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
  record Picture(String name, String ending, byte[] bytes, int label) {
    String file() {
      return name + "." + ending;
    }
  }

  /** Writes all shapes; returns what to give to {@code --input}, by shape. */
  Map<String, Path> write() throws IOException {
    Map<String, Path> inputs = new LinkedHashMap<>();
    inputs.put("directory", folder());
    inputs.put("csv", csv());
    inputs.put("jsonl", jsonl());
    inputs.put("tar", tar("images.tar", false));
    inputs.put("compressed tar", tar("images.tgz", true));
    inputs.put("tfrecord", tfRecord("images.tfrecord", false));
    inputs.put("compressed tfrecord", tfRecord("images.tfrecord.gz", true));
    inputs.put("parquet", parquet());
    return inputs;
  }

  private Path folder() throws IOException {
    Path folder = directory.resolve("folder");
    for (Picture picture : pictures) {
      Path file = folder.resolve(labelNames.get(picture.label())).resolve(picture.file());
      Files.createDirectories(file.getParent());
      Files.write(file, picture.bytes());
    }
    return folder;
  }

  private Path csv() throws IOException {
    List<String> lines = new ArrayList<>(List.of("uri,label"));
    for (Picture picture : pictures) {
      String label = labelNames.get(picture.label());
      lines.add("\"folder/%s/%s\",\"%s\"".formatted(label, picture.file(), label));
    }
    return Files.write(directory.resolve("manifest.csv"), lines);
  }

  private Path jsonl() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Picture picture : pictures) {
      String label = labelNames.get(picture.label());
      lines.add(
          "{\"uri\": \"folder/%s/%s\", \"label\": \"%s\"}".formatted(label, picture.file(), label));
    }
    return Files.write(directory.resolve("manifest.jsonl"), lines);
  }

  private Path tar(String name, boolean compressed) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = out(file, compressed);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Picture picture : pictures) {
        String label = labelNames.get(picture.label());
        put(tar, picture.file(), picture.bytes());
        put(tar, picture.name() + ".cls", label.getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** As TFDS writes them, with the label names beside. */
  private Path tfRecord(String name, boolean compressed) throws IOException {
    Path file = directory.resolve(name.replace(".", "-")).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file.resolveSibling("label.labels.txt"), labelNames);
    try (TfRecordWriter writer = new TfRecordWriter(out(file, compressed))) {
      for (Picture picture : pictures) {
        Features.Builder features =
            Features.newBuilder()
                .putFeature("image", bytes(picture.bytes()))
                .putFeature("file_name", bytes(picture.file().getBytes(StandardCharsets.UTF_8)))
                .putFeature(
                    "label",
                    Feature.newBuilder()
                        .setInt64List(Int64List.newBuilder().addValue(picture.label()))
                        .build());
        writer.write(Example.newBuilder().setFeatures(features).build().toByteArray());
      }
    }
    return file.getParent();
  }

  private static Feature bytes(byte[] value) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFrom(value)))
        .build();
  }

  private Path parquet() throws IOException {
    Path file = directory.resolve("images.parquet");
    try (ParquetRowWriter<Picture> writer =
        ParquetRowWriter.open(
            Files.newOutputStream(file), new PictureRows(labelNames), 1 << 12, 1 << 20)) {
      for (Picture picture : pictures) {
        writer.write(picture);
      }
    }
    return file;
  }

  private static OutputStream out(Path file, boolean compressed) throws IOException {
    OutputStream plain = Files.newOutputStream(file);
    return compressed ? new GZIPOutputStream(plain) : plain;
  }
}

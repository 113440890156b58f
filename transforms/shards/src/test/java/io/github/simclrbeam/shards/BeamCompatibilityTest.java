package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.TFRecordIO;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BeamCompatibilityTest {
  @TempDir Path directory;

  @Test
  void beamReadsOurShards() throws Exception {
    List<ViewRecord> records = TestShards.write(directory, 9, 2);
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(true);
    PCollection<String> ids =
        pipeline
            .apply(TFRecordIO.read().from(directory + "/toy-train.tfrecord-*"))
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(data -> ViewRecord.parse(data).id()));
    PAssert.that(ids).containsInAnyOrder(records.stream().map(ViewRecord::id).toList());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void weReadBeamsShards() throws Exception {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(true);
    pipeline
        .apply(Create.of("a".getBytes(StandardCharsets.UTF_8), new byte[0], new byte[5000]))
        .apply(
            TFRecordIO.write()
                .to(directory + "/theirs.tfrecord")
                .withNumShards(1)
                .withShardNameTemplate("-SSSSS-of-NNNNN"));
    pipeline.run().waitUntilFinish();
    Path file = directory.resolve("theirs.tfrecord-00000-of-00001");
    List<Integer> lengths = new ArrayList<>();
    try (TfRecordReader reader =
        new TfRecordReader(
            new BufferedInputStream(Files.newInputStream(file)),
            file.toString(),
            Files.size(file))) {
      for (var record = reader.next(); record.isPresent(); record = reader.next()) {
        lengths.add(record.get().length);
      }
    }
    assertThat(lengths).containsExactlyInAnyOrder(1, 0, 5000);
  }
}

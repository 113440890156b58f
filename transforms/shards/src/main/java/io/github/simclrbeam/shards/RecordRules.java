package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.ShardManifest;
import java.util.ArrayList;
import java.util.List;

/** What must hold between a record and the manifest of its set. */
final class RecordRules {
  private RecordRules() {}

  /**
   * Reads the data of a record.
   *
   * @param frame the record's frame, from its first byte
   * @param length of the data in it
   * @param uri for messages
   * @param offset of the frame in the file, for messages
   */
  static ViewRecord parse(byte[] frame, int length, ShardManifest manifest, String uri, long offset)
      throws CorruptShardException {
    ViewRecord record;
    try {
      record = ViewRecord.parse(frame, TfRecordFraming.HEADER_BYTES, length);
    } catch (IllegalArgumentException e) {
      CorruptShardException corrupt = new CorruptShardException(uri, offset, e.getMessage());
      corrupt.initCause(e);
      throw corrupt;
    }
    List<String> problems = problems(record, manifest);
    if (!problems.isEmpty()) {
      throw new CorruptShardException(uri, offset, String.join("; ", problems));
    }
    return record;
  }

  static List<String> problems(ViewRecord record, ShardManifest manifest) {
    List<String> problems = new ArrayList<>();
    int views = manifest.getViewsPerImage();
    if (record.views().size() != views) {
      problems.add(
          "views must be %d by the manifest, but were: %d".formatted(views, record.views().size()));
    }
    int labels = manifest.getLabelNamesCount();
    if (record.label().isPresent() && record.label().getAsInt() >= labels) {
      problems.add(
          "label must be below %d, the number of label names, but was: %d"
              .formatted(labels, record.label().getAsInt()));
    }
    if (manifest.getEncoding().equals("raw")) {
      int bytes = manifest.getImageSize() * manifest.getImageSize() * manifest.getChannels();
      for (int i = 0; i < record.views().size(); i++) {
        if (record.views().get(i).length != bytes) {
          problems.add(
              "views[%d] must be %d bytes, but was: %d"
                  .formatted(i, bytes, record.views().get(i).length));
        }
      }
    }
    for (int i = 0; i < record.parameters().size(); i++) {
      int index = record.parameters().get(i).getViewIndex();
      if (index != manifest.getFirstView() + i) {
        problems.add(
            "params[%d].viewIndex must be %d, but was: %d"
                .formatted(i, manifest.getFirstView() + i, index));
      }
    }
    return problems;
  }
}

package io.github.simclrbeam.sources;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Images of TFRecord files of {@code tf.train.Example}, plain or compressed as a whole by gzip,
 * zlib or zstd. What the features mean is found by their names, once a directory, in the first
 * record that can be read:
 *
 * <ul>
 *   <li>this program's shards of one view a record ({@link TfRecordViews});
 *   <li>TFDS: {@code image}, {@code label} from 0, names in {@code label.labels.txt};
 *   <li>Inception and TF-slim: {@code image/encoded}, {@code image/format}, {@code image/class/*}
 *       (see {@link TfRecordLabels});
 *   <li>other common names, or those that the user gives.
 * </ul>
 *
 * <p>An id is the record's {@code id}, {@code image/filename}, {@code file_name}, {@code filename}
 * or {@code key}; where it has none, the file's path below the base, {@code #} and the record's
 * index. Bytes may be an encoded image or pixels ({@link ExamplePixels}). Damage: {@link
 * TfRecordScan}.
 *
 * @param files the files
 * @param layouts what features mean, by directory; a directory without one that can be read has
 *     none
 */
record TfRecordImages(List<TfRecordFile> files, Map<String, TfRecordLayout> layouts)
    implements ImageSource {
  /** Records of a directory that are looked at for an image. */
  private static final int LOOKED_AT = 100;

  static boolean recognise(Candidate file) {
    return TfRecordFile.recognise(file) != null;
  }

  static ImageSource of(List<Candidate> candidates, SourceSettings settings) throws IOException {
    List<TfRecordFile> files = candidates.stream().map(TfRecordFile::recognise).toList();
    Map<String, List<TfRecordFile>> directories = new HashMap<>();
    for (TfRecordFile file : files) {
      directories.computeIfAbsent(directory(file), d -> new ArrayList<>()).add(file);
    }
    Map<String, TfRecordLayout> layouts = new HashMap<>();
    for (Map.Entry<String, List<TfRecordFile>> directory : directories.entrySet()) {
      layout(directory.getValue(), settings).ifPresent(l -> layouts.put(directory.getKey(), l));
    }
    return new TfRecordImages(files, layouts);
  }

  static String id(String path, long index) {
    return NumberedId.of(path, index, 8);
  }

  @Override
  public List<SourcePart> parts() {
    List<SourcePart> parts = new ArrayList<>();
    for (TfRecordFile file : files) {
      parts.add(new Part(file, layouts.get(directory(file))));
    }
    return parts;
  }

  /** Those of the directories, when they agree. */
  @Override
  public Optional<List<String>> labelNames() {
    List<List<String>> names =
        layouts.values().stream().map(layout -> layout.labels().names()).distinct().toList();
    return names.size() == 1 && !names.get(0).isEmpty()
        ? Optional.of(names.get(0))
        : Optional.empty();
  }

  @Override
  public OptionalInt channels() {
    RawShape shape = shape();
    return shape == null ? OptionalInt.empty() : OptionalInt.of(shape.getChannels());
  }

  @Override
  public OptionalInt shorterSide() {
    RawShape shape = shape();
    return shape == null
        ? OptionalInt.empty()
        : OptionalInt.of(Math.min(shape.getWidth(), shape.getHeight()));
  }

  /** The one shape that all images have, or null. */
  private RawShape shape() {
    List<RawShape> shapes =
        layouts.values().stream().map(TfRecordLayout::pixels).distinct().toList();
    return shapes.size() == 1 && shapes.get(0).getWidth() > 0 ? shapes.get(0) : null;
  }

  private static String directory(TfRecordFile file) {
    return Uris.parent(file.file().uri());
  }

  private static Optional<TfRecordLayout> layout(List<TfRecordFile> files, SourceSettings settings)
      throws IOException {
    String features = null;
    int looked = 0;
    for (TfRecordFile file : files) {
      try (TfRecordScan scan = TfRecordScan.open(file)) {
        for (Optional<TfRecordEntry> next = scan.next();
            next.isPresent() && looked < LOOKED_AT;
            next = scan.next()) {
          if (next.get().isGood()) {
            looked++;
            ExampleFeatures example = example(file, next.get());
            Optional<TfRecordLayout> layout = TfRecordLayout.of(example, file, settings);
            if (layout.isPresent()) {
              return layout;
            }
            features = features == null ? example.described() : features;
          }
        }
      }
    }
    if (features == null) {
      return Optional.empty();
    }
    throw new UnusableInputException(
        "no feature of %s is known to be an image: name it by --imageColumn; the features are: %s"
            .formatted(files.get(0).file().uri(), features));
  }

  private static ExampleFeatures example(TfRecordFile file, TfRecordEntry record)
      throws IOException {
    try {
      return ExampleFeatures.parse(record.data());
    } catch (InvalidProtocolBufferException e) {
      throw new UnusableInputException(
          "%s must hold tf.train.Example, but record %d is of something else: %s"
              .formatted(file.file().uri(), record.index(), e.getMessage()));
    }
  }

  private record Part(TfRecordFile file, TfRecordLayout layout) implements SourcePart {
    @Override
    public void forEach(ImageReceiver receiver) throws IOException {
      try (TfRecordScan scan = TfRecordScan.open(file)) {
        for (Optional<TfRecordEntry> next = scan.next(); next.isPresent(); next = scan.next()) {
          receiver.accept(reference(next.get()));
        }
      }
    }

    private ImageReference reference(TfRecordEntry record) throws IOException {
      ImageReference.Builder reference =
          ImageReference.newBuilder()
              .setId(TfRecordImages.id(file.file().path(), record.index()))
              .setUri(file.file().uri());
      if (!record.isGood()) {
        return reference.setFault(record.fault()).build();
      }
      try {
        ExampleFeatures example = ExampleFeatures.parse(record.data());
        reference.setId(layout.id(example, file, record));
        reference.setLabelName(layout.labels().name(example, file, record));
        return layout.content(reference, example, file, record);
      } catch (InvalidProtocolBufferException e) {
        return reference.setFault(noExample(record, e)).build();
      }
    }

    private Fault noExample(TfRecordEntry record, InvalidProtocolBufferException e) {
      return FaultReasons.fault(
          FaultReasons.CORRUPT,
          "record %d of %s is no tf.train.Example: %s"
              .formatted(record.index(), file.file().uri(), e.getMessage()),
          record.offset(),
          record.data().length);
    }
  }
}

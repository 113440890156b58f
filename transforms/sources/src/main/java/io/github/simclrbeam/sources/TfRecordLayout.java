package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.CarriedPixels;
import io.github.simclrbeam.proto.ExampleSpan;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What the features of the Examples in a directory mean.
 *
 * @param image the feature of the image
 * @param pixels the shape of every image that is pixels; of width 0 where records tell themselves
 * @param labels the labels
 * @param settings what the user says
 */
record TfRecordLayout(String image, RawShape pixels, TfRecordLabels labels, SourceSettings settings)
    implements Serializable {
  /** Most used first. */
  private static final List<String> IMAGES =
      List.of(
          "image/encoded",
          "image",
          "image_raw",
          "image_bytes",
          "image_data",
          "image/bytes",
          "img",
          "img_raw",
          "jpeg",
          "jpg",
          "png",
          "encoded");

  private static final List<String> IDS =
      List.of("id", "image/filename", "file_name", "filename", "key");

  /**
   * Returns what a record's features mean; empty when it has no image.
   *
   * @throws UnusableInputException if it holds views that are no images
   */
  static Optional<TfRecordLayout> of(
      ExampleFeatures example, TfRecordFile file, SourceSettings settings) throws IOException {
    String directory = Uris.parent(file.file().uri());
    String given = settings.imageColumn();
    if (given.isEmpty() && TfRecordViews.holds(example)) {
      return Optional.of(TfRecordViews.layout(example, directory, settings));
    }
    for (String name : given.isEmpty() ? IMAGES : List.of(given)) {
      if (!example.bytes(name).isEmpty()) {
        TfRecordLabels labels = TfRecordLabels.in(directory, settings);
        return Optional.of(
            new TfRecordLayout(name, RawShape.getDefaultInstance(), labels, settings));
      }
    }
    return Optional.empty();
  }

  /** Whether every image is pixels of one shape. */
  boolean hasShape() {
    return pixels.getWidth() > 0;
  }

  /** Returns a record's id, unique if the records' own are. */
  String id(ExampleFeatures example, TfRecordFile file, TfRecordEntry record)
      throws UnusableInputException {
    String path = file.file().path();
    String given = settings.idColumn();
    for (String name : given.isEmpty() ? IDS : List.of(given)) {
      Optional<String> id = example.text(name);
      if (id.isPresent()) {
        return settings.id(path, id.get());
      }
    }
    if (!given.isEmpty()) {
      throw new UnusableInputException(
          "record %d of %s has no single text or number in feature %s (--idColumn), but: %s"
              .formatted(record.index(), file.file().uri(), given, example.described()));
    }
    return TfRecordImages.id(path, record.index());
  }

  /**
   * Says where a record's image is.
   *
   * @param reference to be completed
   * @throws UnusableInputException if it holds several views
   */
  ImageReference content(
      ImageReference.Builder reference,
      ExampleFeatures example,
      TfRecordFile file,
      TfRecordEntry record)
      throws UnusableInputException {
    List<ByteString> values = example.bytes(image);
    String where = "record %d of %s".formatted(record.index(), file.file().uri());
    if (values.size() != 1) {
      if (image.equals(TfRecordViews.IMAGE)) {
        TfRecordViews.refuseSeveral(values.size(), where);
      }
      String problem = "%s must have one value of feature %s, but has %d; there are: %s";
      return reference
          .setFault(
              fault(
                  FaultReasons.NO_IMAGE,
                  problem.formatted(where, image, values.size(), example.described()),
                  record))
          .build();
    }
    ByteString bytes = values.get(0);
    boolean declared = ExamplePixels.declared(example);
    RawShape shape = hasShape() ? pixels : null;
    if (shape == null && (declared || !ExamplePixels.isEncoded(bytes))) {
      shape = ExamplePixels.shape(example, bytes).orElse(null);
    }
    if (shape == null && declared) {
      String problem =
          "%s says that its image is raw, but its height, width and channels (1 or 3) do not multiply to its %d bytes";
      return reference
          .setFault(fault(FaultReasons.CORRUPT, problem.formatted(where, bytes.size()), record))
          .build();
    }
    return file.compressed()
        ? carried(reference, bytes, shape)
        : addressed(reference, record, shape);
  }

  private ImageReference addressed(
      ImageReference.Builder reference, TfRecordEntry record, RawShape shape) {
    ExampleSpan.Builder span = ExampleSpan.newBuilder().setSpan(record.span()).setFeature(image);
    if (shape != null) {
      span.setRaw(shape);
    }
    return reference.setExample(span).build();
  }

  private static ImageReference carried(
      ImageReference.Builder reference, ByteString bytes, RawShape shape) {
    // A copy: the value is a window into its whole record.
    ByteString copy = ByteString.copyFrom(bytes.asReadOnlyByteBuffer());
    return shape == null
        ? reference.setCarriedEncoded(copy).build()
        : reference
            .setCarriedPixels(CarriedPixels.newBuilder().setShape(shape).setValue(copy))
            .build();
  }

  private static Fault fault(String reason, String message, TfRecordEntry record) {
    return FaultReasons.fault(reason, message, record.offset(), record.data().length);
  }
}

package io.github.simclrbeam.beam;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawPixels;
import io.github.simclrbeam.proto.RawSlice;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Images of IDX files, one channel each, with the labels found beside them. */
record IdxImages(
    List<IdxFile> files,
    List<IdxLabels> labels,
    List<String> labelNames,
    SortedMap<String, Long> skipped)
    implements ImageSource {
  /** The word for a test or validation split within a file's name, e.g. emnist-letters-test-. */
  private static final Pattern HELD_OUT =
      Pattern.compile("(^|[-_.])(t10k|test|val|valid|validation)([-_.]|$)");

  // Ids of a file that grows stay what they were until it has a hundred thousand images.
  private static final String INDEX = "#%05d";

  static IdxImages of(
      String input, List<IdxFile> files, List<FileEntry> others, SortedMap<String, Long> skipped)
      throws IOException {
    if (!others.isEmpty()) {
      throw new UnusableInputException(
          "%s must be image files or IDX files, but holds both: %s and %s; name one kind by a glob"
              .formatted(input, files.get(0).entry().path(), others.get(0).path()));
    }
    refuseMixedSplits(input, files);
    List<IdxLabels> labels = new ArrayList<>();
    for (IdxFile file : files) {
      labels.add(IdxLabels.beside(file));
    }
    return new IdxImages(files, labels, IdxLabels.names(labels), skipped);
  }

  @Override
  public long images() {
    return files.stream().mapToLong(IdxFile::count).sum();
  }

  @Override
  public OptionalInt channels() {
    return OptionalInt.of(1);
  }

  @Override
  public OptionalInt shorterSide() {
    return files.stream().mapToInt(file -> Math.min(file.rows(), file.columns())).min();
  }

  @Override
  public void forEach(Receiver receiver) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      IdxFile file = files.get(i);
      if (file.gzipped()) {
        carryAlong(file, labels.get(i), receiver);
      } else {
        address(file, labels.get(i), receiver);
      }
    }
  }

  /** Test images among the training images would make every later figure a lie. */
  private static void refuseMixedSplits(String input, List<IdxFile> files)
      throws UnusableInputException {
    List<String> names = files.stream().map(file -> Uris.name(file.entry().path())).toList();
    long heldOut = names.stream().filter(name -> HELD_OUT.matcher(name).find()).count();
    boolean asked = input.matches(".*[*?\\[{].*");
    if (heldOut > 0 && heldOut < names.size() && !asked) {
      throw new UnusableInputException(
          "%s holds the images of several splits: %s; name those that you want"
              .formatted(input, String.join(", ", names)));
    }
  }

  private static void address(IdxFile file, IdxLabels labels, Receiver receiver)
      throws IOException {
    RawSlice.Builder slice =
        RawSlice.newBuilder().setWidth(file.columns()).setHeight(file.rows()).setChannels(1);
    for (int index = 0; index < file.count(); index++) {
      long offset = file.valuesOffset() + (long) index * file.valueBytes();
      receiver.accept(reference(file, labels, index).setSlice(slice.setOffset(offset)).build());
    }
  }

  private static void carryAlong(IdxFile file, IdxLabels labels, Receiver receiver)
      throws IOException {
    try (InputStream in = file.openValues()) {
      for (int index = 0; index < file.count(); index++) {
        RawPixels pixels =
            RawPixels.newBuilder()
                .setWidth(file.columns())
                .setHeight(file.rows())
                .setChannels(1)
                .setValue(ByteString.copyFrom(file.readValue(in, index)))
                .build();
        receiver.accept(reference(file, labels, index).setPixels(pixels).build());
      }
    }
  }

  private static ImageReference.Builder reference(IdxFile file, IdxLabels labels, int index) {
    String path = file.entry().path();
    String name = path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
    ImageReference.Builder image =
        ImageReference.newBuilder().setId(name + INDEX.formatted(index)).setUri(file.entry().uri());
    if (labels.known()) {
      image.setLabel(labels.value(index));
    }
    return image;
  }
}

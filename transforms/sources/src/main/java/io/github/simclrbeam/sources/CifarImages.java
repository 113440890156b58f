package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Images of CIFAR's binary files, 32 x 32 pixels of three channels. An image's id is the file's
 * path below the base without the ending of a compressed one, {@code #} and its index. CIFAR-100
 * has fine labels, and coarse ones for those who ask for the column {@code coarse}. Labels are
 * named by the text files that come with the data set, if they lie beside, otherwise by their
 * numbers.
 */
record CifarImages(List<CifarFile> files, CifarLabel label, List<String> names)
    implements ImageSource {
  private static final int DIGITS = 5;

  private static final RawShape SHAPE =
      RawShape.newBuilder()
          .setWidth(CifarKind.SIDE)
          .setHeight(CifarKind.SIDE)
          .setChannels(3)
          .setLayout(RawShape.Layout.PLANES)
          .build();

  static boolean recognise(Candidate file) throws IOException {
    return CifarFile.recognise(file) != null;
  }

  static ImageSource of(List<Candidate> candidates, SourceSettings settings) throws IOException {
    List<CifarFile> files = new ArrayList<>();
    Set<String> uris = new LinkedHashSet<>();
    for (Candidate candidate : candidates) {
      CifarFile file = CifarFile.recognise(candidate);
      if (!files.isEmpty() && files.get(0).kind() != file.kind()) {
        throw new UnusableInputException(
            "files must be all of CIFAR-10 or all of CIFAR-100, but are of both: %s (%s), %s (%s)"
                .formatted(
                    files.get(0).file().uri(), files.get(0).kind(), candidate.uri(), file.kind()));
      }
      files.add(file);
      uris.add(candidate.uri());
    }
    CifarLabel label = label(files.get(0).kind(), settings.labelColumn());
    List<String> names =
        NamesBeside.of(uris, label.namesFile(), label.count(), settings.labelNames());
    return new CifarImages(files, label, names.isEmpty() ? label.numbers() : names);
  }

  private static CifarLabel label(CifarKind kind, String column) throws UnusableInputException {
    List<CifarLabel> labels = kind.labels();
    if (column.isEmpty()) {
      return labels.get(labels.size() - 1);
    }
    for (CifarLabel label : labels) {
      if (label.column().equals(column)) {
        return label;
      }
    }
    throw new UnusableInputException(
        "--labelColumn must be one of %s for %s, but was: %s"
            .formatted(labels.stream().map(CifarLabel::column).toList(), kind, column));
  }

  @Override
  public OptionalLong images() {
    return OptionalLong.of(files.stream().mapToLong(CifarFile::images).sum());
  }

  @Override
  public Optional<List<String>> labelNames() {
    return Optional.of(names);
  }

  @Override
  public OptionalInt channels() {
    return OptionalInt.of(SHAPE.getChannels());
  }

  @Override
  public OptionalInt shorterSide() {
    return OptionalInt.of(CifarKind.SIDE);
  }

  @Override
  public List<SourcePart> parts() {
    List<SourcePart> parts = new ArrayList<>();
    for (CifarFile file : files) {
      parts.add(new Part(file, label, names));
    }
    return parts;
  }

  private record Part(CifarFile file, CifarLabel label, List<String> names) implements SourcePart {
    @Override
    public void forEach(ImageReceiver receiver) throws IOException {
      int column = file.kind().labels().indexOf(label);
      try (InputStream in = file.file().open()) {
        for (long index = 0; index < file.images(); index++) {
          byte[] labels = file.readLabels(in, index);
          byte[] pixels = file.readImage(in, index);
          ImageReference.Builder image =
              ImageReference.newBuilder()
                  .setId(NumberedId.of(file.file().path(), index, DIGITS))
                  .setUri(file.file().uri())
                  .setLabelName(names.get(labels[column]));
          receiver.accept(
              file.file().compressed()
                  ? RawReferences.carried(image, SHAPE, pixels)
                  : RawReferences.addressed(image, SHAPE, offset(index)));
        }
      } catch (CorruptCompressionException e) {
        throw file.file().damaged(e);
      }
    }

    private long offset(long index) {
      return file.offset(index) + file.kind().labels().size();
    }
  }
}

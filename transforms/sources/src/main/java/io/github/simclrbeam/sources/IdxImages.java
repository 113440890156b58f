package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Images of IDX files (the layout of MNIST), one channel each. An image's id is the file's path
 * below the base without the ending of a compressed one, {@code #} and its index. The labels are
 * found beside the file under the name with {@code images} turned into {@code labels} and {@code
 * idx3} into {@code idx1}; where there is no such file the images have no label. Labels are named
 * by the lines of a {@code label-names.txt} beside them, otherwise by their numbers.
 */
record IdxImages(List<IdxFile> files, List<IdxLabels> labels, List<String> names)
    implements ImageSource {
  // Ids of a file that grows stay what they were until it has a hundred thousand images.
  private static final int DIGITS = 5;

  static boolean recognise(Candidate file) throws IOException {
    return IdxFile.recognise(file) != null;
  }

  static ImageSource of(List<Candidate> candidates, SourceSettings settings) throws IOException {
    List<IdxFile> files = new ArrayList<>();
    List<IdxLabels> labels = new ArrayList<>();
    for (Candidate candidate : candidates) {
      IdxFile file = IdxFile.recognise(candidate);
      if (file.holdsImages()) {
        files.add(file);
        labels.add(IdxLabels.beside(file));
      }
    }
    if (files.isEmpty()) {
      throw new UnusableInputException(
          "%s holds labels and no images".formatted(candidates.get(0).uri()));
    }
    return new IdxImages(files, labels, IdxLabels.names(labels, settings.labelNames()));
  }

  @Override
  public OptionalLong images() {
    return OptionalLong.of(files.stream().mapToLong(IdxFile::count).sum());
  }

  @Override
  public Optional<List<String>> labelNames() {
    return Optional.of(names);
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
  public List<SourcePart> parts() {
    List<SourcePart> parts = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      parts.add(new Part(files.get(i), labels.get(i), names));
    }
    return parts;
  }

  private record Part(IdxFile file, IdxLabels labels, List<String> names) implements SourcePart {
    @Override
    public void forEach(ImageReceiver receiver) throws IOException {
      if (file.file().compressed()) {
        carryAlong(receiver);
      } else {
        address(receiver);
      }
    }

    private void address(ImageReceiver receiver) throws IOException {
      for (int index = 0; index < file.count(); index++) {
        long offset = file.valuesOffset() + (long) index * file.valueBytes();
        receiver.accept(RawReferences.addressed(reference(index), shape(), offset));
      }
    }

    private void carryAlong(ImageReceiver receiver) throws IOException {
      try (InputStream in = file.openValues()) {
        for (int index = 0; index < file.count(); index++) {
          byte[] pixels = file.readValue(in, index);
          receiver.accept(RawReferences.carried(reference(index), shape(), pixels));
        }
      }
    }

    private RawShape shape() {
      return RawShape.newBuilder()
          .setWidth(file.columns())
          .setHeight(file.rows())
          .setChannels(1)
          .build();
    }

    private ImageReference.Builder reference(int index) {
      ImageReference.Builder image =
          ImageReference.newBuilder()
              .setId(NumberedId.of(file.file().path(), index, DIGITS))
              .setUri(file.file().uri());
      if (labels.known()) {
        image.setLabelName(names.get(labels.value(index)));
      }
      return image;
    }
  }
}

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
import java.util.stream.IntStream;

/**
 * Images of STL-10's binary files, 96 x 96 pixels of three channels. An image's id is the file's
 * path below the base without the ending of a compressed one, {@code #} and its index. Files that
 * have labels beside them are labelled, the others (the unlabelled split) are not. Label n is named
 * by line n, counted from 1, of {@code class_names.txt} beside it, otherwise by the number n as it
 * is written: names come in the order of labels 1 to 10.
 */
record StlImages(List<StlFile> files, List<String> names) implements ImageSource {
  private static final int DIGITS = 5;
  private static final String NAMES_FILE = "class_names.txt";

  private static final RawShape SHAPE =
      RawShape.newBuilder()
          .setWidth(StlFile.SIDE)
          .setHeight(StlFile.SIDE)
          .setChannels(3)
          .setLayout(RawShape.Layout.TRANSPOSED_PLANES)
          .build();

  static boolean recognise(Candidate file) {
    return StlFile.holdsImages(file) || StlFile.holdsLabels(file);
  }

  static ImageSource of(List<Candidate> candidates, SourceSettings settings) throws IOException {
    List<StlFile> files = new ArrayList<>();
    List<String> labelled = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (StlFile.holdsImages(candidate)) {
        StlFile file = StlFile.of(candidate);
        files.add(file);
        if (file.labelled()) {
          labelled.add(candidate.uri());
        }
      }
    }
    if (files.isEmpty()) {
      throw new UnusableInputException(
          "%s holds labels and no images".formatted(candidates.get(0).uri()));
    }
    List<String> names =
        NamesBeside.of(labelled, NAMES_FILE, StlFile.LABELS, settings.labelNames());
    return new StlImages(files, names.isEmpty() && !labelled.isEmpty() ? numbers() : names);
  }

  private static List<String> numbers() {
    return IntStream.rangeClosed(1, StlFile.LABELS).mapToObj(Integer::toString).toList();
  }

  @Override
  public OptionalLong images() {
    return OptionalLong.of(files.stream().mapToLong(StlFile::images).sum());
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
    return OptionalInt.of(StlFile.SIDE);
  }

  @Override
  public List<SourcePart> parts() {
    List<SourcePart> parts = new ArrayList<>();
    for (StlFile file : files) {
      parts.add(new Part(file, names));
    }
    return parts;
  }

  private record Part(StlFile file, List<String> names) implements SourcePart {
    @Override
    public void forEach(ImageReceiver receiver) throws IOException {
      if (file.file().compressed()) {
        carryAlong(receiver);
      } else {
        address(receiver);
      }
    }

    private void address(ImageReceiver receiver) throws IOException {
      for (int index = 0; index < file.images(); index++) {
        receiver.accept(RawReferences.addressed(reference(index), SHAPE, file.offset(index)));
      }
    }

    private void carryAlong(ImageReceiver receiver) throws IOException {
      try (InputStream in = file.file().open()) {
        for (int index = 0; index < file.images(); index++) {
          byte[] pixels = in.readNBytes(StlFile.IMAGE_BYTES);
          receiver.accept(RawReferences.carried(reference(index), SHAPE, pixels));
        }
      } catch (CorruptCompressionException e) {
        throw file.file().damaged(e);
      }
    }

    private ImageReference.Builder reference(int index) {
      ImageReference.Builder image =
          ImageReference.newBuilder()
              .setId(NumberedId.of(file.file().path(), index, DIGITS))
              .setUri(file.file().uri());
      if (file.labelled()) {
        image.setLabelName(names.get(file.labels()[index] - 1));
      }
      return image;
    }
  }
}

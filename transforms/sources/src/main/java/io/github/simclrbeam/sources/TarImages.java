package io.github.simclrbeam.sources;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of tar archives, plain or compressed as a whole by gzip or zstd: of WebDataset samples
 * ({@link TarSample}) or of an archived folder tree ({@link TarFolders}); {@link TarLayout} says
 * how one is told from the other. The headers of an archive are read twice, of a compressed one
 * everything is.
 *
 * <p>In WebDataset a sample's members stand one after the other and have one key, the path up to
 * the first dot of the file's name; the rest, in lower case, says what a member is. The key is the
 * id, with the archive's path in front where the user wants that.
 */
record TarImages(List<Candidate> files, SourceSettings settings) implements ImageSource {
  TarImages {
    files = List.copyOf(files);
  }

  static boolean recognise(Candidate file) {
    return TarReader.recognises(file.head()) || isEmptyArchive(file);
  }

  /** Nothing but the blocks of zeros that end an archive tell one that holds nothing. */
  private static boolean isEmptyArchive(Candidate file) {
    boolean zeros = IntStream.range(0, file.head().length).allMatch(i -> file.head()[i] == 0);
    return zeros && FileKind.isNamedAsTar(file.path());
  }

  static ImageSource of(List<Candidate> files, SourceSettings settings) {
    return new TarImages(files, settings);
  }

  @Override
  public List<SourcePart> parts() {
    List<SourcePart> parts = new ArrayList<>();
    for (Candidate file : files) {
      parts.add(new Part(file, settings));
    }
    return parts;
  }

  private record Part(Candidate file, SourceSettings settings) implements SourcePart {
    @Override
    public void forEach(ImageReceiver receiver) throws IOException {
      TarListing.list(file, settings, receiver);
    }
  }
}

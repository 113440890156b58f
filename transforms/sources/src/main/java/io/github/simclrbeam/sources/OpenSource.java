package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.Uris;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds out what an input is. */
final class OpenSource {
  private final String input;
  private final SourceSettings settings;
  private final List<FileEntry> images = new ArrayList<>();
  private final Map<SourceFormat, List<Candidate>> containers = new EnumMap<>(SourceFormat.class);
  private final List<FileEntry> missing = new ArrayList<>();
  private final List<FileEntry> texts = new ArrayList<>();
  private final SortedMap<String, Long> skipped = new TreeMap<>();

  private OpenSource(String input, SourceSettings settings) {
    this.input = input;
    this.settings = settings;
  }

  static ImageSource open(String input, SourceSettings settings) throws IOException {
    if (Listing.isEmptyFolder(input)) {
      return ImageSource.none();
    }
    OpenSource open = new OpenSource(input, settings);
    for (FileEntry entry : Listing.expand(input)) {
      if (entry.uri().equals(Uris.plain(input))) {
        open.sortNamed(entry);
      } else {
        open.sort(entry);
      }
    }
    return open.source();
  }

  /** A file that the user wrote by its name is meant, whatever it is called. */
  private void sortNamed(FileEntry entry) throws IOException {
    if (FileKind.isNamedAsImage(entry.path())) {
      images.add(entry);
      return;
    }
    Candidate candidate = Candidate.of(entry);
    boolean text = FileKind.isKnownNotToBeAnImage(candidate.path());
    Optional<SourceFormat> format = format(candidate);
    if (format.isPresent() || text) {
      containers.put(format.orElse(SourceFormat.MANIFEST), List.of(candidate));
    } else {
      images.add(entry);
    }
  }

  private void sort(FileEntry entry) throws IOException {
    if (FileKind.isNamedAsImage(entry.path())) {
      images.add(entry);
    } else if (FileKind.isNamedAsManifest(entry.path())) {
      texts.add(entry);
    } else if (FileKind.isKnownNotToBeAnImage(entry.path())) {
      skip(entry);
    } else {
      recognise(entry);
    }
  }

  private void recognise(FileEntry entry) throws IOException {
    Candidate candidate;
    try {
      candidate = Candidate.of(entry);
    } catch (FileNotFoundException e) {
      // A link that leads nowhere: an image that is missing, as far as anyone can tell.
      missing.add(entry);
      return;
    }
    Optional<SourceFormat> format = format(candidate);
    if (format.isPresent()) {
      containers.computeIfAbsent(format.get(), f -> new ArrayList<>()).add(candidate);
    } else if (candidate.compressed() && FileKind.isKnownNotToBeAnImage(candidate.path())) {
      skip(entry);
    } else {
      images.add(entry);
    }
  }

  private static Optional<SourceFormat> format(Candidate candidate) throws IOException {
    for (SourceFormat format : SourceFormat.values()) {
      if (format.recognises(candidate)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private void skip(FileEntry entry) {
    skipped.merge(FileKind.extension(entry.path()), 1L, Long::sum);
  }

  /** A table beside images describes them; alone it is what was meant. */
  private ImageSource source() throws IOException {
    boolean textsAlone = images.isEmpty() && containers.isEmpty();
    for (FileEntry text : texts) {
      if (textsAlone) {
        recognise(text);
      } else {
        skip(text);
      }
    }
    refuseMissingContainers();
    images.addAll(missing);
    if (containers.isEmpty() && images.isEmpty()) {
      String others = skipped.isEmpty() ? "" : "; of other kinds are: " + skipped;
      throw new FileNotFoundException("no image in " + input + others);
    }
    if (containers.isEmpty()) {
      return FileSplits.ofFolders(input, images, settings, skipped);
    }
    refuseMixtures();
    SourceFormat format = containers.keySet().iterator().next();
    List<Candidate> files = FileSplits.choose(input, containers.get(format), settings);
    SortedMap<String, Long> others = FileSplits.leftOut(containers.get(format), files);
    return new Skipping(format.open(files, settings), skipped, others);
  }

  private void refuseMissingContainers() throws FileNotFoundException {
    if (!containers.isEmpty() && !missing.isEmpty()) {
      throw new FileNotFoundException(
          "%s is a link that leads nowhere; beside it are %s"
              .formatted(missing.get(0).uri(), containers.keySet().iterator().next()));
    }
  }

  private void refuseMixtures() throws UnusableInputException {
    List<String> kinds = new ArrayList<>();
    containers.forEach((kind, files) -> kinds.add(kind + ", e.g. " + files.get(0).entry().path()));
    if (!images.isEmpty()) {
      kinds.add("image files, e.g. " + images.get(0).path());
    }
    if (kinds.size() > 1) {
      throw new UnusableInputException(
          "%s must hold one kind of files, but holds: %s; name one kind by a glob"
              .formatted(input, String.join("; ", kinds)));
    }
  }
}

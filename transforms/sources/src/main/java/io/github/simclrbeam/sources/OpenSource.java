package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
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
  private final List<FileEntry> texts = new ArrayList<>();
  private final SortedMap<String, Long> skipped = new TreeMap<>();

  private OpenSource(String input, SourceSettings settings) {
    this.input = input;
    this.settings = settings;
  }

  static ImageSource open(String input, SourceSettings settings) throws IOException {
    OpenSource open = new OpenSource(input, settings);
    for (FileEntry entry : Listing.expand(input)) {
      open.sort(entry);
    }
    return open.source();
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
    Candidate candidate = Candidate.of(entry);
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
    if (containers.isEmpty() && images.isEmpty()) {
      throw new FileNotFoundException("no image in " + input + "; skipped: " + skipped);
    }
    if (containers.isEmpty()) {
      return FileSplits.ofFolders(input, images, settings, skipped);
    }
    refuseMixtures();
    SourceFormat format = containers.keySet().iterator().next();
    List<Candidate> files = FileSplits.choose(input, containers.get(format), settings);
    return new Skipping(format.open(files, settings), skipped);
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

package io.github.simclrbeam.probe;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.images.UndecodableImageException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Images' pixels for the report's pictures. A picture that cannot be had (its file is gone, or was
 * never named) is left out: the figures do not depend on it. Safe for use by many threads.
 */
final class PictureSource {
  /** The index in an IDX file, perhaps with the index of a view behind it. */
  private static final Pattern INDEX = Pattern.compile("#(\\d+)(?:#\\d+)?$");

  private final Map<String, Optional<IdxPictures>> idxFiles = new ConcurrentHashMap<>();

  /** Returns the pictures that can be had, in the order asked for; read side by side. */
  Map<ImageAt, Pixels> read(Collection<ImageAt> images) {
    List<ImageAt> distinct = images.stream().distinct().toList();
    List<Optional<Pixels>> found = distinct.parallelStream().map(image -> read(image)).toList();
    Map<ImageAt, Pixels> pictures = new LinkedHashMap<>();
    IntStream.range(0, distinct.size())
        .forEach(i -> found.get(i).ifPresent(pixels -> pictures.put(distinct.get(i), pixels)));
    return pictures;
  }

  /** Returns the image's pixels; empty when they cannot be had. */
  Optional<Pixels> read(ImageAt image) {
    if (image.uri().isEmpty()) {
      return Optional.empty();
    }
    try {
      Matcher inUri = INDEX.matcher(image.uri());
      if (inUri.find()) {
        Optional<IdxPictures> idx = idx(image.uri().substring(0, inUri.start()));
        if (idx.isPresent()) {
          return idx.get().read(Long.parseLong(inUri.group(1)));
        }
      }
      Matcher inId = INDEX.matcher(image.id());
      if (inId.find()) {
        Optional<IdxPictures> idx = idx(image.uri());
        if (idx.isPresent()) {
          return idx.get().read(Long.parseLong(inId.group(1)));
        }
      }
      return Optional.of(ImageDecoder.decode(StoredFile.read(image.uri()), 3));
    } catch (IOException | UndecodableImageException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<IdxPictures> idx(String uri) {
    return idxFiles.computeIfAbsent(uri, IdxPictures::open);
  }
}

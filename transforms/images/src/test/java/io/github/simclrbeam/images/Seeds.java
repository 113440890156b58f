package io.github.simclrbeam.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Small good images of many varieties, by file name: made with Pillow, tifffile and libjpeg-turbo's
 * jpegtran, or (PNGs of unusual depth, BMPs) byte by byte.
 */
final class Seeds {
  private Seeds() {}

  static Map<String, byte[]> all() {
    Map<String, byte[]> seeds = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of(Seeds.class.getResource("seeds").toURI()))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        seeds.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return seeds;
  }

  static byte[] of(String name) {
    return all().get(name);
  }
}

package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.ImageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The programs whose version decides the bytes of views. */
public final class Libraries {
  private static final String VERSION_FILE = "version.properties";

  private Libraries() {}

  static Map<String, String> versions() {
    return new TreeMap<>(
        Map.of("simclr-beam", ownVersion(), "opencv", ImageDecoder.openCvVersion()));
  }

  /** Returns what differs from the versions of a manifest, e.g. "opencv was 4.9.0, is 4.10.0". */
  public static String difference(Map<String, String> earlier) {
    Map<String, String> now = versions();
    SortedSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(earlier.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(earlier.get(name), now.get(name)))
        .map(name -> "%s was %s, is %s".formatted(name, earlier.get(name), now.get(name)))
        .collect(Collectors.joining(", "));
  }

  private static String ownVersion() {
    try (InputStream in = Libraries.class.getResourceAsStream(VERSION_FILE)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

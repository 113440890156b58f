package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.ImageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The programs whose version decides the bytes of views. */
final class Libraries {
  private static final String VERSION_FILE = "version.properties";

  private Libraries() {}

  static Map<String, String> versions() {
    return new TreeMap<>(
        Map.of("simclr-beam", ownVersion(), "opencv", ImageDecoder.openCvVersion()));
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

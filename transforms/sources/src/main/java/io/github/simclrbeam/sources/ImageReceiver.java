package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;

/** Takes references one by one. */
@FunctionalInterface
public interface ImageReceiver {
  void accept(ImageReference image) throws IOException;
}

package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.proto.CarriedPixels;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.proto.RawSpan;
import io.github.simclrbeam.proto.Span;

/**
 * References to pixels of binary sets: addressed in a plain file, carried from a compressed one.
 */
final class RawReferences {
  private RawReferences() {}

  static ImageReference addressed(ImageReference.Builder image, RawShape shape, long offset) {
    Span.Builder span = Span.newBuilder().setOffset(offset).setLength(RawLayout.bytes(shape));
    return image.setRaw(RawSpan.newBuilder().setSpan(span).setShape(shape)).build();
  }

  static ImageReference carried(ImageReference.Builder image, RawShape shape, byte[] pixels) {
    return image
        .setCarriedPixels(
            CarriedPixels.newBuilder().setShape(shape).setValue(ByteString.copyFrom(pixels)))
        .build();
  }
}

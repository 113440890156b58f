package io.github.simclrbeam.images;

import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Decodes the first image of GIFs. What it leaves of the screen is transparent. */
final class GifImage {
  private GifImage() {}

  static Decoded decode(Decoding decoding) throws UndecodableImageException {
    GifStructure gif = GifStructure.read(decoding.encoded());
    decoding.admit(gif.outline());
    gif.outline().mustBeWhole();
    Raster frame =
        OpenCv.decode(
            gif.first().encoded(), gif.first().header(), opencv_imgcodecs.IMREAD_UNCHANGED);
    ImageHeader screen = gif.outline().header();
    return decoding.whole(
        frame.placed(gif.left(), gif.top(), screen.width(), screen.height()),
        ExifOrientation.UPRIGHT,
        Decoded.OPENCV);
  }
}

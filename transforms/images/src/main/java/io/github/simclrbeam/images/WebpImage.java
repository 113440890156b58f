package io.github.simclrbeam.images;

import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Decodes the first frame of WebPs. What it leaves of the canvas is transparent. */
final class WebpImage {
  private WebpImage() {}

  static Decoded decode(Decoding decoding) throws UndecodableImageException {
    WebpStructure webp = WebpStructure.read(decoding.encoded());
    decoding.admit(webp.outline());
    webp.outline().mustBeWhole();
    Raster frame = OpenCv.decode(webp.still(), webp.first(), opencv_imgcodecs.IMREAD_UNCHANGED);
    ImageHeader canvas = webp.outline().header();
    return decoding.whole(
        frame.placed(webp.left(), webp.top(), canvas.width(), canvas.height()),
        canvas.orientation(),
        Decoded.OPENCV);
  }
}

package io.github.simclrbeam.images;

import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Time of decoding and encoding on one thread; what is called floor is OpenCV alone on memory that
 * is there. Run the class's main with the test class path. An argument is a folder of JPEGs to
 * decode by turns instead of a drawn one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class ImageCodecBenchmark {
  @Param("")
  public String folder;

  private BenchmarkJpegs jpegs;
  private Pixels view;
  private byte[] png28;
  private byte[] png32;
  private Mat decoded;
  private Mat viewPixels;
  private BytePointer extension;
  private BytePointer encoded;
  private IntPointer options;

  @Setup
  public void prepare() throws Exception {
    OpenCv.load();
    jpegs = BenchmarkJpegs.of(folder);
    view = jpegs.view(224);
    png28 = ImageEncoder.png(jpegs.view(28).withChannels(1));
    png32 = ImageEncoder.png(jpegs.view(32));
    decoded = new Mat();
    viewPixels = new Mat(224, 224, opencv_core.CV_8UC3, new BytePointer(view.bytes()));
    extension = new BytePointer(".jpg");
    encoded = new BytePointer();
    options =
        new IntPointer(
            opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
            95,
            opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
            opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444);
  }

  @Benchmark
  public Pixels decodeJpeg() throws UndecodableImageException {
    return ImageDecoder.decode(jpegs.next(), 3);
  }

  @Benchmark
  public Mat decodeJpegFloor() {
    int flags = opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION | opencv_imgcodecs.IMREAD_COLOR_RGB;
    return opencv_imgcodecs.imdecode(jpegs.nextNative(), flags, decoded);
  }

  @Benchmark
  public Decoded decodeJpegAtAHalf() throws UndecodableImageException {
    return ImageDecoder.open(jpegs.next(), 3, DecodeSettings.DEFAULT).decode(2);
  }

  @Benchmark
  public byte[] encodeJpeg224() {
    return ImageEncoder.jpeg(view, 95);
  }

  @Benchmark
  public boolean encodeJpeg224Floor() {
    return opencv_imgcodecs.imencode(extension, viewPixels, encoded, options);
  }

  @Benchmark
  public byte[] decodePngView28Gray() throws UndecodableImageException {
    return ImageDecoder.decodeView(png28, "png", 28, 1);
  }

  @Benchmark
  public byte[] decodePngView32() throws UndecodableImageException {
    return ImageDecoder.decodeView(png32, "png", 32, 3);
  }

  @Benchmark
  public Pixels decodePng28GrayByOpenCv() throws UndecodableImageException {
    return ImageDecoder.decode(png28, 1);
  }

  public static void main(String[] arguments) throws RunnerException {
    String folder = arguments.length > 0 ? arguments[0] : "";
    new Runner(
            new OptionsBuilder()
                .include(ImageCodecBenchmark.class.getSimpleName())
                .param("folder", folder)
                .build())
        .run();
  }
}

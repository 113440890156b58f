package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.CropBox;
import io.github.simclrbeam.augment.Draw;
import io.github.simclrbeam.augment.JitterDraw;
import io.github.simclrbeam.augment.JitterOperation;
import io.github.simclrbeam.proto.JitterParameters;
import io.github.simclrbeam.proto.ViewParameters;
import java.util.Optional;
import java.util.OptionalDouble;

/** Drawn parameters as they stand in records, and back without loss. */
public final class DrawMessages {
  private DrawMessages() {}

  /** Returns the message of the parameters of the view with this index. */
  public static ViewParameters toMessage(int viewIndex, Draw draw) {
    ViewParameters.Builder message =
        ViewParameters.newBuilder()
            .setViewIndex(viewIndex)
            .setSourceWidth(draw.sourceWidth())
            .setSourceHeight(draw.sourceHeight())
            .setCropX(draw.crop().x())
            .setCropY(draw.crop().y())
            .setCropWidth(draw.crop().width())
            .setCropHeight(draw.crop().height())
            .setFlipped(draw.flipped())
            .setGray(draw.gray());
    draw.jitter().ifPresent(jitter -> message.setJitter(toMessage(jitter)));
    draw.blurSigma().ifPresent(message::setBlurSigma);
    return message.build();
  }

  /**
   * Returns the message's parameters.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public static Draw toDraw(ViewParameters message) {
    return new Draw(
        message.getSourceWidth(),
        message.getSourceHeight(),
        new CropBox(
            message.getCropX(),
            message.getCropY(),
            message.getCropWidth(),
            message.getCropHeight()),
        message.getFlipped(),
        message.hasJitter() ? Optional.of(toJitter(message.getJitter())) : Optional.empty(),
        message.getGray(),
        message.hasBlurSigma()
            ? OptionalDouble.of(message.getBlurSigma())
            : OptionalDouble.empty());
  }

  private static JitterParameters toMessage(JitterDraw jitter) {
    JitterParameters.Builder message =
        JitterParameters.newBuilder()
            .setBrightness(jitter.brightness())
            .setContrast(jitter.contrast())
            .setSaturation(jitter.saturation())
            .setHue(jitter.hue());
    jitter.order().forEach(operation -> message.addOrder(toMessage(operation)));
    return message.build();
  }

  private static JitterDraw toJitter(JitterParameters message) {
    return new JitterDraw(
        message.getOrderList().stream().map(DrawMessages::toOperation).toList(),
        message.getBrightness(),
        message.getContrast(),
        message.getSaturation(),
        message.getHue());
  }

  private static io.github.simclrbeam.proto.JitterOperation toMessage(JitterOperation operation) {
    return switch (operation) {
      case BRIGHTNESS -> io.github.simclrbeam.proto.JitterOperation.BRIGHTNESS;
      case CONTRAST -> io.github.simclrbeam.proto.JitterOperation.CONTRAST;
      case SATURATION -> io.github.simclrbeam.proto.JitterOperation.SATURATION;
      case HUE -> io.github.simclrbeam.proto.JitterOperation.HUE;
    };
  }

  private static JitterOperation toOperation(io.github.simclrbeam.proto.JitterOperation message) {
    return switch (message) {
      case BRIGHTNESS -> JitterOperation.BRIGHTNESS;
      case CONTRAST -> JitterOperation.CONTRAST;
      case SATURATION -> JitterOperation.SATURATION;
      case HUE -> JitterOperation.HUE;
      case JITTER_OPERATION_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("unknown jitter operation: " + message);
    };
  }
}

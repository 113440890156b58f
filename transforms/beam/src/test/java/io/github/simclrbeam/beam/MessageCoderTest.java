package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

final class MessageCoderTest {
  private static final MessageCoder<ImageReference> CODER = MessageCoder.of(ImageReference.class);

  private static final List<ImageReference> IMAGES =
      List.of(
          ImageReference.getDefaultInstance(),
          ImageReference.newBuilder().setId("a/ü.png").setLabel(0).setWholeFile(true).build());

  @Test
  void messagesComeBackEqualAloneAndBetweenOthers() throws Exception {
    for (ImageReference image : IMAGES) {
      CoderProperties.coderDecodeEncodeEqual(CODER, image);
      CoderProperties.coderDecodeEncodeEqual(KvCoder.of(CODER, VarIntCoder.of()), KV.of(image, 7));
      CoderProperties.coderSerializable(CODER);
    }
  }

  @Test
  void equalMessagesHaveEqualBytesWhateverOrderTheirMapsWereFilledIn() throws Exception {
    ShardManifest.Builder forth = ShardManifest.newBuilder();
    ShardManifest.Builder back = ShardManifest.newBuilder();
    for (int i = 0; i < 50; i++) {
      forth.putDeadLettersByReason("reason-" + i, i);
      back.putDeadLettersByReason("reason-" + (49 - i), 49 - i);
    }
    CoderProperties.coderDeterministic(
        MessageCoder.of(ShardManifest.class), forth.build(), back.build());
  }

  @Test
  void codersOfOneTypeAreEqualAndOfTwoTypesAreNot() {
    assertThat(CODER).isEqualTo(MessageCoder.of(ImageReference.class));
    assertThat(CODER).isNotEqualTo(MessageCoder.of(DeadLetter.class));
  }

  @Test
  void aCutMessageIsRefused() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, IMAGES.get(1));
    assertThatThrownBy(() -> CODER.decode(new ByteArrayInputStream(bytes, 0, bytes.length - 1)))
        .hasMessageContaining("ends after");
  }
}

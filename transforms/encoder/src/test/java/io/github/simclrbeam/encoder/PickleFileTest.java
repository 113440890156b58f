package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PickleFileTest {
  /** The first bytes of what torch.save writes: today's zip archive, and the pickle before 1.6. */
  @ParameterizedTest
  @ValueSource(strings = {"PK\3\4\0\0\b\b\0\0", "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 "})
  void picklesAreRefusedWithTheWayToConvertThem(String begin) {
    assertThatThrownBy(() -> PickleFile.refuse(bytes(begin), "r50.pth"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "weights must be safetensors, but was: a PyTorch pickle; convert it with python3 -c"
                + " \"import torch, safetensors.torch as s; s.save_file({k: v.contiguous() for k, v"
                + " in torch.load('r50.pth', map_location='cpu', weights_only=True).items()},"
                + " 'r50.pth.safetensors')\" (r50.pth)");
  }

  /** A header of 640 bytes begins like a pickle, one of 0x04034b50 bytes like an archive. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0080\2\0\0\0\0\0\0{}", "PK\3\4\0\0\0\0{}", "PK", "{\"a\": 1}  "})
  void otherFilesAreLeftToTheReader(String begin) {
    assertThatCode(() -> PickleFile.refuse(bytes(begin), "f")).doesNotThrowAnyException();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlippedBitTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 64})
  void everyBitOfDataAndChecksumIsFound(int length) {
    byte[] data = new byte[length];
    new SplittableRandom(length).nextBytes(data);
    byte[] framed = Arrays.copyOf(data, length + 4);
    System.arraycopy(TfRecordFraming.footer(data, 0, length), 0, framed, length, 4);
    for (int at = 0; at < framed.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = framed.clone();
        damaged[at] ^= (byte) (1 << bit);
        int stored = TfRecordFraming.little(damaged).getInt(length);
        assertThat(FlippedBit.find(damaged, 0, length, stored)).contains(new FlippedBit(at, bit));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void twoBitsAreNotTakenForOne(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] data = new byte[100];
    random.nextBytes(data);
    int stored = TfRecordFraming.maskedCrc(data, 0, data.length);
    data[random.nextInt(50)] ^= 1;
    data[50 + random.nextInt(50)] ^= 4;
    assertThat(FlippedBit.find(data, 0, data.length, stored)).isEmpty();
  }
}

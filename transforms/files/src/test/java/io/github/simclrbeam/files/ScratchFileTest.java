package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

/** Where no room is left, as on a device of Linux that is always full. */
final class ScratchFileTest {
  private static final String URI = "gs://bucket/a";
  private static final Path FULL = Path.of("/dev/full");

  @Test
  void whatCannotBeHeldSaysWhereAndHowMuchIsFreeInItsDeepestCause() throws IOException {
    assumeTrue(Files.exists(FULL));
    try (FileChannel full = FileChannel.open(FULL, StandardOpenOption.WRITE);
        OutputStream out = ScratchFile.output(full, URI)) {
      assertSaysWhere(
          () -> ScratchFile.fill(full, new SeekableInMemoryByteChannel(new byte[9]), URI));
      assertSaysWhere(() -> out.write(new byte[9]));
      assertSaysWhere(() -> out.write(9));
    }
  }

  @Test
  void whatCannotBeReadIsTheStoresFault() throws IOException {
    StoreException fault = new StoreException(URI, new IOException("503 Slow Down"));
    try (FileChannel copy = ScratchFile.create()) {
      assertThatThrownBy(() -> ScratchFile.fill(copy, failing(fault), URI)).isSameAs(fault);
    }
  }

  private static void assertSaysWhere(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable writing) {
    assertThatThrownBy(writing)
        .hasNoCause()
        .hasMessageMatching(
            URI
                + " could not be copied to .+ \\(TMPDIR names another directory\\), of which [0-9,.]+"
                + " bytes are free: .+");
  }

  private static ReadableByteChannel failing(IOException fault) {
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer into) throws IOException {
        throw fault;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}

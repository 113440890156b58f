package io.github.simclrbeam.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What reading a whole file cost the thread that did it.
 *
 * @param problem what was wrong; empty when all values came out
 * @param nanos of the processor, which does not depend on what else runs
 */
record Effort(String problem, long values, long bytes, long nanos) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** No lie may cost more than a few reads ahead. */
  private static final long MOST_BYTES_OF_A_LIE = 4L << 20;

  /** Checks that a file's lie is reported before memory is taken for it. */
  static void assertReportsEarly(Path folder, byte[] file, String problem) throws IOException {
    Effort effort = of(Files.write(folder.resolve("lie.parquet"), file));
    assertThat(effort.problem()).contains(problem);
    assertThat(effort.bytes()).isLessThan(MOST_BYTES_OF_A_LIE);
  }

  /** Reads all columns of all row groups; only CorruptParquetException is caught. */
  static Effort of(Path file) throws IOException {
    long start = THREADS.getCurrentThreadCpuTime();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long[] values = {0};
    String problem = "";
    try (ParquetTable table = ParquetTable.open(file.toString())) {
      for (int group = 0; group < table.rowGroups(); group++) {
        for (ParquetColumn column : table.columns()) {
          ColumnValues cursor = table.values(group, column.path());
          while (cursor.hasValue()) {
            values[0] += cursor.value() == null ? 0 : 1;
            cursor.next();
          }
        }
      }
    } catch (CorruptParquetException e) {
      assertThat(e).hasMessageContaining(file.toString());
      problem = e.problem();
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    return new Effort(problem, values[0], bytes, THREADS.getCurrentThreadCpuTime() - start);
  }
}

package io.github.simclrbeam.parquet;

import java.io.ByteArrayInputStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.protocol.TStruct;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/**
 * The footer and the page headers out of their bytes. Thrift makes room for as many elements or
 * letters as a list or a text says it has; here none can say more than there are bytes.
 */
final class ThriftBytes {
  /** Parquet's own structures are at most eight deep; Thrift skips unknown ones by recursion. */
  private static final int MAX_DEPTH = 64;

  /** The type of what ends a structure. */
  private static final byte STOP = 0;

  private ThriftBytes() {}

  /**
   * @throws IllegalArgumentException if it is none
   */
  static FileMetaData footer(byte[] bytes) {
    FileMetaData footer = new FileMetaData();
    try {
      read(footer, new ByteArrayInputStream(bytes), bytes.length);
      return footer;
    } catch (TException e) {
      throw new IllegalArgumentException("the footer cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a page header from the index {@code from}.
   *
   * @return how many bytes it has; -1 when the bytes end before
   * @throws IllegalArgumentException if it is none
   */
  static int header(byte[] bytes, int from, PageHeader header) {
    int length = bytes.length - from;
    ByteArrayInputStream in = new ByteArrayInputStream(bytes, from, length);
    try {
      read(header, in, length);
      return length - in.available();
    } catch (TTransportException e) {
      return -1;
    } catch (TException e) {
      throw new IllegalArgumentException("a page header cannot be read: " + e.getMessage(), e);
    }
  }

  private static void read(TBase<?, ?> struct, ByteArrayInputStream in, int length)
      throws TException {
    TConfiguration limits = new TConfiguration(Math.max(1, length), length, MAX_DEPTH);
    struct.read(new Bounded(new TIOStreamTransport(limits, in), in));
  }

  private static final class Bounded extends TCompactProtocol {
    private final ByteArrayInputStream in;
    private int depth;

    Bounded(TIOStreamTransport transport, ByteArrayInputStream in) {
      super(transport);
      this.in = in;
    }

    /** Sets are read by this, too. */
    @Override
    public TList readListBegin() throws TException {
      TList list = super.readListBegin();
      enter(list.size, list.elemType);
      return list;
    }

    @Override
    public void readListEnd() throws TException {
      depth--;
      super.readListEnd();
    }

    @Override
    public void readSetEnd() throws TException {
      depth--;
      super.readSetEnd();
    }

    @Override
    public TMap readMapBegin() throws TException {
      TMap map = super.readMapBegin();
      enter(map.size, map.keyType);
      return map;
    }

    @Override
    public void readMapEnd() throws TException {
      depth--;
      super.readMapEnd();
    }

    @Override
    public TStruct readStructBegin() throws TException {
      deeper();
      return super.readStructBegin();
    }

    @Override
    public void readStructEnd() throws TException {
      depth--;
      super.readStructEnd();
    }

    /** Every element has a byte at least, but for those of type STOP. */
    private void enter(int size, byte type) throws TException {
      deeper();
      if (size > 0 && type == STOP) {
        throw new TException("a list has elements of no type");
      }
      if (size > in.available()) {
        throw new TTransportException(
            TTransportException.END_OF_FILE, "a list has %d elements".formatted(size));
      }
    }

    private void deeper() throws TException {
      if (++depth > MAX_DEPTH) {
        throw new TException("structures are nested more than %d deep".formatted(MAX_DEPTH));
      }
    }
  }
}

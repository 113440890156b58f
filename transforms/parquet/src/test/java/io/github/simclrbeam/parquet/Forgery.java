package io.github.simclrbeam.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * A file of one column {@code x} of optional BINARY with the two rows "a" and "b" on one page,
 * uncompressed and plain, put together by hand so that any part of it can lie.
 */
final class Forgery {
  /** Levels (a run of two ones, after its length), then each text after its length. */
  private static final byte[] PAGE = {2, 0, 0, 0, 4, 1, 1, 0, 0, 0, 'a', 1, 0, 0, 0, 'b'};

  private Forgery() {}

  static byte[] file() throws IOException {
    return page(PAGE, header -> {}, footer -> {});
  }

  static byte[] header(Consumer<PageHeader> lie) throws IOException {
    return page(PAGE, lie, footer -> {});
  }

  static byte[] footer(Consumer<FileMetaData> lie) throws IOException {
    return page(PAGE, header -> {}, lie);
  }

  static byte[] column(Consumer<ColumnMetaData> lie) throws IOException {
    return footer(
        footer -> lie.accept(footer.getRow_groups().get(0).getColumns().get(0).getMeta_data()));
  }

  /** A page of two values in this encoding, after the levels. */
  static byte[] values(Encoding encoding, int... values) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.write(PAGE, 0, 6);
    page.write(bytes(values));
    return page(page.toByteArray(), encoded(encoding), footer -> {});
  }

  /** The page of two texts after levels like these. */
  static byte[] levels(int... levels) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.write(bytes(levels));
    page.write(PAGE, 6, PAGE.length - 6);
    return page(page.toByteArray(), header -> {}, footer -> {});
  }

  /** A page with this body, and headers and a footer that lie. */
  static byte[] page(byte[] body, Consumer<PageHeader> header, Consumer<FileMetaData> footer)
      throws IOException {
    PageHeader page = new PageHeader(PageType.DATA_PAGE, body.length, body.length);
    page.setData_page_header(new DataPageHeader(2, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    header.accept(page);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    Util.writePageHeader(page, chunk);
    chunk.write(body);
    FileMetaData about = about(chunk.size());
    footer.accept(about);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(about, bytes);
    return file(chunk.toByteArray(), bytes.toByteArray());
  }

  /** A file of these pages and this footer. */
  static byte[] file(byte[] chunk, byte[] footer) {
    byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(chunk.length + footer.length + 12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(magic)
        .put(chunk)
        .put(footer)
        .putInt(footer.length)
        .put(magic)
        .array();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static Consumer<PageHeader> encoded(Encoding encoding) {
    return header -> header.getData_page_header().setEncoding(encoding);
  }

  private static FileMetaData about(int chunkBytes) {
    SchemaElement root = new SchemaElement("schema");
    root.setNum_children(1);
    SchemaElement x = new SchemaElement("x");
    x.setType(Type.BYTE_ARRAY);
    x.setRepetition_type(FieldRepetitionType.OPTIONAL);
    ColumnMetaData meta =
        new ColumnMetaData(
            Type.BYTE_ARRAY,
            new ArrayList<>(List.of(Encoding.PLAIN)),
            new ArrayList<>(List.of("x")),
            CompressionCodec.UNCOMPRESSED,
            2,
            chunkBytes,
            chunkBytes,
            4);
    ColumnChunk chunk = new ColumnChunk(4);
    chunk.setMeta_data(meta);
    RowGroup group = new RowGroup(new ArrayList<>(List.of(chunk)), chunkBytes, 2);
    return new FileMetaData(
        1, new ArrayList<>(List.of(root, x)), 2, new ArrayList<>(List.of(group)));
  }
}

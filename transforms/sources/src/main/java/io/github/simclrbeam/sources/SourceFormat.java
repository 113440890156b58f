package io.github.simclrbeam.sources;

import java.io.IOException;
import java.util.List;

/** The shapes in which a file holds many images. */
enum SourceFormat {
  PARQUET("Parquet tables", ParquetImages::recognise, ParquetImages::of),
  TAR("tar archives", TarImages::recognise, TarImages::of),
  TFRECORD("TFRecord files", TfRecordImages::recognise, TfRecordImages::of),
  IDX("IDX files", IdxImages::recognise, IdxImages::of),
  STL("STL-10 files", StlImages::recognise, StlImages::of),
  CIFAR("CIFAR files", CifarImages::recognise, CifarImages::of),
  MANIFEST("manifests (CSV, JSONL)", ManifestImages::recognise, ManifestImages::of);

  /** Tells by a file's first bytes, its name and its size. */
  private interface Recogniser {
    boolean recognises(Candidate file) throws IOException;
  }

  private interface Opener {
    ImageSource open(List<Candidate> files, SourceSettings settings) throws IOException;
  }

  private final String plural;
  private final Recogniser recogniser;
  private final Opener opener;

  SourceFormat(String plural, Recogniser recogniser, Opener opener) {
    this.plural = plural;
    this.recogniser = recogniser;
    this.opener = opener;
  }

  /** Returns whether the file is of this format. */
  boolean recognises(Candidate file) throws IOException {
    return recogniser.recognises(file);
  }

  /**
   * Opens files of this format as one source.
   *
   * @throws UnusableInputException if they cannot be read; says why and where
   */
  ImageSource open(List<Candidate> files, SourceSettings settings) throws IOException {
    return opener.open(files, settings);
  }

  @Override
  public String toString() {
    return plural;
  }
}

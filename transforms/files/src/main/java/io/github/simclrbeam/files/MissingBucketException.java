package io.github.simclrbeam.files;

import java.io.FileNotFoundException;

/** There is no file because there is not even the bucket, which the message names. */
public final class MissingBucketException extends FileNotFoundException {
  private static final long serialVersionUID = 1;

  MissingBucketException(String uri, Exception cause) {
    super("there is no bucket " + uri.replaceFirst("(?s)^([^/]+//[^/]*).*", "$1"));
    initCause(cause);
  }
}

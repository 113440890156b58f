package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.Fault;
import java.io.IOException;

/** A tar archive cannot be read any further. */
final class TarDamageException extends IOException {
  private static final long serialVersionUID = 1;

  private final String path;
  private final Fault fault;

  /**
   * @param path of the member that breaks off; empty when none is known
   * @param fault of all that follows
   */
  TarDamageException(String path, Fault fault) {
    super(fault.getMessage());
    this.path = path;
    this.fault = fault;
  }

  String path() {
    return path;
  }

  Fault fault() {
    return fault;
  }
}

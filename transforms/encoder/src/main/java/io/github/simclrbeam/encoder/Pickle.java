package io.github.simclrbeam.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes Python's pickle format, protocol 2: the instructions of a stack machine that builds one
 * object, as far as TorchScript archives need them (CPython's pickletools.py describes them all).
 */
final class Pickle {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Pickle() {
    bytes.write(0x80);
    bytes.write(2);
  }

  /** Pushes what a module calls by this name. */
  Pickle global(String module, String name) {
    bytes.write('c');
    bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Pickle string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    bytes.write('X');
    int32(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  Pickle number(long value) {
    bytes.write('J');
    int32(Math.toIntExact(value));
    return this;
  }

  Pickle bool(boolean value) {
    bytes.write(value ? 0x88 : 0x89);
    return this;
  }

  Pickle emptyTuple() {
    bytes.write(')');
    return this;
  }

  /** Begins a tuple, or the entries of a dictionary. */
  Pickle mark() {
    bytes.write('(');
    return this;
  }

  /** Makes a tuple of what was pushed since the mark. */
  Pickle tuple() {
    bytes.write('t');
    return this;
  }

  /** Pushes the tuple of these numbers. */
  Pickle tuple(long... values) {
    mark();
    for (long value : values) {
      number(value);
    }
    return tuple();
  }

  /** Turns the tuple on top into what it names outside the pickle. */
  Pickle persistent() {
    bytes.write('Q');
    return this;
  }

  /** Calls the function below the tuple on top with its elements. */
  Pickle call() {
    bytes.write('R');
    return this;
  }

  /** Begins an object of a class of the archive; names and values of its attributes follow. */
  Pickle object(String module, String type) {
    global(module, type);
    emptyTuple();
    bytes.write(0x81);
    bytes.write('}');
    return mark();
  }

  /** Ends the object that was begun last. */
  Pickle endObject() {
    bytes.write('u');
    bytes.write('b');
    return this;
  }

  /** Returns the pickle of what was pushed. */
  byte[] toBytes() {
    bytes.write('.');
    return bytes.toByteArray();
  }

  private void int32(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write(value >> shift);
    }
  }
}

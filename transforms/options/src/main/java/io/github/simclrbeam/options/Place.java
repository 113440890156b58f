package io.github.simclrbeam.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The option names a place on a file system, which whatever runs the stage must reach. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Place {
  /** What is there, and what the stage does with it. */
  enum Kind {
    /** A file, a directory or a glob to read. */
    READ,
    READ_FILE,
    READ_FOLDER,
    WRITE_FOLDER
  }

  Kind value();
}

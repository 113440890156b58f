/**
 * Tables in Parquet files: any file's columns read row by row, every size checked before memory is
 * taken for it, and rows written so that equal ones give equal bytes.
 */
package io.github.simclrbeam.parquet;

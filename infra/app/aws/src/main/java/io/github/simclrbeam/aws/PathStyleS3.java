package io.github.simclrbeam.aws;

import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * For stores that take a bucket's name in the path and not in the host, such as MinIO: {@code
 * --s3ClientFactoryClass=io.github.simclrbeam.aws.PathStyleS3}.
 */
public final class PathStyleS3 extends DefaultS3ClientBuilderFactory {
  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    return super.createBuilder(options).forcePathStyle(true);
  }
}

package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
  @Test
  void aSecretHasNoValueToShow() {
    assertThat(
            Secrets.hidden(
                "--awsCredentialsProvider={\"accessKeyId\":\"k\",\n\"secretAccessKey\":\"s\"}"))
        .isEqualTo("--awsCredentialsProvider=...");
    assertThat(Secrets.hidden("--SSECustomerKey=s")).isEqualTo("--SSECustomerKey=...");
    assertThat(Secrets.hidden("--proxyConfiguration={\"password\":\"s\"}"))
        .isEqualTo("--proxyConfiguration=...");
  }

  @ParameterizedTest
  @CsvSource({
    "--mirror=http://user:p@ss@host:80/a@b, --mirror=http://...@host:80/a@b",
    "--mirror=HTTPS://token@host, --mirror=HTTPS://...@host",
    "--endpoint=s3://user:pass@host/a, --endpoint=s3://...@host/a"
  })
  void aUriHasNoUserToShow(String argument, String shown) {
    assertThat(Secrets.hidden(argument)).isEqualTo(shown);
    Problems problems = new Problems();
    problems.add("mirror", argument, "must be another");
    assertThat(problems.found())
        .containsExactly(new Problem("--mirror", "must be another, but was: " + shown));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--credentialFactoryClass=org.example.Factory",
        "--endpoint=http://minio:9000",
        "--output=my-secret-project",
        "--input=gs://bucket/a:b@c,http://host:80/d@e",
        "--overwrite"
      })
  void anythingElseIsShownAsItIs(String argument) {
    assertThat(Secrets.hidden(argument)).isEqualTo(argument);
  }
}

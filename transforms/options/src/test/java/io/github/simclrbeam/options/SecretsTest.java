package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
  @Test
  void aSecretHasNoValueToShow() {
    assertThat(
            Secrets.hidden(
                "--awsCredentialsProvider={\"accessKeyId\":\"k\",\n\"secretAccessKey\":\"s\"}"))
        .isEqualTo("--awsCredentialsProvider=...");
    assertThat(Secrets.hidden("--SSECustomerKey=s")).isEqualTo("--SSECustomerKey=...");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--credentialFactoryClass=org.example.Factory",
        "--endpoint=http://minio:9000",
        "--output=my-secret-project",
        "--overwrite"
      })
  void anythingElseIsShownAsItIs(String argument) {
    assertThat(Secrets.hidden(argument)).isEqualTo(argument);
  }
}

# To be sourced after environment.sh: emulators of object stores, below target/peers, made once. Needs $peers and $work.

FAKE_GCS=v1.56.1

# Google Cloud Storage on loopback, as $fake_gcs_server.
fake_gcs_environment() {
  fake_gcs_server=$peers/fake-gcs-server/$FAKE_GCS/fake-gcs-server
  if [ -x "$fake_gcs_server" ]; then return; fi
  command -v go > /dev/null || fail "needs Go, to build fake-gcs-server"
  echo "building fake-gcs-server $FAKE_GCS" >&2
  GOBIN=$(dirname "$fake_gcs_server") go install "github.com/fsouza/fake-gcs-server@$FAKE_GCS" > "$work/log" 2>&1 \
    || fail "could not build fake-gcs-server: $(tail -1 "$work/log")"
}

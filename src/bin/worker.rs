//! The worker thread: everything that is computed.

fn main() {
    clientele::worker::server::start();
}

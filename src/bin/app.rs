//! The main thread: what is on the screen.

fn main() {
    clientele::ui::app::start();
}

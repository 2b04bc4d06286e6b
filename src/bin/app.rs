//! The page: everything that is seen.

fn main() {
    // The panic itself is shown by public/boot.js, which no longer trusts this program then.
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(clientele::ui::app::App);
}

//! The administrator's settings page. Hosted beside the widget, never part of its bundle.

fn main() {
    #[cfg(target_arch = "wasm32")]
    ferrophone::setup::start();
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("the settings page runs in a browser: build it for wasm32-unknown-unknown");
}

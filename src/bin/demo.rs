//! The demo page: a small Salesforce around the widget. Never part of the widget's bundle.

fn main() {
    #[cfg(target_arch = "wasm32")]
    ferrophone::demo::start();
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("the demo runs in a browser: build it for wasm32-unknown-unknown");
}

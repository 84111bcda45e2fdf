//! The widget: the program that ships. It runs in a browser only.

#[cfg(target_arch = "wasm32")]
fn main() {
    use ferrophone::shell::{page, runtime, ui};
    page::survive_panics();
    let (view, send) = runtime::start();
    ui::mount(view, send);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Ferrophone runs in a browser. Try: cargo xtask run");
    std::process::exit(2);
}

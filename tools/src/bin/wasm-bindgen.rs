//! Turns a wasm module into one that a browser loads, with its JavaScript glue.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}

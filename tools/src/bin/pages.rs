//! `pages OUT_DIR NAME MODULE.wasm [--keep-debug]`: what `wasm-bindgen --target web --no-typescript` does, into `OUT_DIR/NAME.js`
//! and `OUT_DIR/NAME_bg.wasm`.

use anyhow::bail;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (out, name, module, keep_debug) = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [out, name, module] => (out, name, module, false),
        [out, name, module, "--keep-debug"] => (out, name, module, true),
        _ => bail!("usage: pages OUT_DIR NAME MODULE.wasm [--keep-debug]"),
    };
    Bindgen::new().web(true)?.typescript(false).keep_debug(keep_debug).out_name(name).input_path(module).generate(out)
}

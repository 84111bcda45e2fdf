//! `pages OUT_DIR NAME MODULE.wasm [--keep-debug]`: what `wasm-bindgen --target web --no-typescript` does, into `OUT_DIR/NAME.js`
//! and `OUT_DIR/NAME_bg.wasm`; without `--keep-debug`, also without what the page does not need.

mod slim;

use anyhow::{Context, bail};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (out, name, module, keep_debug) = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [out, name, module] => (out, name, module, false),
        [out, name, module, "--keep-debug"] => (out, name, module, true),
        _ => bail!("usage: pages OUT_DIR NAME MODULE.wasm [--keep-debug]"),
    };
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(false).keep_debug(keep_debug).out_name(name).input_path(module);
    if !keep_debug {
        bindgen.remove_name_section(true).remove_producers_section(true);
    }
    let mut output = bindgen.generate_output()?;
    output.emit(out)?;
    if keep_debug {
        return Ok(());
    }
    let js = Path::new(out).join(format!("{name}.js"));
    let text = std::fs::read_to_string(&js).with_context(|| format!("cannot read {}", js.display()))?;
    let text = slim::slim(output.wasm_mut(), &text, "");
    std::fs::write(&js, text).with_context(|| format!("cannot write {}", js.display()))?;
    output.wasm_mut().emit_wasm_file(Path::new(out).join(format!("{name}_bg.wasm")))
}

//! `pages OUT_DIR NAME MODULE.wasm [--keep-debug]`: what `wasm-bindgen --target web --no-typescript` does, into `OUT_DIR/NAME.js`
//! and `OUT_DIR/NAME_bg.wasm`; what `#[wasm_split]` cuts off, into chunks beside them; and without `--keep-debug`, without what
//! the page does not need.

mod chunks;
mod exports;
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
    let out = Path::new(out);
    let mut bytes = std::fs::read(module).with_context(|| format!("cannot read {module}"))?;
    if !keep_debug {
        bytes = exports::without_classes(&bytes)?;
    }
    let scratch = out.with_extension("cut");
    let mut chunks = chunks::cut(&bytes, name, &scratch)?;
    let main = chunks.as_mut().map_or(bytes, |chunks| std::mem::take(&mut chunks.main));

    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(false).keep_debug(keep_debug).out_name(name).input_bytes(name, main);
    // The chunks import what the linker named.
    bindgen.keep_lld_exports(chunks.is_some());
    if !keep_debug {
        bindgen.remove_name_section(true).remove_producers_section(true);
    }
    let mut output = bindgen.generate_output()?;
    output.emit(out)?;
    let file = out.join(format!("{name}_bg.wasm"));
    if !keep_debug {
        let js = out.join(format!("{name}.js"));
        let text = std::fs::read_to_string(&js).with_context(|| format!("cannot read {}", js.display()))?;
        let script = chunks.as_ref().map_or("", |chunks| &chunks.script);
        write(&js, slim::slim(output.wasm_mut(), &text, script))?;
        output.wasm_mut().emit_wasm_file(&file)?;
    }
    if let Some(mut chunks) = chunks {
        if !keep_debug {
            for module in chunks.modules.values_mut() {
                *module = slim::chunk(module)?;
            }
            chunks.script = slim::without_layout(&chunks.script);
        }
        chunks.sign(&std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
        chunks.modules.into_iter().try_for_each(|(file, bytes)| write(&out.join(file), bytes))?;
        write(&out.join(chunks::SCRIPT), chunks.script)?;
    }
    Ok(())
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> anyhow::Result<()> {
    std::fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

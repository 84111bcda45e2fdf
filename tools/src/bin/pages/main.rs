//! `pages OUT_DIR NAME MODULE.wasm [--keep-debug]`: what `wasm-bindgen --target web --no-typescript` does, into `OUT_DIR/NAME.js`
//! and `OUT_DIR/NAME_bg.wasm`; what `#[wasm_split]` cuts off, into chunks beside them; and without `--keep-debug`, without what
//! the page does not need.

mod chunks;
mod exports;
mod slim;

use anyhow::{Context, bail};
use chunks::Chunks;
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
    let chunks = chunks::cut(&bytes, name, &scratch)?;
    let (main, modules, script) = match chunks {
        Some(Chunks { main, modules, script }) => (main, modules, Some(script)),
        None => (bytes, Default::default(), None),
    };

    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(false).keep_debug(keep_debug).out_name(name).input_bytes(name, main);
    // The chunks import what the linker named.
    bindgen.keep_lld_exports(script.is_some());
    if !keep_debug {
        bindgen.remove_name_section(true).remove_producers_section(true);
    }
    let mut output = bindgen.generate_output()?;
    output.emit(out)?;
    if !keep_debug {
        let js = out.join(format!("{name}.js"));
        let text = std::fs::read_to_string(&js).with_context(|| format!("cannot read {}", js.display()))?;
        write(&js, slim::slim(output.wasm_mut(), &text, script.as_deref().unwrap_or_default()))?;
        output.wasm_mut().emit_wasm_file(out.join(format!("{name}_bg.wasm")))?;
    }
    for (file, bytes) in modules {
        write(&out.join(file), if keep_debug { bytes } else { slim::chunk(&bytes)? })?;
    }
    if let Some(script) = script {
        write(&out.join(chunks::SCRIPT), if keep_debug { script } else { slim::without_layout(&script) })?;
    }
    Ok(())
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> anyhow::Result<()> {
    std::fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

//! Cuts a module at its split points (`#[wasm_split]`) into what a first load needs and what comes later.

use anyhow::{Context, anyhow};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use wasm_split_cli_support::{Options, transform};

/// What a module became. Files are to lie beside the page's own.
pub struct Chunks {
    /// For wasm-bindgen.
    pub main: Vec<u8>,
    /// File name to content.
    pub modules: BTreeMap<String, Vec<u8>>,
    /// The script that fetches them, named [`SCRIPT`].
    pub script: String,
}

pub const SCRIPT: &str = "chunks.js";

/// `None` where the module has no split points. `page`: the name of the script that wasm-bindgen will write. `scratch`: a
/// folder to work in.
pub fn cut(module: &[u8], page: &str, scratch: &Path) -> anyhow::Result<Option<Chunks>> {
    let is_cut = module.windows(MARK.len()).any(|window| window == MARK);
    if !is_cut {
        return Ok(None);
    }
    let (link, script, main) = (format!("./{SCRIPT}"), format!("./{page}.js"), scratch.join("main.wasm"));
    let mut options = Options::new(module);
    options.output_dir = scratch;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &script;
    let cut = transform(options).map_err(|error| anyhow!("{error:?}"))?;
    let read = |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let mut script = String::from_utf8(read(&scratch.join(SCRIPT))?)?;
    let mut modules = BTreeMap::new();
    // The widget's own start takes a host that calls WebAssembly something else, too.
    script = script.replace("WebAssembly.instantiateStreaming(src, imports)", ANY_MIME_TYPE);
    for path in cut.split_modules {
        let file = path.file_name().context("a file has a name")?.to_string_lossy().into_owned();
        let name = file.trim_start_matches("split_").to_owned();
        script = script.replace(&format!("./{file}"), &format!("./{name}"));
        modules.insert(name, read(&path)?);
    }
    Ok(Some(Chunks { main: read(&main)?, modules, script }))
}

const ANY_MIME_TYPE: &str = "src.then((file) => file.ok ? file.arrayBuffer() : Promise.reject(file)).then((bytes) => WebAssembly.instantiate(bytes, imports))";

/// Part of the names that `#[wasm_split]` gives.
const MARK: &[u8] = b"__wasm_split_load_";

impl Chunks {
    /// A chunk knows addresses of the module that it was cut from: with another build it would do harm. So its name carries a hash
    /// of the build, and a page that is older than the files of its host finds none, which it can say. `main` and the chunks are as
    /// they will lie there: what was cut still held names that are no two times the same.
    pub fn sign(&mut self, main: &[u8]) {
        let mut hasher = DefaultHasher::new();
        hasher.write(main);
        self.modules.values().for_each(|module| hasher.write(module));
        let build = hasher.finish() as u32;
        for (file, module) in std::mem::take(&mut self.modules) {
            let signed = format!("{}-{build:08x}.wasm", file.trim_end_matches(".wasm"));
            self.script = self.script.replace(&format!("./{file}"), &format!("./{signed}"));
            self.modules.insert(signed, module);
        }
    }
}

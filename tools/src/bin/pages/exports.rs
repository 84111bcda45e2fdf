//! Takes out of a linked module what it exports for scripts to call, before it is cut: everything that an export leads to would
//! stay in the first load. The widget's page imports nothing of the kind; Leptos' server functions bring some for streams.
//!
//! By bytes, because the relocations that the cutter needs count from the start of the code and of the data.

/// The module, which the linker has just written, without those exports.
pub fn without_classes(module: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut out = module.get(..8).ok_or(CutShort)?.to_vec();
    let mut rest = Reader(&module[8..]);
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let section = rest.sized()?;
        let kept = if id == EXPORTS { Some(without_classes_in(section)?) } else { None };
        let section = kept.as_deref().unwrap_or(section);
        out.push(id);
        put_number(&mut out, section.len());
        out.extend_from_slice(section);
    }
    Ok(out)
}

/// Number of the export section (WebAssembly core specification, 5.5.2).
const EXPORTS: u8 = 7;

fn without_classes_in(section: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut rest = Reader(section);
    let mut exports = Vec::new();
    for _ in 0..rest.number()? {
        let before = rest.0;
        let name = std::str::from_utf8(rest.sized()?)?;
        rest.byte()?; // its kind
        rest.number()?; // its index
        exports.push((name, &before[..before.len() - rest.0.len()]));
    }
    // wasm-bindgen has each function for scripts described by another export; what it imports likewise, but `__wb…` by name.
    let is_for_scripts = |name: &str| {
        let function = name.strip_prefix(DESCRIBES).unwrap_or(name);
        let described = || exports.iter().any(|(other, _)| other.strip_prefix(DESCRIBES) == Some(function));
        let frees_a_class = function.starts_with("__wbg_") && function.contains("_free_");
        frees_a_class || !function.starts_with("__wb") && described()
    };
    let kept: Vec<&[u8]> =
        exports.iter().filter(|(name, _)| !is_for_scripts(name)).map(|(_, export)| *export).collect();
    let mut out = Vec::new();
    put_number(&mut out, kept.len());
    kept.iter().for_each(|export| out.extend_from_slice(export));
    Ok(out)
}

const DESCRIBES: &str = "__wbindgen_describe_";

/// Reads from the front.
struct Reader<'a>(&'a [u8]);

#[derive(Debug)]
struct CutShort;

impl std::fmt::Display for CutShort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the module ends too early")
    }
}

impl std::error::Error for CutShort {}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8, CutShort> {
        let (first, rest) = self.0.split_first().ok_or(CutShort)?;
        self.0 = rest;
        Ok(*first)
    }

    /// LEB128, as the linker writes it: padded or not.
    fn number(&mut self) -> Result<usize, CutShort> {
        let mut number = 0;
        for shift in (0..).step_by(7).take(5) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(CutShort)
    }

    fn sized(&mut self) -> Result<&'a [u8], CutShort> {
        let length = self.number()?;
        let (sized, rest) = self.0.split_at_checked(length).ok_or(CutShort)?;
        self.0 = rest;
        Ok(sized)
    }
}

fn put_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let more = number > 0x7f;
        out.push((number & 0x7f) as u8 | if more { 0x80 } else { 0 });
        number >>= 7;
        if !more {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_scripts_could_call_goes_and_what_the_page_needs_stays() {
        let module = r#"(module
            (memory (export "memory") 1)
            (func (export "main"))
            (func (export "stream_pull_0123"))
            (func (export "__wbindgen_describe_stream_pull_0123"))
            (func (export "__wbg_stream_free_0123"))
            (func (export "__wbindgen_describe___wbg_open_0123"))
            (data (i32.const 0) "after it"))"#;
        let module = without_classes(&wat::parse_str(module).unwrap()).unwrap();
        let module = walrus::Module::from_buffer(&module).unwrap();
        let names: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(names, ["memory", "main", "__wbindgen_describe___wbg_open_0123"]);
        assert_eq!(module.data.iter().count(), 1);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without_classes(b"\0asm").is_err());
        assert!(without_classes(b"\0asm\x01\0\0\0\x07\x09\x01").is_err());
    }
}

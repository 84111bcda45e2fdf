//! Takes out of wasm-bindgen's files what the page does not need: what nobody imports, and long names. Both sides of the
//! boundary name each function, each with 16 digits of a hash, which no compression makes smaller.

use std::collections::{BTreeMap, BTreeSet};
use walrus::Module;

/// The module's and its JavaScript's own, in fewer bytes. `others`: further scripts that name exports of the module.
pub fn slim(module: &mut Module, js: &str, others: &str) -> String {
    let js = without_exported_classes(js);
    let named: BTreeSet<&str> = words(&js).chain(words(others)).collect();
    let unused = module.exports.iter().filter(|export| !named.contains(export.name.as_str())).map(|export| export.id());
    for export in unused.collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    walrus::passes::gc::run(module);
    let js = without_unused_imports(&js, &module.imports.iter().map(|import| import.name.as_str()).collect());
    let names = short_names(&js, others);
    for import in module.imports.iter_mut() {
        rename(&mut import.name, &names);
    }
    for export in module.exports.iter_mut() {
        rename(&mut export.name, &names);
    }
    shortened(&without_layout(&renamed(&with_one_way_to_start(&js), &names)))
}

/// wasm-bindgen's start takes a module, its bytes, a response, an address or a request, and falls back where a host calls
/// WebAssembly something else. The widget's page gives an address, and the script that fetches chunks asks for what is there.
fn with_one_way_to_start(js: &str) -> String {
    let from = js.find("async function __wbg_load(").unwrap_or(js.len());
    let to = js.find("export { initSync, __wbg_init as default };").filter(|to| from < *to).unwrap_or(from);
    if from == to { js.to_owned() } else { [&js[..from], START, &js[to..]].concat() }
}

const START: &str = "\
function initSync() {
    return wasm;
}
async function __wbg_init({ module_or_path }) {
    const file = await fetch(module_or_path);
    if (!file.ok) throw new Error(`failed to fetch Wasm: ${file.status}`);
    const imports = __wbg_get_imports();
    let made;
    try {
        made = await WebAssembly.instantiateStreaming(file, imports);
    } catch (error) {
        if (file.bodyUsed) throw error;
        made = await WebAssembly.instantiate(await file.arrayBuffer(), imports);
    }
    return __wbg_finalize_init(made.instance, made.module);
}
";

/// What wasm-bindgen says at length, line by line.
fn shortened(js: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in js.lines() {
        let returned = line == "return ret;";
        let value =
            lines.last().and_then(|last| last.strip_prefix("const ret = ")).map(|value| format!("return {value}"));
        match (value, lines.last_mut()) {
            (Some(value), Some(last)) if returned => *last = value,
            _ => lines.push(line.to_owned()),
        }
    }
    let caught = "function() { return handleError(function (";
    let text: String = lines
        .iter()
        .map(|line| match line.as_str() {
            "}, arguments); }," => "}),\n".to_owned(),
            line => format!("{}\n", spaceless(&line.replace(caught, "attempt(function ("))),
        })
        .collect();
    if lines.iter().any(|line| line.contains(caught)) { [ATTEMPT, &text].concat() } else { text }
}

const ATTEMPT: &str = "const attempt=(f)=>function(){return handleError(f,arguments)};\n";

/// A line without the spaces that only please; not where it holds a text.
fn spaceless(line: &str) -> String {
    if line.contains(['\'', '"', '`', '/']) {
        return line.to_owned();
    }
    let mut line = line.to_owned();
    for sign in
        ["=", "==", "===", "!==", "=>", "+", "-", "*", "?", ":", ",", "&&", "||", "{", "}", "(", ">>>", "<", ">", ">="]
    {
        line = line.replace(&format!(" {sign} "), sign).replace(&format!("{sign} "), sign);
    }
    line.replace(") {", "){").replace(" {", "{").replace(" }", "}")
}

/// A chunk without names, and with numbers as short as they can be: the linker pads them for whoever cuts.
pub fn chunk(module: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut config = walrus::ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    Ok(config.parse(module)?.emit_wasm())
}

/// Classes of Rust for scripts to use. Leptos' server functions bring some for streams; the widget's page imports none.
fn without_exported_classes(js: &str) -> String {
    let mut classes = Vec::new();
    let mut kept = String::new();
    let mut inside = false;
    for line in js.lines() {
        if let Some(class) = line.strip_prefix("export class ") {
            classes.push(class.split_whitespace().next().unwrap_or_default());
            inside = true;
        }
        let about_a_class = |class: &&str| {
            line.starts_with(&format!("if (Symbol.dispose) {class}."))
                || line.starts_with(&format!("const {class}Finalization "))
        };
        inside |= classes.iter().any(about_a_class);
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
        if inside && (line == "}" || line.ends_with(';') && !line.starts_with("        ")) {
            inside = false;
        }
    }
    kept
}

/// Each import is `        NAME: function(…) {` to `        },` in one table.
fn without_unused_imports(js: &str, used: &BTreeSet<&str>) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in js.lines() {
        let entry = line.strip_prefix("        __wb").filter(|rest| !rest.starts_with(' '));
        if let Some((name, _)) = entry.and_then(|_| line.trim_start().split_once(": function(")) {
            inside = !used.contains(name);
        }
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
        if line == "        }," {
            inside = false;
        }
    }
    kept
}

/// For each name with a hash, one that occurs nowhere.
fn short_names<'a>(js: &'a str, others: &str) -> BTreeMap<&'a str, String> {
    let taken: BTreeSet<&str> = words(js).chain(words(others)).collect();
    let mut free = (0..).map(|i| format!("w{i}")).filter(|name| !taken.contains(name.as_str()));
    let hashed: BTreeSet<&str> = words(js).filter(|word| is_hashed(word)).collect();
    hashed.into_iter().map(|name| (name, free.next().expect("an endless row"))).collect()
}

/// `__wbg_now_4057da1b3c9c44d7`, `wasm_bindgen__convert__closures_____invoke__h57176a62a17823cc_14`
fn is_hashed(word: &str) -> bool {
    let is_hash = |part: &str| {
        let digits = part.strip_prefix('h').unwrap_or(part);
        digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    (word.starts_with("__wb") || word.starts_with("wasm_bindgen__")) && word.split('_').any(is_hash)
}

fn rename(name: &mut String, names: &BTreeMap<&str, String>) {
    if let Some(short) = names.get(name.as_str()) {
        name.clone_from(short);
    }
}

fn renamed(js: &str, names: &BTreeMap<&str, String>) -> String {
    let mut text = String::new();
    let mut rest = js;
    for word in words(js) {
        let at = rest.find(word).expect("words come in order");
        text.push_str(&rest[..at]);
        text.push_str(names.get(word).map_or(word, String::as_str));
        rest = &rest[at + word.len()..];
    }
    text + rest
}

/// Without indentation, empty lines and comments on lines of their own.
pub fn without_layout(js: &str) -> String {
    let is_code =
        |line: &&str| !line.is_empty() && !["//", "/*", "* ", "*/"].iter().any(|start| line.starts_with(start));
    js.lines().map(str::trim).filter(is_code).map(|line| format!("{line}\n")).collect()
}

fn words(js: &str) -> impl Iterator<Item = &str> {
    js.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const JS: &str = "\
export class Stream {
    free() {
        wasm.__wbg_stream_free(0, 0);
    }
}
if (Symbol.dispose) Stream.prototype[Symbol.dispose] = Stream.prototype.free;
function __wbg_get_imports() {
    const import0 = {
        __wbg_close_0123456789abcdef: function(arg0) {
            arg0.close();
        },
        __wbg_open_fedcba9876543210: function(arg0) {
            if (arg0) {
                arg0.open();
            }
        },
    };
}
const StreamFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_stream_free(ptr, 1));
// The end.
let w0 = wasm.memory;
";

    /// Opens; a class of its own, that closes.
    const WASM: &str = r#"(module
        (import "./x_bg.js" "__wbg_close_0123456789abcdef" (func $close))
        (import "./x_bg.js" "__wbg_open_fedcba9876543210" (func $open))
        (memory (export "memory") 1)
        (func (export "__wbg_stream_free") (param i32 i32) (call $close))
        (func $start (call $open))
        (start $start))"#;

    #[test]
    fn what_the_page_does_not_import_goes_with_all_that_only_it_used() {
        let mut module = Module::from_buffer(&wat::parse_str(WASM).unwrap()).unwrap();
        let js = slim(&mut module, JS, "");
        assert_eq!(
            js,
            "function __wbg_get_imports(){\nconst import0={\nw1:function(arg0){\nif (arg0){\narg0.open();\n}\n},\n};\n}\n\
             let w0=wasm.memory;\n"
        );
        let imports: Vec<&str> = module.imports.iter().map(|import| import.name.as_str()).collect();
        let exports: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!((imports, exports), (vec!["w1"], vec!["memory"]));
    }

    #[test]
    fn what_is_said_at_length_is_said_shortly() {
        let long = "w1: function() { return handleError(function (arg0, arg1) {\nconst ret = arg0.get(arg1);\nreturn ret;\n}, arguments); },\n\
                    const text = 'a = b';\n";
        let short = "attempt(function (arg0,arg1){\nreturn arg0.get(arg1);\n}),\nconst text = 'a = b';\n";
        assert_eq!(shortened(long), format!("{ATTEMPT}w1:{short}"));
    }

    #[test]
    fn the_page_starts_in_one_way() {
        let js = "let wasm;\nasync function __wbg_load(module, imports) {\n}\nfunction initSync(module) {\n}\n\
                  export { initSync, __wbg_init as default };\n";
        assert_eq!(
            with_one_way_to_start(js),
            ["let wasm;\n", START, "export { initSync, __wbg_init as default };\n"].concat()
        );
        assert_eq!(with_one_way_to_start("let other;\n"), "let other;\n");
    }

    #[test]
    fn what_another_script_names_stays() {
        let mut module = Module::from_buffer(&wat::parse_str(WASM).unwrap()).unwrap();
        slim(&mut module, JS, "__wbg_stream_free");
        assert_eq!((module.imports.iter().count(), module.exports.iter().count()), (2, 2));
    }
}

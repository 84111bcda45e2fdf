//! `cargo xtask build`: compiles the pages to WebAssembly and lays out `dist/`.

use crate::headers::{self, Partners};
use crate::setup;
use crate::shell::cargo;
use crate::shell::{self, Failure, Result};
use crate::style;
use crate::supply;
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One page: a binary of the root package, and the folders whose files lie beside it.
struct Page {
    bin: &'static str,
    source: &'static str,
    folders: &'static [&'static str],
    /// Below `dist/`.
    to: &'static str,
}

/// The widget comes first and must be there; of the others those that exist.
const PAGES: &[Page] = &[
    Page { bin: "ferrophone", source: "src/main.rs", folders: &["web", "style"], to: WIDGET },
    Page { bin: "setup", source: "src/bin/setup.rs", folders: &["setup"], to: SETUP },
    Page { bin: "demo", source: "src/bin/demo.rs", folders: &["demo"], to: "" },
    Page { bin: "gallery", source: "src/bin/gallery.rs", folders: &["web", "style"], to: GALLERY },
];

/// The folder of `dist/` that an administrator hosts.
pub const WIDGET: &str = "widget";
/// What a static host is to send, in the format that several read.
const HEADERS: &str = "_headers";
/// The administrator's page: hosted with the widget, fetched by no agent.
pub const SETUP: &str = "widget/setup";
/// Below `dist/`: each file as brotli and gzip, for the server and the scales. Not hosted.
pub const COMPRESSED: &str = ".compressed";
/// The screens over made-up views, in the widget's own page.
const GALLERY: &str = "gallery";
const STYLE: &str = "style/ferrophone.css";

/// Which pages to build.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pages {
    /// The widget and the demo org around it.
    Product,
    /// The gallery too. It costs a link of its own after each edit.
    All,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Profile {
    Debug,
    Release,
}

const USAGE: &str = "usage: cargo xtask build [--debug] [--pbx ORIGIN]... [--org ORIGIN]...";

/// `cargo xtask build [--debug] [--pbx ORIGIN]... [--org ORIGIN]...`
pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    let mut args = args.to_vec();
    let partners = Partners::take(&mut args)?;
    let profile = match &args[..] {
        [] => Profile::Release,
        [flag] if flag == "--debug" => Profile::Debug,
        _ => return Err(Failure::new(USAGE)),
    };
    dist(workspace, profile, Pages::Product)?;
    let headers = workspace.dist.join(WIDGET).join(HEADERS);
    std::fs::write(&headers, headers::widget_file(&partners)).map_err(Failure::io(&headers))?;
    println!("{} is ready; host {}", workspace.dist.display(), workspace.dist.join(WIDGET).display());
    Ok(())
}

/// Builds `dist/`, touching only what changed. What an earlier build left and this one does not make is removed.
pub fn dist(workspace: &Workspace, profile: Profile, pages: Pages) -> Result<()> {
    if !workspace.root.join(STYLE).is_file() {
        return Err(Failure::new(format!("{STYLE} is missing: the widget has no style sheet")));
    }
    setup::ensure(workspace, &[&setup::WASM_TARGET, &setup::TOOLS])?;
    let pages: Vec<&Page> = PAGES.iter().filter(|page| page.is_wanted(&workspace.root, pages)).collect();
    compile(workspace, profile, &pages)?;
    let mut files = BTreeMap::new();
    for page in &pages {
        let mut own = BTreeMap::new();
        for folder in page.folders {
            collect(&workspace.root.join(folder), Path::new(page.to), &mut own)?;
        }
        own.iter_mut().for_each(|(path, bytes)| page.adapt(path, bytes, profile));
        files.append(&mut own);
        collect(&bind(workspace, profile, page)?, Path::new(page.to), &mut files)?;
    }
    files.insert(Path::new(WIDGET).join(HEADERS), headers::widget_file(&Partners::default()).into_bytes());
    if profile == Profile::Release {
        files.insert(PathBuf::from(supply::SBOM), supply::sbom_text(workspace)?.into_bytes());
    }
    sync(&workspace.dist, &files)?;
    if profile == Profile::Release { compress(workspace, files.keys()) } else { Ok(()) }
}

impl Page {
    fn is_wanted(&self, root: &Path, pages: Pages) -> bool {
        let there = || root.join(self.source).is_file() && root.join(self.folders[0]).is_dir();
        match self.to {
            WIDGET => true,
            GALLERY => pages == Pages::All && there(),
            _ => there(),
        }
    }

    /// Makes a source file this page's own: no instructions for Trunk, and in a page that borrows the widget's, its own module.
    fn adapt(&self, path: &Path, bytes: &mut Vec<u8>, profile: Profile) {
        let kind = path.extension().and_then(|extension| extension.to_str());
        if matches!(kind, Some("html" | "js")) {
            let text = without_trunk(&String::from_utf8_lossy(bytes));
            let module = |ending: &str| (format!("./ferrophone{ending}"), format!("./{}{ending}", self.bin));
            let text = [module(".js"), module("_bg.wasm")].iter().fold(text, |text, (from, to)| text.replace(from, to));
            *bytes = text.into_bytes();
        }
        let slim = match kind {
            Some("css") => style::slim,
            Some("js") => without_remarks,
            _ => return,
        };
        if profile == Profile::Release {
            *bytes = slim(&String::from_utf8_lossy(bytes)).into_bytes();
        }
    }
}

/// A script without the lines that are for its readers, and without what sets lines in.
fn without_remarks(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

fn compile(workspace: &Workspace, profile: Profile, pages: &[&Page]) -> Result<()> {
    let build = |subcommand: &str| {
        let mut command = cargo(&workspace.root);
        command.args([subcommand, "--target", setup::WASM]);
        if profile == Profile::Release {
            command.arg("--release").arg("--config").arg(nameless());
        }
        command
    };
    let (widget, others): (Vec<&Page>, Vec<&Page>) =
        pages.iter().partition(|page| page.to == WIDGET && profile == Profile::Release);
    for page in widget {
        shell::run(build("rustc").args(["--bin", page.bin, "--"]).args(IN_CHUNKS))?;
    }
    if others.is_empty() {
        return Ok(());
    }
    shell::run(build("build").args(others.iter().flat_map(|page| ["--bin", page.bin])))
}

/// Places in the code of others are told without the folder that they lie in on this machine: what ships is the same wherever it
/// was built, and names no home. Added to the flags of `.cargo/config.toml`.
fn nameless() -> String {
    let home = |name| std::env::var_os(name).filter(|home| !home.is_empty()).map(PathBuf::from);
    let cargo =
        home("CARGO_HOME").or_else(|| home("HOME").or_else(|| home("USERPROFILE")).map(|home| home.join(".cargo")));
    let sources = cargo.unwrap_or_default().join("registry").join("src");
    // A literal string of TOML: a path on Windows has backslashes.
    format!("target.{}.rustflags=['--remap-path-prefix={}=crates']", setup::WASM, sources.display())
}

/// What ships is cut into chunks, see `src/main.rs`. `pages` cuts; for that it needs to know what refers to what, by name, and
/// takes the names away afterwards.
const IN_CHUNKS: &[&str] = &["--cfg", "chunks", "-Clink-arg=--emit-relocs", "-Cstrip=none"];

/// Runs wasm-bindgen; returns the folder with `BIN.js` and `BIN_bg.wasm`.
fn bind(workspace: &Workspace, profile: Profile, page: &Page) -> Result<PathBuf> {
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => "release",
    };
    let wasm = workspace.target.join(setup::WASM).join(folder).join(format!("{}.wasm", page.bin));
    let out = workspace.target.join("wasm-bindgen").join(folder).join(page.bin);
    // An empty folder each time: a snippet that is gone must not linger.
    let _ = std::fs::remove_dir_all(&out);
    let mut command = Command::new(workspace.tool("pages"));
    command.arg(&out).arg(page.bin).arg(wasm);
    if profile == Profile::Debug {
        command.arg("--keep-debug");
    }
    shell::run(&mut command)?;
    Ok(out)
}

/// Reads every file below `folder` into `files`, under `to`.
pub fn collect(folder: &Path, to: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for entry in std::fs::read_dir(folder).map_err(Failure::io(folder))? {
        let path = entry.map_err(Failure::io(folder))?.path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            collect(&path, &target, files)?;
        } else {
            files.insert(target, std::fs::read(&path).map_err(Failure::io(&path))?);
        }
    }
    Ok(())
}

/// Lines with `data-trunk` are instructions for Trunk, which replaces them; here they go.
fn without_trunk(html: &str) -> String {
    html.lines().filter(|line| !line.contains("data-trunk")).map(|line| format!("{line}\n")).collect()
}

/// Makes `dist` hold exactly `files` (and their compressed forms). A file that is right keeps its time, and so its ETag.
fn sync(dist: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for (path, bytes) in files {
        let path = dist.join(path);
        if std::fs::read(&path).is_ok_and(|there| there == *bytes) {
            continue;
        }
        let folder = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder).map_err(Failure::io(folder))?;
        std::fs::write(&path, bytes).map_err(Failure::io(&path))?;
    }
    let mut there = BTreeMap::new();
    collect(dist, Path::new(""), &mut there)?;
    for path in there.keys() {
        let kept = match path.strip_prefix(COMPRESSED) {
            Ok(source) => files.contains_key(&source.with_extension("")) && is_current(dist, path, source),
            Err(_) => files.contains_key(path),
        };
        if !kept {
            let path = dist.join(path);
            std::fs::remove_file(&path).map_err(Failure::io(&path))?;
        }
    }
    Ok(())
}

/// Whether a compressed form is at least as new as what it was made from.
fn is_current(dist: &Path, compressed: &Path, source: &Path) -> bool {
    let time = |path: PathBuf| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let (made, from) = (time(dist.join(compressed)), time(dist.join(source.with_extension(""))));
    made.is_some() && made >= from
}

fn compress<'a>(workspace: &Workspace, files: impl Iterator<Item = &'a PathBuf>) -> Result<()> {
    let stale: Vec<&PathBuf> = files.filter(|file| !compressed(&workspace.dist, file, "br").is_file()).collect();
    if stale.is_empty() {
        return Ok(());
    }
    let mut command = Command::new(workspace.tool("precompress"));
    shell::run(command.current_dir(&workspace.dist).arg(COMPRESSED).args(stale))
}

/// Where the `br` or `gz` form of a file of `dist` lies.
pub fn compressed(dist: &Path, file: &Path, form: &str) -> PathBuf {
    let mut name = dist.join(COMPRESSED).join(file).into_os_string();
    name.push(".");
    name.push(form);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::scratch;

    fn files(list: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
        list.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn trunk_lines_leave_the_page_and_nothing_else_does() {
        let html = "<head>\n<link data-trunk rel=\"rust\">\n<script src=\"./boot.js\"></script>\n</head>\n";
        assert_eq!(without_trunk(html), "<head>\n<script src=\"./boot.js\"></script>\n</head>\n");
    }

    #[test]
    fn a_script_ships_without_its_remarks() {
        let script = "// Starts.\nimport init from './x.js';\n\nif (init) {\n  // Because.\n  init('//host');\n}\n";
        assert_eq!(without_remarks(script), "import init from './x.js';\nif (init) {\ninit('//host');\n}\n");
    }

    #[test]
    fn the_gallery_borrows_the_page_and_loads_its_own_module() {
        let mut page = b"<link href=\"./ferrophone.css\">\n<link href=\"./ferrophone_bg.wasm\">\n".to_vec();
        PAGES.iter().find(|page| page.to == GALLERY).unwrap().adapt(
            Path::new("gallery/index.html"),
            &mut page,
            Profile::Debug,
        );
        assert_eq!(page, b"<link href=\"./ferrophone.css\">\n<link href=\"./gallery_bg.wasm\">\n");
    }

    #[test]
    fn a_file_that_did_not_change_keeps_its_time_and_its_compressed_form() {
        let dist = scratch("keeps");
        sync(&dist, &files(&[("widget/a.js", "one"), ("b.html", "two")])).unwrap();
        for file in ["widget/a.js", "b.html"] {
            let form = compressed(&dist, Path::new(file), "br");
            std::fs::create_dir_all(form.parent().unwrap()).unwrap();
            std::fs::write(form, "small").unwrap();
        }
        let before = std::fs::metadata(dist.join("b.html")).unwrap().modified().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        sync(&dist, &files(&[("widget/a.js", "changed"), ("b.html", "two")])).unwrap();
        assert_eq!(std::fs::metadata(dist.join("b.html")).unwrap().modified().unwrap(), before);
        assert!(compressed(&dist, Path::new("b.html"), "br").is_file());
        assert!(!compressed(&dist, Path::new("widget/a.js"), "br").exists(), "a stale form must not be served");
    }

    #[test]
    fn what_is_no_longer_built_is_no_longer_hosted() {
        let dist = scratch("removes");
        sync(&dist, &files(&[("widget/old.js", "x"), ("widget/new.js", "y")])).unwrap();
        sync(&dist, &files(&[("widget/new.js", "y")])).unwrap();
        assert!(!dist.join("widget/old.js").exists() && dist.join("widget/new.js").is_file());
    }

    #[test]
    fn a_compressed_form_lies_outside_what_is_hosted() {
        let path = compressed(Path::new("dist"), Path::new("widget/ferrophone_bg.wasm"), "br");
        assert_eq!(path, Path::new("dist/.compressed/widget/ferrophone_bg.wasm.br"));
    }
}

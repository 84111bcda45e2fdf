//! Crates by `cargo tree`, and their checksums by `Cargo.lock`.

use crate::shell::{self, Failure, Result};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Name {
    pub name: String,
    pub version: String,
}

#[derive(Clone, Debug)]
pub struct Crate {
    pub id: Name,
    /// As its author wrote it; empty where there is none.
    pub licence: String,
    pub repository: String,
}

/// One line of a tree.
pub struct Line {
    pub depth: usize,
    pub found: Crate,
}

/// A package of `Cargo.lock`. Without a source it is our own.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Locked {
    pub source: Option<String>,
    pub checksum: Option<String>,
}

/// The lines of `cargo tree` with these arguments.
pub fn tree(root: &Path, args: &[&str]) -> Result<Vec<Line>> {
    let mut command = shell::cargo(root);
    command.args(["tree", "--quiet", "--prefix", "depth", "--format", "|{p}|{l}|{r}"]).args(args);
    let output = command.output().map_err(|error| Failure::new(format!("cargo does not start: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    String::from_utf8_lossy(&output.stdout).lines().filter(|line| !line.trim().is_empty()).map(read).collect()
}

/// `1|chrono v0.4.45|MIT OR Apache-2.0|https://…`; behind the version of our own their path.
fn read(line: &str) -> Result<Line> {
    let odd = || Failure::new(format!("cargo tree says {line:?}"));
    let mut parts = line.trim_end_matches(" (*)").split('|');
    let depth = parts.next().and_then(|depth| depth.parse().ok()).ok_or_else(odd)?;
    let mut words = parts.next().unwrap_or_default().split(' ');
    let (name, version) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let version = version.strip_prefix('v').ok_or_else(odd)?;
    let id = Name { name: name.to_owned(), version: version.to_owned() };
    let mut next = || parts.next().unwrap_or_default().trim().to_owned();
    Ok(Line { depth, found: Crate { id, licence: next(), repository: next() } })
}

pub fn locked(root: &Path) -> Result<BTreeMap<Name, Locked>> {
    let path = root.join("Cargo.lock");
    Ok(read_lock(&std::fs::read_to_string(&path).map_err(Failure::io(&path))?))
}

fn read_lock(text: &str) -> BTreeMap<Name, Locked> {
    let packages = text.split("[[package]]").skip(1).map(|package| {
        let of = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            line.map(|value| value.trim_end_matches('"').to_owned())
        };
        let id = Name { name: of("name").unwrap_or_default(), version: of("version").unwrap_or_default() };
        (id, Locked { source: of("source"), checksum: of("checksum") })
    });
    packages.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_is_a_crate_and_its_depth() {
        let line = read("2|cfg-if v1.0.5|MIT OR Apache-2.0|https://github.com/rust-lang/cfg-if (*)").unwrap();
        assert_eq!(line.depth, 2);
        assert_eq!(line.found.id, Name { name: "cfg-if".into(), version: "1.0.5".into() });
        assert_eq!(line.found.repository, "https://github.com/rust-lang/cfg-if");
        assert_eq!(
            read("0|ferrophone v0.1.0 (/somewhere)|MIT OR Apache-2.0|").unwrap().found.licence,
            "MIT OR Apache-2.0"
        );
        assert!(read("nonsense").is_err());
    }

    #[test]
    fn the_lock_tells_where_a_crate_comes_from() {
        let text = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\nchecksum = \"ab\"\n\
                    \n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n]\n";
        let found = read_lock(text);
        let name = |name: &str, version: &str| Name { name: name.into(), version: version.into() };
        assert_eq!(found[&name("a", "1.0.0")].checksum.as_deref(), Some("ab"));
        assert_eq!(found[&name("own", "0.1.0")], Locked::default());
    }
}

//! `cargo xtask sbom`: what the widget's bundle is linked from, as CycloneDX 1.5 (ECMA-424). The same for the same lock file and
//! compiler: it holds no time and no random number. Of a crate that is listed the linker keeps what is called, which may be nothing.

use super::crates::{self, Line, Name};
use crate::setup;
use crate::shell::{self, Failure, Result};
use crate::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Beside the widget, not in it.
pub const FILE: &str = "ferrophone.cdx.json";

pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err(Failure::new("usage: cargo xtask sbom"));
    }
    let path = workspace.dist.join(FILE);
    std::fs::create_dir_all(&workspace.dist).map_err(Failure::io(&workspace.dist))?;
    std::fs::write(&path, write(workspace)?).map_err(Failure::io(&path))?;
    println!("{}", path.display());
    Ok(())
}

/// The document.
pub fn write(workspace: &Workspace) -> Result<String> {
    let own = ["--package", "ferrophone", "--edges", "normal,no-proc-macro", "--target", setup::WASM];
    let lines = crates::tree(&workspace.root, &own)?;
    let manifest = workspace.root.join("Cargo.toml");
    let manifest = std::fs::read_to_string(&manifest).map_err(Failure::io(&manifest))?;
    let locked = crates::locked(&workspace.root)?;
    let compiler = shell::output("rustc", &["--version"]).unwrap_or_default();
    let compiler = compiler.split(' ').nth(1).unwrap_or("unknown").to_owned();
    let checksum = |id: &Name| locked.get(id).and_then(|locked| locked.checksum.clone());
    Ok(document(&lines, &left_out(&manifest), &compiler, checksum))
}

/// Dependencies whose line in the manifest says that they are not in the widget: the linker leaves them out.
fn left_out(manifest: &str) -> BTreeSet<String> {
    let marked = manifest.lines().filter(|line| line.contains("not in the widget"));
    marked.filter_map(|line| line.split_once(" = ").map(|(name, _)| name.trim().to_owned())).collect()
}

struct Component<'a> {
    line: &'a Line,
    needs: BTreeSet<Name>,
}

fn document(
    lines: &[Line],
    left_out: &BTreeSet<String>,
    compiler: &str,
    checksum: impl Fn(&Name) -> Option<String>,
) -> String {
    let graph = graph(lines);
    let Some(root) = lines.first().map(|line| line.found.id.clone()) else { return String::new() };
    // What only those reach is not in it either.
    let mut shipped = BTreeSet::new();
    let mut open = vec![root.clone()];
    while let Some(id) = open.pop() {
        if shipped.insert(id.clone()) {
            open.extend(graph[&id].needs.iter().filter(|id| !left_out.contains(&id.name)).cloned());
        }
    }
    let std = Name { name: "std".into(), version: compiler.to_owned() };
    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    for id in &shipped {
        let Component { line, needs } = &graph[id];
        if *id != root {
            components.push(component(line, checksum(id)));
        }
        let mut refs: Vec<String> = needs.intersection(&shipped).map(purl).collect();
        if *id == root {
            refs.push(purl(&std));
        }
        let refs: Vec<_> = refs.iter().map(|purl| text(purl)).collect();
        dependencies.push(format!("    {{ \"ref\": {}, \"dependsOn\": [{}] }}", text(&purl(id)), refs.join(", ")));
    }
    components.push(format!(
        "    {{\n      \"type\": \"library\",\n      \"bom-ref\": {0},\n      \"name\": \"std\",\n      \"version\": {1},\n      \
         \"description\": \"Rust's standard library, as the compiler brings it\",\n      \
         \"licenses\": [{{ \"expression\": \"MIT OR Apache-2.0\" }}]\n    }}",
        text(&purl(&std)),
        text(compiler)
    ));
    dependencies.push(format!("    {{ \"ref\": {}, \"dependsOn\": [] }}", text(&purl(&std))));
    format!(
        "{{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.5\",\n  \"version\": 1,\n  \"metadata\": {{\n    \
         \"component\": {{\n      \"type\": \"application\",\n      \"bom-ref\": {},\n      \"name\": {},\n      \
         \"version\": {},\n      \"licenses\": [{{ \"expression\": \"MIT OR Apache-2.0\" }}]\n    }}\n  }},\n  \
         \"components\": [\n{}\n  ],\n  \"dependencies\": [\n{}\n  ]\n}}\n",
        text(&purl(&root)),
        text(&root.name),
        text(&root.version),
        components.join(",\n"),
        dependencies.join(",\n")
    )
}

/// Each crate once, with those that stand below it.
fn graph(lines: &[Line]) -> BTreeMap<Name, Component<'_>> {
    let mut graph: BTreeMap<Name, Component> = BTreeMap::new();
    let mut above: Vec<&Name> = Vec::new();
    for line in lines {
        let id = &line.found.id;
        above.truncate(line.depth);
        if let Some(parent) = above.last().and_then(|parent| graph.get_mut(*parent)) {
            parent.needs.insert(id.clone());
        }
        above.push(id);
        graph.entry(id.clone()).or_insert(Component { line, needs: BTreeSet::new() });
    }
    graph
}

fn component(line: &Line, checksum: Option<String>) -> String {
    let found = &line.found;
    let mut out = format!("    {{\n      \"type\": \"library\",\n      \"bom-ref\": {},\n", text(&purl(&found.id)));
    let _ = writeln!(out, "      \"name\": {},\n      \"version\": {},", text(&found.id.name), text(&found.id.version));
    if let Some(checksum) = checksum {
        let _ = writeln!(out, "      \"hashes\": [{{ \"alg\": \"SHA-256\", \"content\": {} }}],", text(&checksum));
    }
    // `/` is how licences were joined before SPDX.
    let licence = found.licence.replace(" / ", "/").replace('/', " OR ");
    let _ = writeln!(out, "      \"licenses\": [{{ \"expression\": {} }}],", text(&licence));
    let _ = write!(out, "      \"purl\": {}", text(&purl(&found.id)));
    if !found.repository.is_empty() {
        let url = text(&found.repository);
        let _ = write!(out, ",\n      \"externalReferences\": [{{ \"type\": \"vcs\", \"url\": {url} }}]");
    }
    out + "\n    }"
}

/// Package URL.
fn purl(id: &Name) -> String {
    let kind = if id.name == "std" { "generic/rust" } else { "cargo" };
    format!("pkg:{kind}/{}@{}", id.name, id.version.replace('+', "%2B"))
}

/// A string of JSON; names and addresses hold nothing worse than these.
fn text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::super::crates::Crate;
    use super::*;

    fn line(depth: usize, name: &str) -> Line {
        let id = Name { name: name.into(), version: "1.0.0".into() };
        let (licence, repository) = ("MIT/Apache-2.0".to_owned(), format!("https://example.com/{name}"));
        Line { depth, found: Crate { id, licence, repository } }
    }

    fn sample() -> String {
        let lines = [
            line(0, "ferrophone"),
            line(1, "kept"),
            line(2, "below"),
            line(1, "gone"),
            line(2, "only-gone"),
            line(2, "below"),
        ];
        let left_out = left_out("[dependencies]\ngone = \"=1.0.0\" # for the demo; not in the widget\nkept = \"1\"\n");
        document(&lines, &left_out, "1.95.0", |id| (id.name == "kept").then(|| "ab12".to_owned()))
    }

    #[test]
    fn what_is_linked_is_listed_and_what_only_the_demo_needs_is_not() {
        let sbom = sample();
        for there in [
            "\"purl\": \"pkg:cargo/kept@1.0.0\"",
            "\"purl\": \"pkg:cargo/below@1.0.0\"",
            "\"content\": \"ab12\"",
            "{ \"expression\": \"MIT OR Apache-2.0\" }",
            "{ \"ref\": \"pkg:cargo/kept@1.0.0\", \"dependsOn\": [\"pkg:cargo/below@1.0.0\"] }",
            "\"dependsOn\": [\"pkg:cargo/kept@1.0.0\", \"pkg:generic/rust/std@1.95.0\"]",
            "\"specVersion\": \"1.5\"",
        ] {
            assert!(sbom.contains(there), "{there} is not in\n{sbom}");
        }
        assert!(!sbom.contains("gone"), "{sbom}");
    }

    #[test]
    fn it_is_the_same_each_time_and_balanced() {
        let workspace = Workspace::find().unwrap();
        let sbom = write(&workspace).unwrap();
        assert_eq!(sbom, write(&workspace).unwrap());
        for (open, close) in [('{', '}'), ('[', ']')] {
            assert_eq!(sbom.matches(open).count(), sbom.matches(close).count());
        }
        assert!(sbom.contains("pkg:cargo/leptos@") && sbom.contains("pkg:cargo/wasm-bindgen@"));
        for absent in ["serde_json@", "chrono@", "proptest@", "xtask@", "insta@"] {
            assert!(!sbom.contains(&format!("pkg:cargo/{absent}")), "{absent}");
        }
    }
}

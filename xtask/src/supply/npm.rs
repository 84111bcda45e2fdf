//! What npm installs for the tests, by `package-lock.json` (lockfile version 3). Read line by line: npm writes it so.

use crate::shell::{Failure, Result};
use std::path::Path;

#[derive(Default, Debug, PartialEq, Eq)]
pub struct Package {
    pub path: String,
    pub licence: String,
    pub integrity: bool,
    /// Comes within another one.
    pub bundled: bool,
    /// Where it was resolved, if the file says so.
    pub resolved: String,
}

pub fn locked(folder: &Path) -> Result<Vec<Package>> {
    let path = folder.join("package-lock.json");
    Ok(read(&std::fs::read_to_string(&path).map_err(Failure::io(&path))?))
}

fn read(text: &str) -> Vec<Package> {
    let mut all: Vec<Package> = Vec::new();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("    \"node_modules/").and_then(|rest| rest.strip_suffix("\": {")) {
            all.push(Package { path: path.to_owned(), ..Package::default() });
        }
        let (Some(package), Some(field)) = (all.last_mut(), line.strip_prefix("      \"")) else { continue };
        let Some((name, value)) = field.split_once("\": ") else { continue };
        let value = value.trim_end_matches(',').trim_matches('"');
        match name {
            "license" => package.licence = value.to_owned(),
            "integrity" => package.integrity = true,
            "inBundle" => package.bundled = value == "true",
            "resolved" => package.resolved = value.to_owned(),
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_package_is_read_with_its_licence() {
        let text = "{\n  \"packages\": {\n    \"\": {\n      \"license\": \"MIT\"\n    },\n    \"node_modules/a\": {\n      \
                    \"version\": \"1.0.0\",\n      \"integrity\": \"sha512-x\",\n      \"license\": \"ISC\",\n      \
                    \"engines\": {\n        \"node\": \"20\"\n      }\n    },\n    \"node_modules/a/node_modules/b\": {\n      \
                    \"inBundle\": true,\n      \"license\": \"MIT\"\n    }\n  }\n}\n";
        let found = read(text);
        let told: Vec<_> =
            found.iter().map(|p| (p.path.as_str(), p.licence.as_str(), p.integrity, p.bundled)).collect();
        assert_eq!(told, [("a", "ISC", true, false), ("a/node_modules/b", "MIT", false, true)]);
    }
}

//! From a request to a file of `dist`: path, type, encoding, validators, headers.

use super::http::{Request, Response};
use crate::build::{WIDGET, compressed};
use crate::headers::{self, Audience, Partners};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Where Salesforce serves its libraries, whatever the API version, and the demo's stand-ins for them.
const LIBRARIES: &[(&str, &str)] = &[
    ("lightning/opencti_min.js", "opencti.js"),
    ("lightning/opencti.js", "opencti.js"),
    ("interaction.js", "interaction.js"),
];

/// The folder that is served.
pub struct Site {
    dist: PathBuf,
}

impl Site {
    pub fn new(dist: &Path) -> io::Result<Self> {
        Ok(Self { dist: dist.canonicalize()? })
    }

    pub fn respond(&self, request: &Request) -> Response {
        let (path, query) =
            request.target.split_once('?').map_or((request.target.as_str(), None), |(path, query)| (path, Some(query)));
        let Some(asked) = decode(path) else { return Response::text(400, "not a path") };
        let file = library(&asked).unwrap_or(asked);
        let Some(found) = self.locate(&file) else { return Response::text(404, "there is no such file") };
        match found {
            // Relative addresses in the page need the slash; the query is Salesforce's and must survive.
            Found::Folder if !path.ends_with('/') => {
                let mut response = Response::text(301, "a folder");
                response.headers.push((
                    "Location",
                    format!("{path}/{}", query.map(|query| format!("?{query}")).unwrap_or_default()),
                ));
                response
            }
            Found::Folder => match self.locate(&file.join("index.html")) {
                Some(Found::File(page)) => self.send(request, &page),
                Some(Found::Folder) | None => Response::text(404, "there is no page in this folder"),
            },
            Found::File(_) if path.ends_with('/') => Response::text(404, "not a folder"),
            Found::File(file) => self.send(request, &file),
        }
    }

    /// Looks below `dist`, wherever links lead.
    fn locate(&self, file: &Path) -> Option<Found> {
        let there = self.dist.join(file).canonicalize().ok()?;
        let below = there.strip_prefix(&self.dist).ok()?.to_path_buf();
        if there.is_dir() { Some(Found::Folder) } else { Some(Found::File(below)) }
    }

    fn send(&self, request: &Request, file: &Path) -> Response {
        let (path, encoding) = self.variant(request.header("accept-encoding").unwrap_or(""), file);
        let (Ok(body), Ok(etag)) = (std::fs::read(&path), etag(&path, encoding)) else {
            return Response::text(500, "the file cannot be read");
        };
        let mut headers = headers_of(file);
        headers.push(("ETag", etag.clone()));
        headers.push(("Vary", "Accept-Encoding".into()));
        let known = request
            .header("if-none-match")
            .is_some_and(|known| known == "*" || known.split(',').any(|one| one.trim() == etag));
        if known {
            return Response { status: 304, headers, body: Vec::new() };
        }
        headers.push(("Content-Type", media_type(file).into()));
        if let Some(encoding) = encoding {
            headers.push(("Content-Encoding", encoding.into()));
        }
        Response { status: 200, headers, body }
    }

    /// The smallest form the browser takes; forms are made at build time.
    fn variant(&self, accepted: &str, file: &Path) -> (PathBuf, Option<&'static str>) {
        let takes = |coding: &str| accepted.split(',').any(|one| accepts(one, coding));
        let forms = [("br", "br"), ("gzip", "gz")].into_iter().filter(|(coding, _)| takes(coding));
        forms
            .map(|(coding, suffix)| (compressed(&self.dist, file, suffix), Some(coding)))
            .find(|(path, _)| path.is_file())
            .unwrap_or_else(|| (self.dist.join(file), None))
    }
}

enum Found {
    Folder,
    /// Its path below `dist`.
    File(PathBuf),
}

/// The relative path that a request's path names. `None` for what could lead elsewhere: `..`, hidden files, other separators,
/// drive letters, control characters, bad escapes.
fn decode(path: &str) -> Option<PathBuf> {
    let path = path.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = rest.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = &rest[2..];
    }
    let text = String::from_utf8(bytes).ok()?;
    if text.chars().any(|c| c.is_control() || c == '\\' || c == ':') {
        return None;
    }
    let segments = || text.split('/').filter(|segment| !segment.is_empty());
    segments().all(|segment| !segment.starts_with('.')).then(|| segments().collect())
}

/// `/support/api/66.0/lightning/opencti_min.js` and its like.
fn library(asked: &Path) -> Option<PathBuf> {
    let versioned = asked.strip_prefix("support/api").ok()?;
    let mut parts = versioned.components();
    let version = parts.next()?.as_os_str().to_str()?;
    let number =
        version.strip_suffix(".0").is_some_and(|major| !major.is_empty() && major.bytes().all(|b| b.is_ascii_digit()));
    let (_, file) = LIBRARIES.iter().find(|(name, _)| number && parts.as_path() == Path::new(name))?;
    Some(PathBuf::from(file))
}

/// Whether one entry of `Accept-Encoding` takes `coding` (RFC 9110 12.5.3; `q=0` refuses it).
fn accepts(entry: &str, coding: &str) -> bool {
    let (name, parameters) = entry.split_once(';').unwrap_or((entry, ""));
    let refused = parameters.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
    name.trim().eq_ignore_ascii_case(coding) && !refused
}

/// Changes with each write of the file; `build` writes only what changed.
fn etag(path: &Path, encoding: Option<&str>) -> io::Result<String> {
    let metadata = std::fs::metadata(path)?;
    let time = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(format!("\"{:x}-{:x}-{}\"", time.as_nanos(), metadata.len(), encoding.unwrap_or("raw")))
}

fn headers_of(file: &Path) -> Vec<(&'static str, String)> {
    if file.starts_with(WIDGET) || file.starts_with("gallery") {
        headers::widget(Audience::Loopback, &Partners::default())
    } else {
        vec![("X-Content-Type-Options", "nosniff".into()), ("Cache-Control", "no-cache".into())]
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm", // anything else, and the browser compiles it only after the last byte
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "xml" => "text/xml; charset=utf-8",
        "txt" | "" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::COMPRESSED;

    /// A site with a demo, a widget and something beside it that is nobody's business.
    fn site(name: &str) -> Site {
        let folder = crate::workspace::scratch(name);
        let write = |file: &str, text: &str| {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("secret", "secret");
        write("dist/index.html", "demo");
        write("dist/opencti.js", "library");
        write("dist/widget/index.html", "widget");
        write("dist/widget/ferrophone_bg.wasm", "a long module");
        for form in ["br", "gz"] {
            write(&format!("dist/{COMPRESSED}/widget/ferrophone_bg.wasm.{form}"), form);
        }
        Site::new(&folder.join("dist")).unwrap()
    }

    fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
        response.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let site = site("traversal");
        for target in [
            "/../secret",
            "/..%2fsecret",
            "/%2e%2e/secret",
            "/widget/../../secret",
            "/widget/%2E%2E/%2E%2E/secret",
            "/..\\secret",
            "/%5c..%5csecret",
            "//../secret",
            "/.compressed/widget/ferrophone_bg.wasm.br",
            "/%00",
            "/c:/secret",
            "/%zz",
            "/%2",
            "secret",
            "http://localhost/secret",
            "*",
            "",
        ] {
            let response = site.respond(&Request::get(target, &[]));
            assert!(matches!(response.status, 400 | 404), "{target} answered {}", response.status);
            assert_ne!(response.body, b"secret", "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_leads_nowhere() {
        let site = site("links");
        std::os::unix::fs::symlink(site.dist.join("../secret"), site.dist.join("link")).unwrap();
        assert_eq!(site.respond(&Request::get("/link", &[])).status, 404);
    }

    #[test]
    fn a_folder_answers_with_its_page_and_without_the_slash_with_the_way_there() {
        let site = site("folders");
        assert_eq!(site.respond(&Request::get("/", &[])).body, b"demo");
        assert_eq!(site.respond(&Request::get("/widget/?mode=Lightning", &[])).body, b"widget");
        let moved = site.respond(&Request::get("/widget?mode=Lightning", &[]));
        assert_eq!((moved.status, header(&moved, "Location")), (301, Some("/widget/?mode=Lightning")));
        assert_eq!(site.respond(&Request::get("/index.html/", &[])).status, 404);
    }

    #[test]
    fn the_open_cti_library_is_found_under_every_api_version() {
        let site = site("library");
        for target in ["/support/api/66.0/lightning/opencti_min.js", "/support/api/52.0/lightning/opencti.js?x=1"] {
            let response = site.respond(&Request::get(target, &[]));
            assert_eq!(
                (response.status, header(&response, "Content-Type")),
                (200, Some("text/javascript; charset=utf-8")),
                "{target}"
            );
        }
        for target in [
            "/support/api/x/lightning/opencti_min.js",
            "/support/api/66.0/other.js",
            "/support/api/66.0/interaction.js",
        ] {
            assert_eq!(site.respond(&Request::get(target, &[])).status, 404, "{target}");
        }
    }

    #[test]
    fn a_module_goes_out_in_the_smallest_form_the_browser_takes() {
        let site = site("encodings");
        for (accepted, body, encoding) in [
            ("gzip, deflate, br, zstd", "br", Some("br")),
            ("gzip;q=1.0, br;q=0", "gz", Some("gzip")),
            ("identity", "a long module", None),
        ] {
            let response = site.respond(&Request::get("/widget/ferrophone_bg.wasm", &[("accept-encoding", accepted)]));
            assert_eq!(response.body, body.as_bytes());
            assert_eq!(header(&response, "Content-Encoding"), encoding);
            assert_eq!(header(&response, "Content-Type"), Some("application/wasm"));
            assert_eq!(header(&response, "Vary"), Some("Accept-Encoding"));
        }
    }

    #[test]
    fn an_unchanged_file_is_not_sent_twice_but_each_form_counts_for_itself() {
        let site = site("validators");
        let ask = |accepted: &str, known: &str| {
            site.respond(&Request::get(
                "/widget/ferrophone_bg.wasm",
                &[("accept-encoding", accepted), ("if-none-match", known)],
            ))
        };
        let first = ask("br", "");
        let etag = header(&first, "ETag").unwrap();
        let again = ask("br", &format!("\"other\", {etag}"));
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert!(header(&again, "Content-Security-Policy").is_some());
        assert_eq!(ask("gzip", etag).status, 200);
    }

    #[test]
    fn the_widget_goes_out_with_its_headers_and_the_demo_without() {
        let site = site("headers");
        let widget = site.respond(&Request::get("/widget/", &[]));
        for (name, value) in headers::widget(Audience::Loopback, &Partners::default()) {
            assert_eq!(header(&widget, name), Some(value.as_str()));
        }
        assert_eq!(header(&site.respond(&Request::get("/", &[])), "Content-Security-Policy"), None);
    }
}

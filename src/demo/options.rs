//! What the page's address asks for, `?latency=300&settings.line.driver=sip&page=/lightning/o/Case/home`.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::sim::host::Wire;
use crate::sim::host::page::Page;

/// The demo's address parameters. Any engine setting may be given as `settings.<key>`.
#[derive(Clone, Debug)]
pub struct Options {
    /// `surface`: `lightning` (default), `classic`, or `none` for the widget alone in its frame.
    pub surface: Option<Wire>,
    /// `latency`: milliseconds until Salesforce answers.
    pub latency: Duration,
    /// `indexing`: milliseconds until a new record is found by the search.
    pub indexing: Option<Duration>,
    /// `page`: where the agent's window starts.
    pub page: Page,
    /// `settings.*`
    pub settings: BTreeMap<String, String>,
    /// `fields=off`: an org without the package's fields.
    pub fields: bool,
    /// `package=off`: the package's Apex class is not there, or the agent may not use it.
    pub package: bool,
    /// `workflow.*`: a settings record of the package, whose values come before the call center's.
    pub workflow: BTreeMap<String, String>,
    /// `open=0`: the softphone's panel is closed at the start, as it would be in Salesforce.
    pub open: bool,
    /// `lang`: a tag such as `en` or `de-AT`; the browser's language by default.
    pub language: String,
    /// `widget`: the path of the widget, `/widget/` by default. A path only: the frame's host is not negotiable.
    pub widget: String,
    /// `fault`: names of [`super::trouble::NAMES`], separated by commas.
    pub faults: Vec<String>,
}

impl Options {
    pub fn of_page() -> Self {
        let window = web_sys::window();
        let search = window.as_ref().and_then(|w| w.location().search().ok()).unwrap_or_default();
        let language = window.and_then(|w| w.navigator().language()).unwrap_or_default();
        let mut found = BTreeMap::new();
        if let Ok(params) = web_sys::UrlSearchParams::new_with_str(&search) {
            for pair in params.entries().into_iter().flatten() {
                let pair: js_sys::Array = pair.into();
                if let (Some(key), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
                    found.insert(key, value);
                }
            }
        }
        Self::read(&found, &language)
    }

    fn read(found: &BTreeMap<String, String>, language: &str) -> Self {
        let text = |name: &str| found.get(name).map(String::as_str);
        let ms = |name: &str| text(name).and_then(|t| t.parse().ok()).map(Duration::from_millis);
        let below = |prefix: &str| -> BTreeMap<String, String> {
            let inside = |(key, value): (&String, &String)| Some((key.strip_prefix(prefix)?.to_owned(), value.clone()));
            found.iter().filter_map(inside).collect()
        };
        let widget = text("widget").filter(|path| path.starts_with('/') && !path.starts_with("//"));
        Self {
            surface: match text("surface") {
                Some("classic") => Some(Wire::Classic),
                Some("none") => None,
                Some(_) | None => Some(Wire::Lightning),
            },
            latency: ms("latency").unwrap_or(Duration::from_millis(150)),
            indexing: ms("indexing"),
            page: text("page").map_or(Page::Home, Page::at),
            settings: below("settings."),
            fields: text("fields") != Some("off"),
            package: text("package") != Some("off"),
            workflow: below("workflow."),
            open: text("open") != Some("0"),
            language: text("lang").unwrap_or(language).to_owned(),
            widget: widget.unwrap_or("/widget/").to_owned(),
            faults: text("fault").map(|t| t.split(',').map(str::to_owned).collect()).unwrap_or_default(),
        }
    }
}

//! The event log, for whoever looks into what the phone did: saved as a file, or copied. It is made when it is asked for, by a part
//! that is fetched then.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlElement, Url};

use super::App;
use super::copy::copy_button;
use super::element::{Node, el, group};
use super::live::{text, when};
use super::parts::{button, paragraph};
use super::state::{Small, State};
use super::texts::diagnosis as texts;
use crate::shell::later::fetch;

const FILE: &str = "ferrophone-log.jsonl";

#[derive(Clone, Copy, PartialEq)]
enum Stands {
    Idle,
    OnTheWay,
    Missing,
    Here,
}

impl Small for Stands {
    fn number(self) -> i64 {
        self as i64
    }

    fn from_number(number: i64) -> Self {
        let all = [Self::OnTheWay, Self::Missing, Self::Here];
        all.into_iter().find(|stands| *stands as i64 == number).unwrap_or(Self::Idle)
    }
}

/// A button that saves the log as a file; and, as a frame in somebody else's page may not be allowed to, one that copies it.
pub fn export_log(app: App) -> Node {
    let t = texts(app.see(|v| v.locale.language));
    let (stands, log) = (State::new(Stands::Idle), RwSignal::new(String::new()));
    let export = move || {
        stands.set(Stands::OnTheWay);
        fetch((app.shelf.later.recording)(), move |export| {
            if let Some(export) = export {
                log.set(export());
                save(&log.get_untracked());
            }
            stands.set(if export.is_some() { Stands::Here } else { Stands::Missing });
        });
    };
    let said = move || match stands.get() {
        Stands::Idle => "",
        Stands::OnTheWay => t.log_coming,
        Stands::Missing => t.log_missing,
        Stands::Here => t.log_here,
    };
    let copy =
        when(move || stands.get() == Stands::Here, move || copy_button(app, "copy-log", move || log.get_untracked()));
    group()
        .child(el("h2").child(t.log))
        .child(paragraph("quiet", t.log_explained))
        .child(el("p").class("row").child(button(t.log_export).id("export-log").press(export)).child(copy))
        .child(el("p").class("quiet").attr("role", "status").child(text(move || said().to_owned())))
}

/// Hands the agent a file. Nothing leaves the browser.
fn save(text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let Ok(address) = Blob::new_with_str_sequence(&parts).and_then(|blob| Url::create_object_url_with_blob(&blob))
    else {
        return;
    };
    let link = el("a").attr("href", &address).attr("download", FILE);
    link.0.unchecked_ref::<HtmlElement>().click();
    // The browser has taken it by then.
    set_timeout(move || drop(Url::revoke_object_url(&address)), std::time::Duration::from_secs(60));
}

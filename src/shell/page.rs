//! The page itself: clock, language, chance, one-shot timers, and what happens to the page as a whole.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BeforeUnloadEvent, EventTarget, Window, window};

use super::runtime::Inbox;
use crate::engine::event::Event;
use crate::engine::locale::Locale;
use crate::engine::time::Timestamp;

/// The agent's clock.
pub fn now() -> Timestamp {
    let date = js_sys::Date::new_0();
    #[allow(clippy::cast_possible_truncation)] // whole milliseconds, and minutes below a day
    Timestamp::new(date.get_time() as i64, -date.get_timezone_offset() as i32)
}

pub fn locale() -> Locale {
    let tag = window().and_then(|w| w.navigator().language());
    Locale::from_tag(tag.as_deref().unwrap_or("en"))
}

pub fn random_u32() -> u32 {
    let mut bytes = [0; 4];
    fill_random(&mut bytes);
    u32::from_le_bytes(bytes)
}

/// From the browser's cryptographic generator.
pub fn fill_random(bytes: &mut [u8]) {
    let crypto = window().and_then(|w| w.crypto().ok());
    let filled = crypto.map(|crypto| crypto.get_random_values_with_u8_array(bytes).is_ok());
    assert_eq!(filled, Some(true), "the browser has no random numbers");
}

/// As it calls itself.
pub fn browser() -> String {
    window().and_then(|w| w.navigator().user_agent().ok()).unwrap_or_default()
}

/// A parameter of the page's address, decoded; `None` where it is missing.
pub fn query(name: &str) -> Option<String> {
    let search = window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// The sheet that the page itself names.
const FIRST_SHEET: &str = "ferrophone.css";

/// The style of all that the first load leaves out: waits until it applies. `None` where it cannot be fetched.
pub async fn style() -> Option<()> {
    thread_local! {
        static HERE: Cell<bool> = const { Cell::new(false) };
    }
    if HERE.get() {
        return Some(());
    }
    let document = window()?.document()?;
    let link = document.create_element("link").ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", &beside("cards.css")?).ok()?;
    let came = Promise::new(&mut |done, failed| {
        let _ = link.add_event_listener_with_callback("load", &done);
        let _ = link.add_event_listener_with_callback("error", &failed);
        let _ = document.head().map(|head| head.append_child(&link));
    });
    let came = JsFuture::from(came).await.is_ok();
    HERE.set(came);
    if !came {
        link.remove();
    }
    came.then_some(())
}

/// The address of a file that ships with the widget: beside the first sheet, wherever that is hosted. The page may lie elsewhere.
pub fn beside(file: &str) -> Option<String> {
    let document = window()?.document()?;
    let first = document.query_selector(&["link[href$='", FIRST_SHEET, "']"].concat()).ok()??.get_attribute("href")?;
    Some([first.strip_suffix(FIRST_SHEET)?, file].concat())
}

/// Calls back once, unless it is dropped before.
pub struct Timer {
    id: i32,
    _run: Closure<dyn FnMut()>,
}

impl Timer {
    pub fn new(after: Duration, run: impl FnOnce() + 'static) -> Self {
        let run = Closure::once(run);
        // A browser counts in 32 bits; what is later than 24 days is looked at again then.
        let ms = i32::try_from(after.as_millis()).unwrap_or(i32::MAX);
        let set = |w: Window| w.set_timeout_with_callback_and_timeout_and_arguments_0(run.as_ref().unchecked_ref(), ms);
        let id = window().and_then(|w| set(w).ok()).unwrap_or_default();
        Self { id, _run: run }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Tells the engine when the page wakes and when it goes; asks before it is closed while `guarded`.
pub fn watch(inbox: &Inbox, guarded: &Rc<Cell<bool>>) {
    let Some(window) = window() else { return };
    let wake = |inbox: &Inbox| {
        let inbox = inbox.clone();
        move |_: JsValue| inbox.send(Event::Woke)
    };
    listen(&window, "online", wake(inbox));
    listen(&window, "pageshow", wake(inbox));
    if let Some(document) = window.document() {
        listen(&document, "visibilitychange", wake(inbox));
    }
    let leaving = inbox.clone();
    listen(&window, "pagehide", move |_| leaving.send(Event::Leaving));
    let guarded = guarded.clone();
    listen(&window, "beforeunload", move |event| {
        if guarded.get() {
            event.unchecked_into::<BeforeUnloadEvent>().prevent_default();
        }
    });
}

/// For as long as the page lives: so the closure is never freed.
fn listen(target: &EventTarget, name: &str, run: impl FnMut(JsValue) + 'static) {
    let run = Closure::<dyn FnMut(JsValue)>::new(run);
    let _ = target.add_event_listener_with_callback(name, run.as_ref().unchecked_ref());
    run.forget();
}

/// After a panic nothing in here can be trusted any more, but what was typed stands in the journal: the page says so
/// and offers to start again.
pub fn survive_panics() {
    std::panic::set_hook(Box::new(|info| {
        // Where, and what was written in the program. A message that was put together may hold a name or a number, as
        // that of a text cut inside a letter does.
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        let words = info.payload().downcast_ref::<&str>().copied().unwrap_or_default();
        web_sys::console::error_1(&format!("Ferrophone has crashed at {place}: {words}").into());
        let Some(document) = window().and_then(|w| w.document()) else { return };
        let (Some(body), Ok(text)) = (document.body(), document.create_element("p")) else { return };
        let german = locale().language == crate::engine::locale::Language::German;
        let (said, again) = match german {
            true => ("Das Telefon ist abgestürzt. Notizen sind in diesem Browser gesichert.", "Neu starten"),
            false => ("The phone has crashed. Notes are kept in this browser.", "Start again"),
        };
        body.set_inner_html("");
        text.set_text_content(Some(said));
        let _ = text.set_attribute("role", "alert");
        let _ = body.append_child(&text);
        if let Ok(link) = document.create_element("a") {
            link.set_text_content(Some(again));
            let _ = link.set_attribute("href", "");
            let _ = body.append_child(&link);
        }
    }));
}

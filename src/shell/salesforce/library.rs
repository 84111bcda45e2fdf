//! Loads Salesforce's library into the page, once, and tells how it went. It reports a wrong frame by throwing a text
//! while it is evaluated, and leaves its global behind all the same: so the page's errors are watched meanwhile.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, ErrorEvent, Event, HtmlScriptElement};

/// How the loading ended.
pub enum End {
    /// It was evaluated. `thrown`: the error that the page reported meanwhile.
    Loaded { thrown: Option<String> },
    /// Not there, or not allowed.
    Missing,
}

/// Calls `done` once, unless the network never answers.
pub fn load(url: &str, done: impl FnOnce(End) + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Err(why) = insert(&document, url, Rc::new(RefCell::new(Some(Box::new(done))))) {
        // No page without a head: nothing more can be done than to say so.
        web_sys::console::error_1(&why.into());
    }
}

type Done = Rc<RefCell<Option<Box<dyn FnOnce(End)>>>>;

fn insert(document: &Document, url: &str, done: Done) -> Result<(), &'static str> {
    let head = document.head().ok_or("no head")?;
    let script: HtmlScriptElement =
        document.create_element("script").map_err(|_| "no script")?.dyn_into().map_err(|_| "no script")?;
    script.set_src(url);

    let thrown: Rc<RefCell<Option<String>>> = Rc::default();
    let watch = {
        let (thrown, url) = (thrown.clone(), url.to_owned());
        Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            // From another origin the browser hides what was thrown and where; nothing else in this page comes from
            // another origin.
            if event.filename() == url || event.filename().is_empty() {
                thrown.borrow_mut().get_or_insert(event.message());
            }
        })
    };
    let window = web_sys::window().ok_or("no window")?;
    let _ = window.add_event_listener_with_callback("error", watch.as_ref().unchecked_ref());
    let finish = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let _ = window.remove_event_listener_with_callback("error", watch.as_ref().unchecked_ref());
        let loaded = event.type_() == "load";
        let end = if loaded { End::Loaded { thrown: thrown.borrow_mut().take() } } else { End::Missing };
        let done = done.borrow_mut().take();
        if let Some(done) = done {
            done(end);
        }
    });
    script.set_onload(Some(finish.as_ref().unchecked_ref()));
    script.set_onerror(Some(finish.as_ref().unchecked_ref()));
    finish.forget();
    head.append_child(&script).map(|_| ()).map_err(|_| "the script was not taken")
}

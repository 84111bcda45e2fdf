//! Several tabs as one telephone: who has it. The tab that gets the org's lock has it for as long as its page lives; any other
//! follows, and waits for the lock. Only that is in the first load; what the tabs tell each other comes when there are two of them.
//! Where the browser has no locks or no channel between tabs, each is a telephone of its own.

mod side;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::BroadcastChannel;

use super::later::fetch;
use super::page::Timer;
use super::runtime::{FETCH_AGAIN, Runtime};
use crate::engine::effect::Effect;
use crate::engine::event::Event;
use crate::engine::view::View;

/// What stands between this page and its engine, once there are other tabs.
pub trait Side {
    fn event(&self, event: Event);
    fn effect(&self, effect: Effect);
    /// The engine is done for now, and this is the screen.
    fn shows(&self, view: &View);
    /// This tab has the telephone from now on: what its engine is to hear first.
    fn take_over(&self) -> Vec<Event>;
}

/// The part that is not in the first load.
#[derive(Clone, Copy)]
pub struct Tabs {
    lead: Begin,
    follow: Begin,
}

type Begin = fn(&Rc<Runtime>, BroadcastChannel) -> Rc<dyn Side>;

impl Tabs {
    /// Only for the table of parts.
    pub fn here() -> Self {
        Self { lead: side::lead, follow: side::follow }
    }
}

#[wasm_bindgen]
extern "C" {
    /// `navigator`, with the locks that web-sys counts as unstable.
    #[wasm_bindgen(extends = Object)]
    type Browser;
    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Browser;
    #[wasm_bindgen(method, getter)]
    fn locks(this: &Browser) -> Option<Locks>;

    #[derive(Clone)]
    type Locks;
    /// <https://w3c.github.io/web-locks/#api-lock-manager-request>
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &Object, granted: &Function) -> Result<Promise, JsValue>;
}

/// Decides who this tab is, and lets it begin. `name`: the org's, the same in all its tabs.
pub fn enter(runtime: &Rc<Runtime>, name: &str) {
    let (Some(locks), Ok(channel)) = (NAVIGATOR.with(Browser::locks), BroadcastChannel::new(name)) else {
        return runtime.begin(None, Vec::new());
    };
    let if_free = Object::new();
    let _ = Reflect::set(&if_free, &"ifAvailable".into(), &JsValue::TRUE);
    let (own, heirs, org) = (runtime.clone(), locks.clone(), name.to_owned());
    let decided = Closure::once_into_js(move |lock: JsValue| {
        if !lock.is_null() {
            listen(&own, &channel);
            own.begin(None, Vec::new());
            return for_good();
        }
        let heir = (own.clone(), channel.clone());
        let granted = Closure::once_into_js(move |_: JsValue| {
            inherit(&heir.0, &heir.1);
            for_good()
        });
        let _ = heirs.request(&org, &Object::new(), granted.unchecked_ref());
        own.wait_elsewhere();
        follow(&own, channel);
        JsValue::UNDEFINED
    });
    // Where storage is denied, so are locks.
    let alone = runtime.clone();
    let denied = Closure::once(move |_: JsValue| alone.begin(None, Vec::new()));
    match locks.request(name, &if_free, decided.unchecked_ref()) {
        Ok(asked) => drop(asked.catch(&denied)),
        Err(_) => runtime.begin(None, Vec::new()),
    }
    denied.forget();
}

/// A lock is held until this comes to an end: until the page does.
fn for_good() -> JsValue {
    Promise::new(&mut |_, _| {}).into()
}

/// The first word of another tab makes two of them.
fn listen(runtime: &Rc<Runtime>, channel: &BroadcastChannel) {
    let (own, other) = (runtime.clone(), channel.clone());
    let asked = Cell::new(false);
    let heard = Closure::<dyn Fn()>::new(move || {
        if !asked.replace(true) {
            lead(&own, &other);
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

fn lead(runtime: &Rc<Runtime>, channel: &BroadcastChannel) {
    let (own, channel) = (runtime.clone(), channel.clone());
    fetch((runtime.later.tabs)(), move |tabs| match tabs {
        Some(tabs) => own.beside((tabs.lead)(&own, channel)),
        None => listen(&own, &channel), // the next word is another chance
    });
}

fn follow(runtime: &Rc<Runtime>, channel: BroadcastChannel) {
    // It carries what this tab is asked to show in its window.
    let equipped = runtime.clone();
    fetch((runtime.later.office)(), move |office| {
        equipped.equip(office);
    });
    let own = runtime.clone();
    fetch((runtime.later.tabs)(), move |tabs| {
        if own.has_begun() {
            return;
        }
        match tabs {
            Some(tabs) => own.beside((tabs.follow)(&own, channel)),
            None => {
                let again = own.clone();
                own.later_on(Timer::new(FETCH_AGAIN, move || follow(&again, channel)));
            }
        }
    });
}

/// The tab that had the telephone is gone. Its back office is waited for, as what another tab's agent typed last is for a card that
/// only it can read.
fn inherit(runtime: &Rc<Runtime>, channel: &BroadcastChannel) {
    let events = runtime.alone().map(|side| side.take_over()).unwrap_or_default();
    let (own, channel) = (runtime.clone(), channel.clone());
    fetch((runtime.later.office)(), move |office| {
        let office = own.equip(office);
        own.begin(office, events);
        lead(&own, &channel);
    });
}

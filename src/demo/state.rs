//! The one piece of state: org and host, changed through [`Demo::act`] and read through [`Demo::read`], with one timer
//! for what the host has still to send.

use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use serde_json::Value;

use super::frame::Frame;
use super::options::Options;
use super::texts::{ENGLISH, GERMAN, Texts};
use super::trouble;
use crate::engine::locale::{Language, Locale};
use crate::engine::time::Timestamp;
use crate::sim::host::call_center::CallCenter;
use crate::sim::host::desk::Desk;
use crate::sim::host::page::Page;
use crate::sim::host::{Host, Wire};
use crate::sim::org::{Org, Workflow};

/// A handle on everything; cheap to copy into closures.
#[derive(Clone, Copy)]
pub struct Demo {
    world: StoredValue<World, LocalStorage>,
    changed: RwSignal<u32>,
    german: RwSignal<bool>,
}

pub struct World {
    pub org: Org,
    pub host: Host,
    pub frame: Frame,
    locale: Locale,
    timer: Option<TimeoutHandle>,
    /// Where the host's messages go; set once the frame is in the page.
    sink: Option<Rc<dyn Fn(Value)>>,
}

impl Demo {
    pub fn new(options: &Options) -> Self {
        let now = now();
        let frame = Frame::new(options);
        let mut org = Org::busy_demo(now);
        org.faults.latency = options.latency;
        if let Some(indexing) = options.indexing {
            org.indexing = indexing;
        }
        if !options.fields {
            org.schema.remove_package();
        }
        org.has_package = options.package;
        if !options.workflow.is_empty() {
            let values = options.workflow.clone();
            org.workflows.push(Workflow { name: "Demo".into(), active: true, values, ..Workflow::default() });
        }
        let mut desk = Desk::new(&frame.page_origin, CallCenter::of(&frame.adapter, &options.settings));
        desk.page = options.page.clone();
        desk.panel.visible = options.open;
        let mut host = Host::new(options.surface.unwrap_or(Wire::Lightning), desk, now);
        host.frame_loaded(&frame.nonce, now);
        let locale = Locale::from_tag(&options.language);
        let world = World { org, host, frame, locale, timer: None, sink: None };
        let demo = Self {
            world: StoredValue::new_local(world),
            changed: RwSignal::new(0),
            german: RwSignal::new(locale.language == Language::German),
        };
        for name in &options.faults {
            demo.act(|world, now| trouble::set(world, name, now));
        }
        demo
    }

    /// The wording, read again when the language is switched.
    pub fn texts(&self) -> &'static Texts {
        self.german.track();
        self.texts_now()
    }

    /// The wording, read once: for what is rebuilt with the page.
    pub fn texts_now(&self) -> &'static Texts {
        if self.german.get_untracked() { &GERMAN } else { &ENGLISH }
    }

    pub fn switch_language(&self) {
        self.german.update(|german| *german = !*german);
    }

    /// Dates as the browser writes them; after a switch as the other language does.
    pub fn locale(&self) -> Locale {
        let own = self.peek(|world| world.locale);
        let wanted = if self.german.get_untracked() { Language::German } else { Language::English };
        let other = if wanted == Language::German { "de" } else { "en-GB" };
        if own.language == wanted { own } else { Locale::from_tag(other) }
    }

    /// Reads, and is read again after every change.
    pub fn read<T>(&self, f: impl FnOnce(&World) -> T) -> T {
        self.changed.track();
        self.world.with_value(f)
    }

    /// Reads once.
    pub fn peek<T>(&self, f: impl FnOnce(&World) -> T) -> T {
        self.world.with_value(f)
    }

    /// Changes something now; what the host has to say to the frame follows from the timer.
    pub fn act<T>(&self, f: impl FnOnce(&mut World, Timestamp) -> T) -> T {
        let mut out = None;
        self.world.update_value(|world| out = Some(f(world, now())));
        self.schedule();
        self.changed.update(|n| *n = n.wrapping_add(1));
        out.expect("the world is there as long as the page")
    }

    pub fn go(&self, page: Page) {
        self.act(|world, now| world.host.navigate(&world.org, page, now));
    }

    /// From now on the host's messages go there.
    pub fn connect(&self, sink: impl Fn(Value) + 'static) {
        self.world.update_value(|world| world.sink = Some(Rc::new(sink)));
    }

    fn schedule(&self) {
        let demo = *self;
        self.world.update_value(|world| {
            if let Some(timer) = world.timer.take() {
                timer.clear();
            }
            let Some(at) = world.host.wake_at() else { return };
            // A reply is never sent from within the question: always from a later task.
            let wait = at.since(now()).max(Duration::from_millis(1));
            world.timer = set_timeout_with_handle(move || demo.wake(), wait).ok();
        });
    }

    fn wake(&self) {
        let (messages, sink) = self.act(|world, now| (world.host.wake(now), world.sink.clone()));
        if let Some(sink) = sink {
            messages.into_iter().for_each(|message| sink(message));
        }
    }
}

/// The page's clock.
pub fn now() -> Timestamp {
    local(js_sys::Date::now())
}

/// A moment with the offset that the browser's zone has then. `unix_ms`: whole milliseconds, as `Date` counts them.
pub fn local(unix_ms: f64) -> Timestamp {
    let date = js_sys::Date::new(&unix_ms.into());
    // Milliseconds since 1970 and the minutes of an offset fit easily.
    Timestamp::new(unix_ms as i64, -(date.get_timezone_offset() as i32))
}

//! The Audio page: which devices, how loud the microphone is, a test call to oneself, a ring, notifications, and the headset's buttons.
//! The microphone is open while this page is, and no longer.

mod alert;
mod devices;
mod headset;
mod level;
mod output;
mod trial;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlAudioElement;

use self::level::Level;
use super::App;
use super::element::{Node, el, group};
use super::fields::{field, label};
use super::live::{live, text, when};
use super::parts::{button, fieldset, paragraph, select};
use super::state::{Small, State};
use super::texts::{AudioTexts, audio as texts};
use crate::engine::event::Device;
use crate::shell::devices::{self as own, Found};
use crate::shell::ringer::Ringer;

/// What an agent set up here goes on without the page: devices that are unplugged, notifications, the headset.
pub fn attach(app: App) {
    devices::watch(app);
    alert::watch(app);
    output::watch();
    headset::resume(app);
}

/// What the page has to do with the microphone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ear {
    /// Nobody asked for it yet.
    Closed,
    /// The browser is asked, for it or for what there is.
    Asked,
    Open,
    Refused,
    Missing,
}

impl Small for Ear {
    fn number(self) -> i64 {
        self as i64
    }

    fn from_number(number: i64) -> Self {
        let all = [Self::Asked, Self::Open, Self::Refused, Self::Missing];
        all.into_iter().find(|ear| *ear as i64 == number).unwrap_or(Self::Closed)
    }
}

#[derive(Clone, Copy)]
struct Page {
    t: &'static AudioTexts,
    found: RwSignal<Vec<Found>>,
    ear: State<Ear>,
    /// What was chosen last may not be used.
    stuck: State<bool>,
    /// Freed with the page.
    level: StoredValue<Option<Level>, LocalStorage>,
}

/// `open`: whether this page is shown.
pub fn audio(app: App, open: State<bool>) -> Node {
    let t = app.view.with_untracked(|v| texts(v.locale.language));
    let level = StoredValue::new_local(None);
    let page =
        Page { t, found: RwSignal::new(Vec::new()), ear: State::new(Ear::Asked), stuck: State::new(false), level };
    page.follow_devices();
    let back = button(t.back).class("link").press(move || open.set(false));
    let h1 = el("h1").id("audio").attr("tabindex", "-1").child(t.title);
    el("div")
        .class("page settings")
        .child(el("p").child(back))
        .child(h1)
        .child(page.microphone())
        .child(page.speaker())
        .child(page.ringer())
        .child(el("div").attr("role", "alert").child(note(move || page.stuck.get(), t.no_choice)))
        .child(alert::choice(t))
        .child(headset::choice(app, t))
}

impl Page {
    /// Reads what there is, now and when a plug is pulled or put in; and listens, where that was allowed before.
    fn follow_devices(self) {
        let read = move || {
            own::found(move |found| {
                let named = found.iter().any(|one| !one.id.is_empty());
                // The page may be gone by now.
                if self.found.try_set(found).is_some() {
                    return;
                }
                match (named, self.ear.get_untracked()) {
                    // Allowed before, and free to be heard.
                    (true, Ear::Asked | Ear::Closed | Ear::Missing) => self.listen(),
                    (false, Ear::Asked) => self.ear.set(Ear::Closed),
                    (true, Ear::Open | Ear::Refused) | (false, _) => {}
                }
            });
        };
        read();
        // Freed with the page, too.
        StoredValue::new_local(devices::on_change(read));
    }

    fn listen(self) {
        self.ear.set(Ear::Asked);
        self.level.set_value(None);
        Level::open("level", move |opened| {
            let ear = match &opened {
                Ok(_) => Ear::Open,
                Err(false) => Ear::Refused,
                Err(true) => Ear::Missing,
            };
            // Where the page is gone by now, what was opened goes, too.
            if self.level.try_set_value(opened.ok()).is_some() {
                return;
            }
            self.ear.set(ear);
            // Now they have names.
            own::found(move |found| drop(self.found.try_set(found)));
        });
    }

    fn microphone(self) -> Node {
        let t = self.t;
        let meter = el("meter").id("level").attr("aria-label", t.level).attr("min", "0").attr("max", "100");
        let ear = live(
            move || self.ear.get(),
            move |ear| {
                let allow = || button(t.allow).press(move || self.listen());
                match ear {
                    Ear::Closed => group().child(allow()).child(paragraph("hint", t.allow_why)),
                    Ear::Refused => group().child(paragraph("hint", t.refused).attr("role", "alert")).child(allow()),
                    Ear::Missing => group().child(paragraph("hint", t.missing).attr("role", "alert")).child(allow()),
                    Ear::Asked => group(),
                    Ear::Open => trial::trial(t, move |use_it| {
                        self.level.with_value(|level| level.as_ref().is_some_and(|level| use_it(level.stream())))
                    }),
                }
            },
        );
        let meter = meter.has("hidden", move || self.ear.get() != Ear::Open);
        field()
            .child(label("microphone", t.microphone))
            .child(self.choice("microphone", Device::Microphone))
            .child(meter)
            .child(el("div").class("field").child(ear))
    }

    fn speaker(self) -> Node {
        field().child(label("speaker", self.t.speaker)).child(self.choice("speaker", Device::Speaker))
    }

    fn ringer(self) -> Node {
        let t = self.t;
        let rings = State::new(false);
        // Silent when the page goes.
        let ringer = StoredValue::new_local(Ringer::default());
        let words = text(move || (if rings.get() { t.stop } else { t.ring }).to_owned());
        let ring = button(words).press(move || {
            rings.flip();
            ringer.update_value(|ringer| ringer.ring(rings.get_untracked()));
        });
        field()
            .child(label("ringer", t.ringer))
            .child(el("div").class("beside-it").child(self.choice("ringer", Device::Ringer)).child(ring))
    }

    /// A browser, or the page around the phone, may show loudspeakers and keep them for itself.
    fn try_out(self, device: Device) {
        let Ok(player) = HtmlAudioElement::new() else { return };
        spawn_local(async move {
            let can = match own::chosen(device).await {
                Some(id) => own::can_play_on(&player, &id).await,
                None => true,
            };
            self.stuck.set(!can);
        });
    }

    /// The list of one kind. A chosen device that is not there stays chosen, and is said to be missing.
    fn choice(self, id: &'static str, device: Device) -> Node {
        let t = self.t;
        let chosen = State::new(0_i64);
        live(
            move || self.found.get().into_iter().filter(|one| one.is_for(device)).collect::<Vec<_>>(),
            move |all| {
                let mut options = vec![String::new()];
                options.extend(all.iter().map(Found::as_choice));
                let at = own::choice(device).map_or(0, |kept| {
                    let there = own::place(all, device, &kept);
                    there.unwrap_or_else(|| {
                        options.push(kept);
                        all.len()
                    }) + 1
                });
                chosen.set(i64::try_from(at).unwrap_or(0));
                let known = all.len();
                let words = |(at, option): (usize, &String)| match (at, option.split_once('\n')) {
                    (0, _) | (_, None) => t.system.to_owned(),
                    (at, Some((_, name))) if at > known => (t.unplugged)(name),
                    (_, Some((_, name))) => name.to_owned(),
                };
                let named = options.iter().enumerate().map(|option| (None, words(option))).collect();
                select(
                    id,
                    named,
                    move || usize::try_from(chosen.get()).unwrap_or(0),
                    move |at| {
                        chosen.set(i64::try_from(at).unwrap_or(0));
                        own::choose(device, options.get(at).map(String::as_str).filter(|option| !option.is_empty()));
                        if device != Device::Microphone {
                            self.try_out(device);
                        } else if self.ear.get_untracked() != Ear::Closed {
                            self.listen();
                        }
                    },
                )
            },
        )
    }
}

/// A heading and what belongs to it, with its state below.
fn section(legend: &str, hint: &str, content: Node, state: Node) -> Node {
    let state = el("div").attr("role", "status").child(state);
    fieldset(legend).child(content).child(paragraph("hint", hint)).child(state)
}

/// A sentence that comes and goes.
fn note(flag: impl Fn() -> bool + 'static, words: &'static str) -> Node {
    when(flag, move || paragraph("hint", words))
}

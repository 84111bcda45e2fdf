//! How a call sounds: four bars and a word; and in a sentence what is wrong, for whom, and what to do.

use super::App;
use super::card::Call;
use super::element::{Node, el};
use super::icons::{Icon, icon};
use super::live::{live, maybe};
use super::parts::paragraph;
use crate::engine::quality::Reading;
use crate::engine::view::CallStateView;

/// A line below the buttons, which stay where they are when a call is answered, measured and held.
pub fn reading(app: App, call: Call) -> Node {
    let t = app.cards();
    let talks = move || {
        call.see(|c| match c.state {
            CallStateView::Talking { held_here, held_there, .. } if c.sound.measured => {
                Some((held_here || held_there, c.sound.reading))
            }
            _ => None,
        })
    };
    maybe(talks, move |(held, reading): &(bool, Option<Reading>)| {
        let bars =
            el("span").class("bars").attr("aria-hidden", "true").child((0..4).map(|_| el("i")).collect::<Vec<_>>());
        let line = el("p").class("sound").child(bars);
        match reading {
            Some(now) => {
                let trip = now.round_trip_ms;
                let numbers = (t.sound_numbers)(now.lost_permille, trip, now.jitter_ms);
                let line = line.attr("data-bars", &(now.grade as u32 + 1).to_string()).attr("title", &numbers);
                line.child(el("span").child((t.sound)(now.grade))).child(el("small").child((t.mos)(now.mos)))
            }
            None if *held => line,
            None => line.child(el("small").child(t.sound_unknown)),
        }
    })
}

/// What is wrong. Below the buttons, which stay where they are.
pub fn trouble(app: App, call: Call) -> Node {
    let t = app.cards();
    let told = live(
        move || call.see(|c| c.sound.trouble),
        move |trouble| match trouble {
            Some(trouble) => {
                let (what, to_do) = (t.audio_trouble)(*trouble);
                let words = el("div").child(el("p").child(el("b").child(what))).child(paragraph("", to_do));
                el("div").class("trouble").child(icon(Icon::Warning)).child(words)
            }
            None => super::element::group(),
        },
    );
    el("div").attr("role", "status").child(told)
}

//! The passing of time on the screen. One interval while a call is up, or wrapped up, none otherwise; what is shown is always the
//! difference of two moments, never a count of ticks.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;

use super::element::{Node, el};
use super::live::{on_change, text};
use super::state::State;
use super::{App, is_up};
use crate::engine::time::{Day, Timestamp};
use crate::engine::view::{PresenceView, View};

/// Milliseconds since 1970, moving while a call of this view is up, or the time after it runs.
pub fn start(view: ReadSignal<View, LocalStorage>) -> State<i64> {
    let now = State::new(read());
    let ticking = Cell::new(None::<IntervalHandle>);
    on_change(
        move || view.with(|v| v.calls.iter().any(is_up) || v.presence.as_ref().is_some_and(PresenceView::runs_out)),
        move |running| {
            if let Some(over) = ticking.take() {
                over.clear();
            }
            if *running {
                now.set(read());
                ticking.set(set_interval_with_handle(move || now.set(read()), Duration::from_millis(500)).ok());
            }
        },
    );
    now
}

/// How long ago `since` was. Hidden from live regions: a screen reader asks for it.
pub fn elapsed(app: App, since: Timestamp) -> Node {
    let shown = move || {
        let ms = app.now.get().saturating_sub(since.unix_ms());
        span(Duration::from_millis(u64::try_from(ms).unwrap_or(0)))
    };
    el("span").class("timer").attr("role", "timer").attr("aria-live", "off").child(text(shown))
}

/// How long until then; likewise hidden.
pub fn left(app: App, until: impl Fn() -> Option<Timestamp> + 'static) -> Node {
    let shown = move || {
        let ms = until().map_or(0, |until| until.unix_ms().saturating_sub(app.now.get()));
        span(Duration::from_millis(u64::try_from(ms).unwrap_or(0).next_multiple_of(1000)))
    };
    el("span").class("timer").attr("role", "timer").attr("aria-live", "off").child(text(shown))
}

/// `0:07`, `12:34`, `1:02:03`.
pub fn span(length: Duration) -> String {
    let seconds = length.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn read() -> i64 {
    js_sys::Date::now() as i64
}

/// This moment, on the clock that `like` was read from.
pub fn today(like: Timestamp) -> Day {
    Timestamp::new(read(), like.offset_minutes()).date()
}

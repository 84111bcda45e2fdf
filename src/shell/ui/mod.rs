//! The screens: they read the [`View`] and send [`Intent`]s. They decide nothing and keep nothing that matters.

use leptos::prelude::*;

use crate::engine::event::Intent;
use crate::engine::view::View;

/// Draws the widget into the page's body, for as long as the page lives.
pub fn mount(view: ReadSignal<View, LocalStorage>, send: impl Fn(Intent) + 'static) {
    let _ = (view, send);
}

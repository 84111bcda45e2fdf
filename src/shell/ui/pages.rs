//! The screens that come when they are first asked for. Until then, a word that they are coming; and where they cannot be
//! fetched, what to do.

use std::time::Duration;

use leptos::prelude::*;

use super::App;
use super::element::{Node, el};
use super::live::live;
use super::parts::{button, paragraph};
use super::sign_in::sign_in;
use super::state::{Small, State};
use super::texts::{LaterTexts, later};
use super::{practice, settings};
use crate::shell::later::{Later, fetch};

/// A part that the first load leaves out: see `shell/later.rs`.
#[derive(Clone, Copy)]
pub struct Pages {
    pub(super) settings: fn(App) -> Node,
    pub(super) practice: fn(App) -> Node,
    /// Once per browser.
    pub(super) sign_in: fn(App) -> Node,
}

impl Pages {
    pub fn here() -> Self {
        let sign_in = |app| sign_in(app, "h1");
        Self { settings: settings::settings, practice: practice::practice, sign_in }
    }
}

/// What there is of them.
#[derive(Clone, Copy, PartialEq)]
enum Stock {
    Nothing,
    OnTheWay,
    Missing,
    Here,
}

impl Small for Stock {
    fn number(self) -> i64 {
        self as i64
    }

    fn from_number(number: i64) -> Self {
        let all = [Self::OnTheWay, Self::Missing, Self::Here];
        all.into_iter().find(|stock| *stock as i64 == number).unwrap_or(Self::Nothing)
    }
}

const SOON: Duration = Duration::from_secs(5);

#[derive(Clone, Copy)]
pub(super) struct Shelf {
    later: Later,
    stock: State<Stock>,
    pages: StoredValue<Option<Pages>>,
}

impl Shelf {
    /// The screens come by themselves once the widget has been up for a while: a page that an agent keeps open all day may
    /// outlive the files of its host.
    pub(super) fn new(later: Later) -> Self {
        let shelf = Self { later, stock: State::new(Stock::Nothing), pages: StoredValue::new(None) };
        set_timeout(move || shelf.fill_unless_full(), SOON);
        shelf
    }

    fn fill_unless_full(self) {
        if matches!(self.stock.get_untracked(), Stock::Nothing | Stock::Missing) {
            self.fill();
        }
    }

    fn fill(self) {
        self.stock.set(Stock::OnTheWay);
        fetch(self.later.pages, move |pages| {
            self.pages.set_value(pages);
            self.stock.set(if pages.is_some() { Stock::Here } else { Stock::Missing });
        });
    }
}

/// One of the screens, or that it is coming, or not.
pub(super) fn page(app: App, draw: fn(&Pages) -> fn(App) -> Node) -> Node {
    let shelf = app.shelf;
    shelf.fill_unless_full();
    live(
        move || shelf.stock.get(),
        move |stock| match (stock, shelf.pages.get_value()) {
            (Stock::Here, Some(pages)) => draw(&pages)(app),
            (Stock::Missing, _) => missing(app),
            _ => el("p").class("page quiet").attr("role", "status").child(app.t.page_coming),
        },
    )
}

impl App {
    /// The words of these screens. Not for the others: it would bring them all into the first load.
    pub(super) fn more(self) -> &'static LaterTexts {
        self.view.with_untracked(|v| later(v.locale.language))
    }
}

fn missing(app: App) -> Node {
    let again = button(app.t.try_again).press(move || app.shelf.fill());
    el("div").class("page").attr("role", "alert").child(paragraph("", app.t.page_missing)).child(again)
}

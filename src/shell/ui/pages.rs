//! The screens that the first load leaves out: the cards, which come with the back office of the engine, and the pages that an
//! agent opens now and then. Until they are here, a word that they are coming; and where they cannot be fetched, what to do.

use std::time::Duration;

use leptos::prelude::*;

use super::App;
use super::element::{Node, el, group};
use super::live::{live, on_change};
use super::parts::{button, paragraph};
use super::sign_in::sign_in;
use super::state::{Small, State};
use super::texts::{CardTexts, LaterTexts, cards, later};
use super::{bars, diagnosis, mailbox, notices, practice, recent, settings, tabs, why};
use crate::engine::crm::Failure;
use crate::engine::event::Intent;
use crate::engine::telephony::Trouble;
use crate::engine::view::{NoticeKind, OfficeView};
use crate::shell::later::{Later, fetch};

/// A part that the first load leaves out: see `shell/later.rs`.
#[derive(Clone, Copy)]
pub struct Pages {
    pub(super) settings: fn(App) -> Node,
    pub(super) practice: fn(App) -> Node,
    /// Once per browser.
    pub(super) sign_in: fn(App) -> Node,
    /// What goes on without a page, once they are here.
    pub(super) attach: fn(App),
}

impl Pages {
    pub fn here() -> Self {
        let sign_in = |app| sign_in(app, "h1");
        Self { settings: settings::settings, practice: practice::practice, sign_in, attach }
    }
}

fn attach(app: App) {
    super::audio::attach(app);
    super::keys::attach(app);
}

/// What shows the work of the back office; it comes with it.
#[derive(Clone, Copy)]
pub struct Cards {
    pub(super) calls: fn(App) -> Node,
    pub(super) recent: fn(App) -> Node,
    /// The same, beside something else.
    pub(super) recent_list: fn(App) -> Node,
    /// How many of them Salesforce should have and has not.
    pub(super) unlogged: fn(App) -> Node,
    pub(super) why: fn(App) -> Node,
    pub(super) presence: fn(App) -> Node,
    /// The bar of the time after a call.
    pub(super) wrap_up: fn(App) -> Node,
    /// Which tab has the telephone.
    pub(super) tab: fn(App) -> Node,
    /// Voice messages, for the header.
    pub(super) messages: fn(App) -> Node,
    pub(super) diagnosis: fn(App) -> Node,
    pub(super) notice: fn(App, &NoticeKind) -> Node,
    /// What a failure of Salesforce means.
    pub(super) failure: fn(App, &Failure) -> Node,
    /// What can be done about trouble with the telephone; nothing where nothing can.
    pub(super) remedy: fn(App, Trouble) -> Option<&'static str>,
}

impl Cards {
    pub fn here() -> Self {
        Self {
            calls: super::card::calls,
            recent: recent::recent,
            recent_list: recent::calls,
            unlogged: recent::count,
            why: why::why,
            presence: super::presence::presence,
            wrap_up: super::presence::wrap_up,
            tab: tabs::bar,
            messages: mailbox::messages,
            diagnosis: diagnosis::diagnosis,
            notice: notices::said,
            failure: bars::why,
            remedy: |app, trouble| (app.cards().remedy)(trouble),
        }
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
    pub(super) later: Later,
    pages: State<Stock>,
    cards: State<Stock>,
    held: StoredValue<(Option<Pages>, Option<Cards>)>,
}

impl Shelf {
    /// The pages come by themselves once the widget has been up for a while: a page that an agent keeps open all day may
    /// outlive the files of its host.
    pub(super) fn new(later: Later) -> Self {
        let nothing = || State::new(Stock::Nothing);
        let shelf = Self { later, pages: nothing(), cards: nothing(), held: StoredValue::new((None, None)) };
        set_timeout(move || shelf.fill_unless_full(), SOON);
        shelf
    }

    fn fill_unless_full(self) {
        if matches!(self.pages.get_untracked(), Stock::Nothing | Stock::Missing) {
            self.fill();
        }
    }

    fn fill(self) {
        self.pages.set(Stock::OnTheWay);
        fetch((self.later.pages)(), move |pages| {
            self.held.update_value(|held| held.0 = pages);
            self.pages.set(if pages.is_some() { Stock::Here } else { Stock::Missing });
        });
    }
}

/// One of the pages, or that it is coming, or not.
pub(super) fn page(app: App, draw: fn(&Pages) -> fn(App) -> Node) -> Node {
    app.shelf.fill_unless_full();
    let stock = move || app.shelf.pages.get();
    let draw = move |(pages, _): &(Option<Pages>, _)| pages.as_ref().map(draw);
    kept(app, Box::new(stock), Box::new(draw), |app| app.shelf.fill())
}

/// What shows the work of the back office, or that it is coming, or not.
pub(super) fn at_office(app: App, draw: fn(&Cards) -> fn(App) -> Node) -> Node {
    let stock = move || match (app.shelf.cards.get(), app.see(|v| v.office)) {
        (Stock::Here, _) => Stock::Here,
        (_, OfficeView::Missing { .. }) => Stock::Missing,
        (_, OfficeView::NotAsked | OfficeView::Coming | OfficeView::Here) => Stock::OnTheWay,
    };
    let draw = move |(_, cards): &(_, Option<Cards>)| cards.as_ref().map(draw);
    kept(app, Box::new(stock), Box::new(draw), |app| app.send(Intent::FetchOffice))
}

type Draw = Box<dyn Fn(&(Option<Pages>, Option<Cards>)) -> Option<fn(App) -> Node>>;

fn kept(app: App, stock: Box<dyn Fn() -> Stock>, draw: Draw, again: fn(App)) -> Node {
    live(stock, move |stock| match (stock, app.shelf.held.with_value(&draw)) {
        (Stock::Here, Some(draw)) => draw(app),
        (Stock::Missing, _) => {
            let again = button(app.t.try_again).press(move || again(app));
            el("div").class("page").attr("role", "alert").child(paragraph("", app.t.page_missing)).child(again)
        }
        _ => el("p").class("page quiet").attr("role", "status").child(app.t.page_coming),
    })
}

impl App {
    /// Words of the pages. Not for others: it would bring them all into the first load.
    pub(super) fn more(self) -> &'static LaterTexts {
        self.view.with_untracked(|v| later(v.locale.language))
    }

    /// Words of the cards. Not for others, either.
    pub(super) fn cards(self) -> &'static CardTexts {
        self.view.with_untracked(|v| cards(v.locale.language))
    }

    /// The cards come with the back office, which the engine asks for.
    pub(super) fn follow_office(self) {
        let here = move || self.see(|v| v.office == OfficeView::Here);
        on_change(here, move |here| {
            if *here {
                let shelf = self.shelf;
                fetch((shelf.later.office)(), move |office| {
                    shelf.held.update_value(|held| held.1 = office.map(|office| office.cards));
                    shelf.cards.set(if office.is_some() { Stock::Here } else { Stock::Nothing });
                });
            }
        });
    }

    /// Followed by whoever asks where that can be.
    pub(super) fn has_cards(self) -> bool {
        self.shelf.cards.get() == Stock::Here
    }

    /// Once, and for as long as the widget lives.
    pub(super) fn follow_pages(self) {
        let done = StoredValue::new(false);
        on_change(
            move || self.shelf.pages.get() == Stock::Here,
            move |here| {
                if *here && !done.get_value() {
                    done.set_value(true);
                    let attach = self.shelf.held.with_value(|(pages, _)| pages.as_ref().map(|pages| pages.attach));
                    let owner = Owner::new_root(None);
                    owner.with(|| attach.into_iter().for_each(|attach| attach(self)));
                    std::mem::forget(owner);
                }
            },
        );
    }

    /// What only the cards have, where they are.
    pub(super) fn in_cards<T>(self, part: impl FnOnce(&Cards) -> T) -> Option<T> {
        self.shelf.held.with_value(|(_, cards)| cards.as_ref().map(part))
    }

    /// What a failure of Salesforce means; nothing until the cards are here.
    pub(super) fn failure(self, failure: &Failure) -> Node {
        self.in_cards(|cards| (cards.failure)(self, failure)).unwrap_or_else(group)
    }
}

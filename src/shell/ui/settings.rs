//! What an agent sets for this browser: the line, the language, the colours.

use leptos::prelude::untrack;

use super::audio::audio;
use super::element::{Node, el};
use super::focus;
use super::live::{live, maybe, text};
use super::parts::{button, choice, fieldset, paragraph, radio};
use super::sign_in::sign_in;
use super::state::State;
use super::texts::{self, later, texts};
use super::{App, Screen, keys};
use crate::engine::event::{Intent, Preference, Theme};
use crate::engine::locale::Language;
use crate::engine::telephony::{Driver, LineState};
use leptos::prelude::WithUntracked;

pub fn settings(app: App) -> Node {
    let shows_audio = State::new(false);
    live(
        move || shows_audio.get(),
        move |shows| {
            focus::rescue(if *shows { "audio" } else { "to-audio" });
            if *shows { audio(app, shows_audio) } else { first(app, shows_audio) }
        },
    )
}

fn first(app: App, shows_audio: State<bool>) -> Node {
    let page = el("div").class("page settings").child(el("h1").child(app.more().settings)).child(lines(app));
    let page = page.child(password(app)).child(sound(app, shows_audio)).child(languages(app));
    let page = page.child(themes(app)).child(shortcuts(app));
    page.child(el("p").class("row").child(diagnosis(app)))
}

fn diagnosis(app: App) -> Node {
    button(app.more().diagnosis).attr("data-screen", "diagnosis").press(move || app.go(Screen::Diagnosis))
}

fn prefer(app: App, preference: Preference) {
    app.send(Intent::Prefer(preference));
}

fn lines(app: App) -> Node {
    let more = app.more();
    let on_own = move || app.see(|v| v.line.driver != Driver::Practice);
    let go_own = move || prefer(app, Preference::Driver(untrack(|| app.see(|v| v.line.own))));
    let own = radio("line", on_own, go_own).has("disabled", move || !app.see(|v| v.line.has_account));
    let practice = Preference::Driver(Driver::Practice);
    let practice = radio("line", move || app.see(|v| v.line.driver == Driver::Practice), move || prefer(app, practice));
    let account =
        move || app.see(|v| if v.line.has_account { v.line.account.clone() } else { more.no_own_line.to_owned() });
    fieldset(more.which_line)
        .child(choice(own, more.own_line))
        .child(el("p").class("hint").child(text(account)))
        .child(choice(practice, app.t.practice_line))
        .child(paragraph("hint", more.practice_explained))
}

fn password(app: App) -> Node {
    let more = app.more();
    // By two flags, so that the form is not drawn anew, and emptied, by every other change of the line.
    let signed_in = move || {
        app.see(|v| {
            let is_down = matches!(v.line.state, LineState::NeedsPassword | LineState::Down { .. });
            let own_line = v.line.has_account && v.line.driver != Driver::Practice;
            own_line.then_some(v.line.has_password && !is_down)
        })
    };
    maybe(signed_in, move |signed_in| match signed_in {
        true => {
            let forget = button(more.forget).press(move || app.send(Intent::ForgetPassword));
            let kept = el("span").child(app.more().password).child(": ").child(more.kept_here);
            el("p").class("row").child(kept).child(forget)
        }
        false => sign_in(app, "h2"),
    })
}

fn sound(app: App, shows_audio: State<bool>) -> Node {
    let t = app.view.with_untracked(|v| texts::audio(v.locale.language));
    fieldset(t.title).child(button(t.open).id("to-audio").press(move || shows_audio.set(true)))
}

fn shortcuts(app: App) -> Node {
    let t = app.view.with_untracked(|v| texts::keys(v.locale.language));
    fieldset(t.keyboard).child(button(t.open).id("open-shortcuts").press(keys::show))
}

fn languages(app: App) -> Node {
    let language = move |language| {
        let own = texts(language);
        let chosen = move || app.see(|v| v.locale.language == language);
        let radio = radio("language", chosen, move || prefer(app, Preference::Language(language)));
        choice(radio.id(own.tag), later(language).own_name)
    };
    fieldset(app.more().language).child(language(Language::English)).child(language(Language::German))
}

fn themes(app: App) -> Node {
    let more = app.more();
    let theme = move |theme, label| {
        let chosen = move || app.see(|v| v.theme == theme);
        choice(radio("theme", chosen, move || prefer(app, Preference::Theme(theme))), label)
    };
    fieldset(app.more().theme)
        .child(theme(Theme::System, more.theme_system))
        .child(theme(Theme::Light, more.theme_light))
        .child(theme(Theme::Dark, more.theme_dark))
}

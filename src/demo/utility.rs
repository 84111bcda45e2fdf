//! The utility bar at the foot of the page: the phone with its panel, and the demo's own drawers.

use leptos::prelude::*;

use super::frame::{WidgetFrame, reload};
use super::icon::PhoneIcon;
use super::protocol::Protocol;
use super::state::Demo;
use super::trouble::Trouble;
use crate::sim::host::Stage;

#[derive(Clone, Copy, PartialEq)]
enum Drawer {
    Closed,
    Protocol,
    Trouble,
}

#[component]
pub fn UtilityBar(demo: Demo) -> impl IntoView {
    let t = move || demo.texts();
    let drawer = RwSignal::new(Drawer::Closed);
    let open = Memo::new(move |_| demo.read(|w| w.host.desk.panel.visible));
    let toggle = move |_| demo.act(|w, _| w.host.desk.panel.visible = !w.host.desk.panel.visible);
    let item_icon = Signal::derive(move || demo.read(|w| w.host.desk.panel.item_icon.clone()));
    let panel_icon = Signal::derive(move || demo.read(|w| w.host.desk.panel.panel_icon.clone()));
    let loading = move || demo.read(|w| matches!(w.host.stage(), Stage::Loading { .. }));
    let drawer_button = move |own: Drawer, label: fn(&super::texts::Texts) -> &'static str| {
        let is_open = move || drawer.get() == own;
        let click = move |_| drawer.set(if is_open() { Drawer::Closed } else { own });
        view! {
            <button class="item" class:active=is_open aria-expanded=move || is_open().to_string() on:click=click>
                {move || label(t())}
            </button>
        }
    };
    view! {
        <section class="panel" class:hidden=move || !open.get() aria-label="Phone" inert=move || !open.get()>
            <div class="bar">
                <PhoneIcon key=panel_icon/>
                <strong>{move || demo.read(|w| w.host.desk.panel.panel_label.clone())}</strong>
                <button title=move || t().reload_phone aria-label=move || t().reload_phone on:click=move |_| reload(demo)>
                    "↻"
                </button>
                <button title=move || t().minimise aria-label=move || t().minimise on:click=toggle>"–"</button>
            </div>
            {move || loading().then(|| view! { <p class="faint">{t().loading_phone}</p> })}
            <WidgetFrame demo/>
        </section>
        {move || {
            let content = match drawer.get() {
                Drawer::Closed => return ().into_any(),
                Drawer::Protocol => view! { <Protocol demo/> }.into_any(),
                Drawer::Trouble => view! { <Trouble demo/> }.into_any(),
            };
            view! {
                <aside class="drawer">
                    <button class="plain close" on:click=move |_| drawer.set(Drawer::Closed)>{t().close}</button>
                    {content}
                </aside>
            }
                .into_any()
        }}
        <footer class="utility">
            <button
                id="phone"
                class="item"
                class:active=move || open.get()
                aria-expanded=move || open.get().to_string()
                on:click=toggle
            >
                <PhoneIcon key=item_icon/>
                <span>{move || demo.read(|w| w.host.desk.panel.item_label.clone())}</span>
            </button>
            <span class="honest">{move || t().honest}</span>
            {drawer_button(Drawer::Protocol, |t| t.protocol)}
            {drawer_button(Drawer::Trouble, |t| t.trouble)}
        </footer>
    }
}

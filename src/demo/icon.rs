//! The demo's own pictures: a letter on a coloured tile for each object, and four shapes for the phone.

use leptos::prelude::*;

/// A record's tile.
#[component]
pub fn Tile(#[prop(into)] object: Signal<String>) -> impl IntoView {
    let letter = move || object.get().chars().next().unwrap_or('?').to_string();
    view! { <span class="tile" data-object=move || object.get() aria-hidden="true">{letter}</span> }
}

/// The picture for the name of a utility icon, as the softphone sets it. An unknown name shows the receiver.
#[component]
pub fn PhoneIcon(#[prop(into)] key: Signal<String>) -> impl IntoView {
    // A receiver on a grid of 16.
    const RECEIVER: &str = "M3.2 1.8 5.5 1.4 6.8 4.6 5.3 5.9C6 7.6 8.4 10 10.1 10.7L11.4 9.2 14.6 10.5 14.2 12.8C14 13.8 13 14.6 12 14.5 \
                            6.2 14 2 9.8 1.5 4 1.4 3 2.2 2 3.2 1.8Z";
    let extra = move || match key.get().as_str() {
        "incoming_call" => "M14.5 1.5 9.5 6.5M9.5 3V6.5H13",
        "outbound_call" => "M9.5 6.5 14.5 1.5M11 1.5H14.5V5",
        "end_call" | "missed_call" => "M10 2 14 6M14 2 10 6",
        "warning" | "error" | "ban" => "M12 1.5V5M12 6.6V7",
        "unmuted" | "voicemail_drop" | "volume_high" => "M9.5 3A4 4 0 0 1 13 6.5M9.5 1A6 6 0 0 1 15 6.5",
        _ => "",
    };
    view! {
        <svg class="phone" data-icon=move || key.get() viewBox="0 0 16 16" aria-hidden="true">
            <path d=RECEIVER fill="currentColor"></path>
            <path d=extra fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"></path>
        </svg>
    }
}

//! In and out: call center files, and the fields of the package's record.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::Setup;
use crate::setup::form::Draft;

#[component]
pub fn Import(setup: Setup) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let said = RwSignal::new(None::<Result<usize, String>>);
    let take = move |found: &str| match Draft::read(found) {
        Ok(draft) => {
            said.set(Some(Ok(draft.values().len())));
            setup.live.set(draft.clone());
            setup.draft.set(draft);
            text.set(String::new());
        }
        // What was pasted stays where it is, to be mended.
        Err(why) => said.set(Some(Err(setup.t().unreadable(why)))),
    };
    let file = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        spawn_local(async move {
            if let Ok(found) = JsFuture::from(file.text()).await {
                take(&found.as_string().unwrap_or_default());
            }
            input.set_value("");
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        take(&text.get_untracked());
    };
    let message = move || {
        let t = setup.t();
        said.get().map(|said| match said {
            Ok(count) => view! { <p class="good">{t.read_in(count)}</p> }.into_any(),
            Err(why) => view! { <p class="bad">{why}</p> }.into_any(),
        })
    };
    view! {
        <section class="box" id="import">
            <details>
                <summary><h2>{move || setup.t().import}</h2></summary>
                <p class="faint">{move || setup.t().about_import}</p>
                <label for="file">{move || setup.t().file}</label>
                <input type="file" id="file" accept=".xml,.txt,text/xml,text/plain" on:change=file/>
                <form on:submit=submit>
                    <label for="pasted">{move || setup.t().paste}</label>
                    <textarea
                        id="pasted"
                        rows="4"
                        spellcheck="false"
                        prop:value=text
                        on:input=move |event| text.set(event_target_value(&event))
                    ></textarea>
                    <button type="submit">{move || setup.t().take_over}</button>
                </form>
                <div role="status">{message}</div>
            </details>
        </section>
    }
}

#[component]
pub fn Export(setup: Setup) -> impl IntoView {
    let xml = Memo::new(move |_| setup.settled.with(|draft| draft.call_center().unwrap_or_default()));
    let record = Memo::new(move |_| setup.settled.with(Draft::record));
    let copied = RwSignal::new(false);
    let copy = move |text: String| {
        spawn_local(async move {
            copied.set(JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok());
        });
    };
    let download = move |_| download("callcenter.xml", &xml.get_untracked());
    let reset = move |_| setup.draft.set(setup.live.get_untracked());
    view! {
        <section class="box" id="export">
            <h2>{move || setup.t().export}</h2>
            <p class="faint">{move || setup.t().about_export}</p>
            <p class="buttons">
                <button type="button" class="primary" on:click=download>{move || setup.t().download}</button>
                <button type="button" on:click=move |_| copy(xml.get_untracked())>{move || setup.t().copy}</button>
                <button type="button" on:click=reset>{move || setup.t().reset}</button>
            </p>
            <p role="status">{move || copied.get().then(|| setup.t().copied)}</p>
            <details>
                <summary>{move || setup.t().show_xml}</summary>
                <pre tabindex="0" id="xml">{xml}</pre>
            </details>
            <details>
                <summary>{move || setup.t().show_record}</summary>
                <p class="faint">{move || setup.t().about_record}</p>
                <pre tabindex="0" id="record">{move || {
                    let record = record.get();
                    if record.is_empty() { setup.t().all_default.to_owned() } else { record }
                }}</pre>
            </details>
        </section>
    }
}

/// Hands the reader a file. Nothing leaves the browser.
fn download(name: &str, text: &str) {
    let encoded = js_sys::encode_uri_component(text);
    let Ok(link) = document().create_element("a") else { return };
    let link: web_sys::HtmlElement = link.unchecked_into();
    let _ = link.set_attribute("href", &format!("data:text/xml;charset=utf-8,{}", String::from(encoded)));
    let _ = link.set_attribute("download", name);
    link.click();
}

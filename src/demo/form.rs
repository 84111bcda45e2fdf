//! The form for a new record, and for the fields of one that exists. It writes through the same checks as the
//! softphone does, and shows what they say.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use serde_json::{Map, Value};

use super::state::Demo;
use crate::engine::id::RecordId;
use crate::sim::host::page::Page;
use crate::sim::org::refusal::Refusal;
use crate::sim::org::schema::{Field, Kind, ObjectType};

/// A new record over the page behind it, filled in as far as the screen pop said.
#[component]
pub fn Create(demo: Demo, object: String, defaults: Map<String, Value>) -> impl IntoView {
    let Some(shape) = demo.peek(|w| w.org.schema.object(&object).cloned()) else { return ().into_any() };
    let title = move || format!("{}: {}", demo.texts().new, demo.texts().singular(&object));
    let api = shape.name.clone();
    let save = move |fields: Map<String, Value>| {
        demo.act(|w, now| {
            let id = w.org.create(&api, &fields, now)?;
            w.host.navigate(&w.org, Page::Record(id), now);
            Ok(())
        })
    };
    let cancel = move || demo.act(|w, now| w.host.cancel_form(&w.org, now));
    view! { <Form demo title=Signal::derive_local(title) shape held=defaults save cancel/> }.into_any()
}

#[component]
pub fn Edit(demo: Demo, id: RecordId) -> impl IntoView {
    let found = demo.peek(|w| {
        let record = w.org.record(&id)?;
        Some((w.org.schema.object(&record.object)?.clone(), record.fields.clone(), w.org.name(record)))
    });
    let Some((shape, held, name)) = found else { return ().into_any() };
    let title = move || format!("{}: {name}", demo.texts().edit);
    let (record, back) = (id.clone(), id);
    let save = move |fields: Map<String, Value>| {
        demo.act(|w, now| {
            w.org.update(&record, &fields, now)?;
            w.host.navigate(&w.org, Page::Record(record.clone()), now);
            Ok(())
        })
    };
    let cancel = move || demo.go(Page::Record(back.clone()));
    view! { <Form demo title=Signal::derive_local(title) shape held save cancel/> }.into_any()
}

#[component]
fn Form(
    demo: Demo,
    title: Signal<String, LocalStorage>,
    shape: ObjectType,
    held: Map<String, Value>,
    save: impl Fn(Map<String, Value>) -> Result<(), Refusal> + 'static,
    cancel: impl Fn() + Clone + 'static,
) -> impl IntoView {
    let escape = cancel.clone();
    let first = NodeRef::<html::Form>::new();
    // The keyboard goes where the eyes go.
    Effect::new(move |_| {
        let input = first.get().and_then(|form| form.query_selector("input, textarea, select").ok().flatten());
        if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = input.focus();
        }
    });
    let fields: Vec<Field> = shape.fields.into_iter().filter(offered).collect();
    // Only what was changed is sent: nobody's work is overwritten with an old value.
    let start: BTreeMap<String, String> = fields
        .iter()
        .map(|f| {
            let value = held.get(&f.name).or(f.default.as_ref()).cloned().unwrap_or_default();
            (f.name.clone(), value.as_str().map_or_else(|| plain(&value), str::to_owned))
        })
        .collect();
    let untouched: BTreeMap<String, String> =
        held.iter().map(|(k, v)| (k.clone(), v.as_str().map_or_else(|| plain(v), str::to_owned))).collect();
    let values = RwSignal::new(start);
    let refusal = RwSignal::new(None::<Refusal>);
    let is_new = !held.contains_key("CreatedDate");
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let changed = |(name, text): &(&String, &String)| {
            if is_new { !text.is_empty() } else { untouched.get(*name).map_or("", String::as_str) != text.as_str() }
        };
        let fields = values.with_untracked(|values| {
            values.iter().filter(changed).map(|(name, text)| (name.clone(), Value::from(text.clone()))).collect()
        });
        refusal.set(save(fields).err());
    };
    let general = move || {
        refusal.with(|r| r.as_ref().map(|r| r.page.iter().map(|e| e.message.clone()).collect::<Vec<_>>().join(" ")))
    };
    view! {
        <div class="backdrop">
            <form
                node_ref=first
                class="modal"
                role="dialog"
                aria-modal="true"
                aria-label=move || title.get()
                on:submit=submit
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        escape();
                    }
                }
            >
                <h1>{move || title.get()}</h1>
                <p class="refusal" role="alert">{general}</p>
                <div class="inputs">
                    {fields.into_iter().map(|field| view! { <Input demo field values refusal/> }).collect_view()}
                </div>
                <footer>
                    <button type="button" class="button" on:click=move |_| cancel()>{move || demo.texts().cancel}</button>
                    <button type="submit" class="button primary">{move || demo.texts().save}</button>
                </footer>
            </form>
        </div>
    }
}

#[component]
fn Input(
    demo: Demo,
    field: Field,
    values: RwSignal<BTreeMap<String, String>>,
    refusal: RwSignal<Option<Refusal>>,
) -> impl IntoView {
    let name = field.name.clone();
    let (key, api) = (name.clone(), name.clone());
    let value = move || values.with(|v| v.get(&key).cloned().unwrap_or_default());
    let set = move |text: String| values.update(|v| drop(v.insert(api.clone(), text)));
    let (typed, chosen) = (set.clone(), set);
    let own = field.label.clone();
    let of_label = name.clone();
    let label = move || demo.texts().field(&of_label).map_or_else(|| own.clone(), str::to_owned);
    let wrong = move || {
        refusal.with(|r| {
            let errors = r.as_ref()?.fields.iter().filter(|e| e.field == name);
            Some(errors.map(|e| e.message.clone()).collect::<Vec<_>>().join(" "))
        })
    };
    let input = match field.kind {
        Kind::TextArea(_) => view! {
            <textarea rows="4" prop:value=value on:input=move |e| typed(event_target_value(&e))></textarea>
        }
        .into_any(),
        Kind::Picklist { values: options, .. } => view! {
            <select prop:value=value.clone() on:change=move |e| chosen(event_target_value(&e))>
                <option value=""></option>
                {options
                    .into_iter()
                    .map(|option| {
                        let (held, own, label) = (value.clone(), option.clone(), option.clone());
                        view! { <option value=option selected=move || held() == own>{label}</option> }
                    })
                    .collect_view()}
            </select>
        }
        .into_any(),
        kind => {
            let form = match kind {
                Kind::Phone => "tel",
                Kind::Email => "email",
                Kind::Date => "date",
                _ => "text",
            };
            view! { <input type=form prop:value=value on:input=move |e| typed(event_target_value(&e))/> }.into_any()
        }
    };
    view! {
        <label>
            <span>{label}{field.required.then_some(" *")}</span>
            {input}
            <em class="refusal">{wrong}</em>
        </label>
    }
}

/// Lookups and flags are not offered: the demo has no picker for them.
fn offered(field: &Field) -> bool {
    let kind = !matches!(field.kind, Kind::Reference(_) | Kind::RecordType | Kind::Bool | Kind::DateTime);
    kind && field.createable && field.updateable && !field.name.starts_with("Ferrophone_")
}

fn plain(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

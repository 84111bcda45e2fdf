//! A record's page: highlights, fields, related lists and its timeline. Telephone numbers are links once the softphone
//! has enabled click-to-dial.

use leptos::prelude::*;
use serde_json::Value;

use super::icon::Tile;
use super::list::Rows;
use super::state::{Demo, local};
use super::timeline::Timeline;
use crate::engine::id::RecordId;
use crate::sim::host::page::Page;
use crate::sim::org::schema::Kind;

/// Under which field an object's records hang below another's.
const RELATED: [(&str, &str, &str); 7] = [
    ("Account", "Contact", "AccountId"),
    ("Account", "Opportunity", "AccountId"),
    ("Account", "Case", "AccountId"),
    ("Contact", "Case", "ContactId"),
    ("Contact", "OpportunityContactRole", "ContactId"),
    ("Contact", "Machine__c", "Contact__c"),
    ("Opportunity", "OpportunityContactRole", "OpportunityId"),
];

#[component]
pub fn RecordPage(demo: Demo, id: RecordId) -> impl IntoView {
    let t = move || demo.texts();
    let Some(record) = demo.peek(|w| w.org.record_ref(&id)) else {
        return view! { <p class="card empty">{move || t().gone}</p> }.into_any();
    };
    let object = record.object.api_name().to_owned();
    let (for_name, for_edit, for_timeline) = (id.clone(), id.clone(), id.clone());
    let name = Memo::new(move |_| demo.read(|w| w.org.record_ref(&for_name).map(|r| r.name).unwrap_or_default()));
    let title = object.clone();
    let related = RELATED.iter().filter(|(of, ..)| *of == object).map(|(_, child, field)| {
        let id = id.clone();
        view! { <Related demo id child field/> }
    });
    let has_timeline = !matches!(object.as_str(), "Task" | "Event" | "User");
    view! {
        <div class="record" data-record=id.0.clone()>
            <section class="card highlights">
                <Tile object=object.clone()/>
                <div>
                    <p class="faint">{move || t().singular(&title)}</p>
                    <h1>{move || name.get()}</h1>
                </div>
                <button class="button" on:click=move |_| demo.go(Page::Edit(for_edit.clone()))>{move || t().edit}</button>
            </section>
            <div class="columns" class:single=!has_timeline>
                <div>
                    <Details demo id=id.clone()/>
                    {related.collect_view()}
                </div>
                {has_timeline.then(|| view! { <Timeline demo id=for_timeline/> })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Details(demo: Demo, id: RecordId) -> impl IntoView {
    let of = id.clone();
    // Drawn again only when the record itself has changed.
    let fields = Memo::new(move |_| {
        demo.read(|w| {
            let record = w.org.record(&of)?;
            let object = w.org.schema.object(&record.object)?;
            let held = object.fields.iter().filter_map(|f| Some((f, record.fields.get(&f.name)?)));
            Some(
                held.map(|(f, value)| (f.name.clone(), f.label.clone(), f.kind.clone(), value.clone()))
                    .collect::<Vec<_>>(),
            )
        })
        .unwrap_or_default()
    });
    let rows = move || {
        let row = |(name, label, kind, value): (String, String, Kind, Value)| {
            let label = demo.texts_now().field(&name).map_or(label, str::to_owned);
            view! {
                <div class:wide=matches!(kind, Kind::TextArea(_))>
                    <dt>{label}</dt>
                    <dd data-field=name>{shown(demo, &id, &value, &kind)}</dd>
                </div>
            }
        };
        fields.get().into_iter().map(row).collect_view()
    };
    view! {
        <section class="card">
            <h2>{move || demo.texts().details}</h2>
            <dl class="fields">{rows}</dl>
        </section>
    }
}

/// One value as its kind is shown.
fn shown(demo: Demo, id: &RecordId, value: &Value, kind: &Kind) -> AnyView {
    let text = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match kind {
        Kind::Phone => view! { <PhoneNumber demo id=id.clone() number=text()/> }.into_any(),
        Kind::DateTime => when(demo, &text()).into_any(),
        Kind::Reference(_) => {
            let linked = RecordId::parse(&text()).and_then(|id| demo.peek(|w| w.org.record_ref(&id)));
            match linked {
                Some(linked) => view! { <Link demo id=linked.id text=linked.name/> }.into_any(),
                None => text().into_any(),
            }
        }
        Kind::Bool if *value == Value::Bool(true) => demo.texts_now().yes.into_any(),
        Kind::Bool => demo.texts_now().no.into_any(),
        Kind::Currency => format!("€ {}", value.as_f64().unwrap_or_default()).into_any(),
        Kind::Date => {
            let day = text().parse().map(|day| demo.locale().day(day));
            day.unwrap_or_else(|_| text()).into_any()
        }
        Kind::TextArea(_) => view! { <span class="note">{text()}</span> }.into_any(),
        Kind::Text(_) | Kind::Email | Kind::Picklist { .. } | Kind::Int(_) | Kind::Decimal | Kind::RecordType => {
            text().into_any()
        }
    }
}

/// A number that can be clicked to be called, or plain text while no softphone wants it.
#[component]
pub fn PhoneNumber(demo: Demo, id: RecordId, number: String) -> impl IntoView {
    let on = Memo::new(move |_| demo.read(|w| w.host.desk.click_to_dial));
    move || {
        let (number, id, told) = (number.clone(), id.clone(), number.clone());
        if !on.get() {
            return view! { <span class="number" title=demo.texts().not_dialable>{number}</span> }.into_any();
        }
        let dial = move |_| {
            demo.act(|w, now| w.host.click(&w.org, &told, Some(&id), now));
        };
        let label = format!("{} {number}", demo.texts().call);
        view! { <button class="link number" aria-label=label.clone() title=label on:click=dial>{number}</button> }
            .into_any()
    }
}

/// A link to a record's page.
#[component]
pub fn Link(demo: Demo, id: RecordId, #[prop(into)] text: String) -> impl IntoView {
    let text = if text.is_empty() { id.0.clone() } else { text };
    view! { <button class="link" on:click=move |_| demo.go(Page::Record(id.clone()))>{text}</button> }
}

#[component]
fn Related(demo: Demo, id: RecordId, child: &'static str, field: &'static str) -> impl IntoView {
    let ids = Memo::new(move |_| {
        demo.read(|w| {
            let below = w.org.of(child).filter(|r| r.link(field).as_ref() == Some(&id));
            // A contact role stands for what is on its other side.
            let other = if field == "ContactId" { "OpportunityId" } else { "ContactId" };
            let through = child == "OpportunityContactRole";
            below.filter_map(|r| if through { r.link(other) } else { Some(r.id.clone()) }).collect::<Vec<_>>()
        })
    });
    let object =
        move || demo.peek(|w| ids.get().first().and_then(|id| w.org.schema.of_id(&id.0)).map(|o| o.name.clone()));
    move || {
        object().map(|object| {
            let title = format!("{} ({})", demo.texts().plural(&object), ids.get().len());
            view! {
                <section class="card">
                    <h2>{title}</h2>
                    <Rows demo object ids/>
                </section>
            }
        })
    }
}

/// A moment as the agent's own clock shows it.
pub fn when(demo: Demo, rfc3339: &str) -> String {
    let Ok(moment) = chrono::DateTime::parse_from_rfc3339(rfc3339) else { return rfc3339.to_owned() };
    // Exact: a double holds every millisecond of the next 285 000 years.
    let at = local(moment.timestamp_millis() as f64);
    let locale = demo.locale();
    format!("{}, {}", locale.day(at.date()), locale.time_of_day(at, false))
}

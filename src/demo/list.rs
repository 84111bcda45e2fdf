//! Lists of records, and the pages that are little more than a list.

use leptos::prelude::*;

use super::icon::Tile;
use super::record::{Link, PhoneNumber, when};
use super::state::{Demo, now};
use crate::engine::id::RecordId;
use crate::sim::host::page::Page;
use crate::sim::org::Org;
use crate::sim::org::schema::Kind;
use serde_json::Map;

/// What a list shows of each object, after the name.
fn columns(object: &str) -> &'static [&'static str] {
    match object {
        "Contact" => &["AccountId", "Title", "Phone", "MobilePhone"],
        "Account" => &["BillingCity", "Industry", "Phone"],
        "Lead" => &["Company", "Status", "Phone"],
        "Case" => &["Subject", "ContactId", "Status", "Priority"],
        "Opportunity" => &["AccountId", "StageName", "CloseDate"],
        "Task" => &["WhoId", "WhatId", "Status", "CallDisposition", "CreatedDate"],
        "Event" => &["WhoId", "StartDateTime"],
        "User" => &["Phone", "Email"],
        "Machine__c" => &["Hotline__c", "Serial__c", "Contact__c"],
        _ => &[],
    }
}

/// An object's own page.
#[component]
pub fn Objects(demo: Demo, object: String) -> impl IntoView {
    let (api, of, title) = (object.clone(), object.clone(), object.clone());
    let ids = Memo::new(move |_| {
        demo.read(|w| {
            let mut ids: Vec<_> = w.org.of(&of).map(|r| r.id.clone()).collect();
            // Of what comes in every day, the latest is looked for first.
            if matches!(of.as_str(), "Task" | "Event" | "Case") {
                ids.reverse();
            }
            ids
        })
    });
    let new = move |_| {
        let background = Box::new(demo.peek(|w| w.host.desk.page.clone()));
        demo.go(Page::NewRecord { object: api.clone(), defaults: Map::new(), background });
    };
    view! {
        <section class="card">
            <div class="title">
                <Tile object=object.clone()/>
                <h1>{move || demo.texts().plural(&title)}</h1>
                <button class="button" on:click=new>{move || demo.texts().new}</button>
            </div>
            <Rows demo object ids/>
        </section>
    }
}

/// What a search found, over all objects.
#[component]
pub fn Found(demo: Demo, text: String) -> impl IntoView {
    let wanted = text.clone();
    let ids = Memo::new(move |_| {
        demo.read(|w| w.org.search_all(&wanted, now()).iter().map(|r| r.id.clone()).collect::<Vec<_>>())
    });
    let groups = move || {
        let mut objects: Vec<String> = Vec::new();
        for id in ids.get() {
            let object = demo.peek(|w| w.org.schema.of_id(&id.0).map(|o| o.name.clone())).unwrap_or_default();
            if !objects.contains(&object) {
                objects.push(object);
            }
        }
        objects
    };
    view! {
        <section class="card">
            <h1>{move || demo.texts().hits}" “"{text}"”"</h1>
            {move || ids.get().is_empty().then(|| view! { <p class="faint">{demo.texts().no_hits}</p> })}
            {move || {
                groups()
                    .into_iter()
                    .map(|object| {
                        let of = object.clone();
                        let some = Memo::new(move |_| {
                            let is_it = |id: &RecordId| demo.peek(|w| w.org.schema.of_id(&id.0).is_some_and(|o| o.name == of));
                            ids.get().into_iter().filter(is_it).collect::<Vec<_>>()
                        });
                        view! {
                            <h2>{demo.texts().plural(&object)}</h2>
                            <Rows demo object ids=some/>
                        }
                    })
                    .collect_view()
            }}
        </section>
    }
}

#[component]
pub fn Rows(demo: Demo, object: String, ids: Memo<Vec<RecordId>>) -> impl IntoView {
    let (for_head, for_body) = (object.clone(), object);
    let head = move || {
        let object = for_head.clone();
        let name = demo.peek(|w| w.org.schema.object(&object).map_or("Name", |o| o.name_field));
        let fields = std::iter::once(name).chain(columns(&object).iter().copied());
        let label = move |field: &str| {
            let own = demo.peek(|w| w.org.schema.object(&object)?.field(field).map(|f| f.label.clone()));
            demo.texts().field(field).map_or_else(|| own.unwrap_or_default(), str::to_owned)
        };
        fields.map(|field| view! { <th scope="col">{label(field)}</th> }).collect_view()
    };
    // Drawn again only when something in it has changed.
    let rows = Memo::new(move |_| {
        let row = |id: RecordId| demo.read(|w| row(&w.org, &for_body, id));
        ids.get().into_iter().map(row).collect::<Vec<_>>()
    });
    let body = move || rows.get().into_iter().map(|row| view! { <Row demo row/> }).collect_view();
    view! {
        <div class="scroll">
            <table>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

/// A record's name and its cells, with their kinds.
#[derive(Clone, PartialEq)]
struct Line {
    id: RecordId,
    name: String,
    cells: Vec<(Option<Kind>, String)>,
}

fn row(org: &Org, object: &str, id: RecordId) -> Line {
    let cell = |field: &&str| {
        let kind = org.schema.object(object).and_then(|o| o.field(field)).map(|f| f.kind.clone());
        (kind, org.shown(&id, field).unwrap_or_default())
    };
    let cells = columns(object).iter().map(cell).collect();
    Line { name: org.record_ref(&id).map(|r| r.name).unwrap_or_default(), cells, id }
}

#[component]
fn Row(demo: Demo, row: Line) -> impl IntoView {
    let cell = |(kind, text): (Option<Kind>, String)| {
        let cell = match kind {
            Some(Kind::Phone) if !text.is_empty() => {
                view! { <PhoneNumber demo id=row.id.clone() number=text/> }.into_any()
            }
            Some(Kind::DateTime) if !text.is_empty() => when(demo, &text).into_any(),
            Some(_) | None => text.into_any(),
        };
        view! { <td>{cell}</td> }
    };
    let cells = row.cells.into_iter().map(cell).collect_view();
    view! {
        <tr>
            <td><Link demo id=row.id.clone() text=row.name/></td>
            {cells}
        </tr>
    }
}

/// E-mail that left the org.
#[component]
pub fn Mails(demo: Demo) -> impl IntoView {
    let mails = move || demo.read(|w| w.org.mails.clone());
    view! {
        <section class="card">
            <h1>{move || demo.texts().mails}</h1>
            {move || mails().is_empty().then(|| view! { <p class="faint">{demo.texts().no_mails}</p> })}
            <ol class="mails">
                {move || {
                    let mail = |m: crate::sim::org::Mail| {
                        view! {
                            <li>
                                <p class="line"><strong>{m.subject}</strong><time>{when(demo, &m.at.to_rfc3339_utc())}</time></p>
                                <p class="faint">{m.to}</p>
                                <p class="note">{m.body}</p>
                            </li>
                        }
                    };
                    mails().into_iter().rev().map(mail).collect_view()
                }}
            </ol>
        </section>
    }
}

/// A screen flow: what it was started with.
#[component]
pub fn Flow(demo: Demo, name: String, args: String) -> impl IntoView {
    view! {
        <section class="card">
            <h1>{move || demo.texts().flow}" "{name}</h1>
            <pre>{args}</pre>
        </section>
    }
}

/// An address that the demo has no page for: shown, so that one sees what was opened.
#[component]
pub fn Elsewhere(demo: Demo, path: String) -> impl IntoView {
    view! {
        <section class="card">
            <h1>{move || demo.texts().elsewhere}</h1>
            <pre>{path}</pre>
        </section>
    }
}

//! What a scenario came to: read off the world when all is over.

use crate::engine::crm::Target;
use crate::engine::id::RecordId;
use crate::sim::org::{ChangeKind, Org};
use crate::sim::story::World;

/// What the org and the agent's window hold afterwards that they did not hold before.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    /// First what was opened, then what was written, in the order in which it happened.
    pub items: Vec<Item>,
    /// The follow-ups that the agent is offered, by their names in the settings.
    pub offered: Vec<String>,
    pub preselected: Option<String>,
    /// Lines of the script that made no sense: a mistake in the scenario.
    pub mistakes: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    pub kind: Kind,
    /// A record's name, an address.
    pub title: String,
    /// Field API names and what stands there, in the words of the org.
    pub fields: Vec<(String, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Opened in the agent's window.
    Pop,
    /// The call's Task, or a follow-up.
    Task,
    Event,
    Case,
    /// Something that was there before.
    Changed,
    Deleted,
    Mail,
}

impl Outcome {
    pub(super) fn of(world: &World) -> Self {
        let org = &world.org;
        let mut items: Vec<Item> = org.screen.iter().map(|target| popped(target, org)).collect();
        let made: Vec<&RecordId> =
            org.audit.iter().filter(|change| change.kind == ChangeKind::Created).map(|change| &change.record).collect();
        items.extend(made.iter().filter_map(|id| written(id, org)));
        for change in org.audit.iter().filter(|change| !made.contains(&&change.record)) {
            let title = org.record_ref(&change.record).map_or_else(|| change.object.clone(), |record| record.name);
            let fields = change.fields.iter().filter(|(name, ..)| !World::is_system(name));
            let fields = fields.map(|(name, _, now)| (name.clone(), now.as_ref().map_or_else(String::new, shown)));
            items.push(match change.kind {
                ChangeKind::Deleted => Item { kind: Kind::Deleted, title, fields: Vec::new() },
                ChangeKind::Created | ChangeKind::Updated => {
                    Item { kind: Kind::Changed, title, fields: fields.collect() }
                }
            });
        }
        items.extend(org.mails.iter().map(|mail| Item {
            kind: Kind::Mail,
            title: mail.to.clone(),
            fields: vec![("Subject".to_owned(), mail.subject.clone())],
        }));
        let view = world.engine.view();
        let follow_up = view.calls.first().and_then(|call| call.follow_up.as_ref());
        Self {
            items,
            offered: follow_up.map_or_else(Vec::new, |f| f.options.iter().map(|o| o.name().to_owned()).collect()),
            preselected: follow_up.and_then(|f| f.chosen).map(|choice| choice.name().to_owned()),
            mistakes: world.mistakes(),
        }
    }
}

fn popped(target: &Target, org: &Org) -> Item {
    let of = |id: &RecordId| {
        let object = org.record(id).map(|record| record.object.clone()).unwrap_or_default();
        format!("{object} {}", org.record_ref(id).map_or_else(|| id.0.clone(), |record| record.name))
    };
    let title = match target {
        Target::Record(id) => of(id),
        Target::Edit { record, .. } => format!("{} (edit)", of(record)),
        Target::Url(url) => url.clone(),
        Target::ObjectHome(object) => object.api_name().to_owned(),
        Target::List { object, .. } => object.api_name().to_owned(),
        Target::Search(text) => text.to_string(),
        Target::NewRecord { object, .. } => format!("{} (new)", object.api_name()),
        Target::Flow { name, .. } => name.clone(),
        Target::AsLayoutSays { .. } => "Softphone Layout".to_owned(),
    };
    Item { kind: Kind::Pop, title, fields: Vec::new() }
}

fn written(id: &RecordId, org: &Org) -> Option<Item> {
    let record = org.record(id)?;
    let fields = record.fields.iter().filter(|(name, _)| !World::is_system(name));
    let fields: Vec<_> = fields.filter_map(|(name, _)| Some((name.clone(), org.shown(id, name)?))).collect();
    let kind = match record.object.as_str() {
        "Case" => Kind::Case,
        "Event" => Kind::Event,
        _ => Kind::Task,
    };
    Some(Item { kind, title: org.name(record), fields })
}

fn shown(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

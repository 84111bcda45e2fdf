//! What comes after the call: the administrator's options, the day, the task that is meant, and how it went.

use super::card::Call;
use super::element::{Node, el, group};
use super::fields::{field, input, label, typed};
use super::live::{live, maybe, on_change, when};
use super::parts::{button, choice, details, paragraph, radio, select};
use super::saving::{has_it, part};
use super::{App, bars};
use crate::engine::crm::OpenTask;
use crate::engine::event::Intent;
use crate::engine::settings::FollowUp;
use crate::engine::view::{CallStateView, CallView, FollowUpView, TasksView};

pub fn follow_up(app: App, call: Call) -> Node {
    let offered = move || call.see(|c| c.follow_up.as_ref().filter(|_| !c.can.answer).map(|f| f.options.clone()));
    maybe(offered, move |options| control(app, call, options))
}

/// A part of it; the default where it is not offered any more.
fn see<T: Default>(call: Call, part: impl FnOnce(&FollowUpView) -> T) -> T {
    call.see(|c| c.follow_up.as_ref().map(part).unwrap_or_default())
}

fn control(app: App, call: Call, options: &[FollowUp]) -> Node {
    let t = app.cards();
    let id = call.id;
    let options = options.to_vec();
    let mut rows = vec![(None, t.nothing_follows.to_owned())];
    rows.extend(options.iter().map(|option| (None, (t.follow_ups)(*option).to_owned())));
    let known = options.clone();
    let chosen = move || {
        let place = |choice| known.iter().position(|known| *known == choice).map_or(0, |i| i + 1);
        see(call, |f| f.chosen.map_or(0, place))
    };
    let choose = move |place: usize| {
        let choice = place.checked_sub(1).and_then(|i| options.get(i).copied());
        app.send(Intent::FollowUp { call: id, choice });
    };
    let list = select("follow-up", rows, chosen, choose).attr("aria-describedby", "follow-up-hint");
    let day = when(move || see(call, |f| f.chosen.is_some_and(makes)) && !done(call), move || due(app, call));
    let tasks = live(
        move || see(call, |f| (f.chosen.is_some_and(needs_task) && !f.done).then(|| f.tasks.clone())),
        move |known| known.as_ref().map_or_else(group, |known| tasks(app, call, known)),
    );
    let outcome = live(
        move || see(call, |f| f.chosen.map(|choice| (choice, f.done, f.saving.clone()))),
        move |now| match now {
            Some((choice, _, Some(saving))) => part(app, id, (t.followed)(*choice), saving),
            Some((choice, true, None)) => has_it((t.followed)(*choice)),
            Some((_, false, None)) | None => group(),
        },
    );
    // Once the call itself is saved, there is no Save to wait for.
    let now = maybe(
        move || call.see(|c| c.follow_up.as_ref().filter(|f| can_follow(c, f)).and_then(|f| f.chosen)),
        move |choice| button((t.follow_now)(*choice)).press(move || app.send(Intent::Save(id))),
    );
    let hint = when(
        move || call.see(|c| c.can.save && c.follow_up.as_ref().is_some_and(|f| f.chosen.is_some() && !f.done)),
        move || paragraph("hint", t.follow_up_hint),
    );
    field()
        .child(label("follow-up", t.follow_up))
        .child(el("div").class("beside-it").child(list).child(day).child(now))
        .child(el("div").id("follow-up-hint").attr("role", "status").child(tasks).child(hint).child(outcome))
}

fn done(call: Call) -> bool {
    see(call, |f| f.done)
}

/// Whether pressing Save would do it, and there is no such button.
fn can_follow(call: &CallView, follow_up: &FollowUpView) -> bool {
    let over = matches!(call.state, CallStateView::Ended { .. });
    let possible = match (follow_up.chosen, &follow_up.tasks) {
        (Some(FollowUp::OpenToday | FollowUp::OpenLatest), TasksView::Found(tasks)) => !tasks.is_empty(),
        (Some(FollowUp::OpenToday | FollowUp::OpenLatest), _) => false,
        (Some(FollowUp::Task | FollowUp::TaskCloseToday | FollowUp::Event), _) => true,
        (None, _) => false,
    };
    over && possible && !follow_up.done && !call.can.save && call.can.close
}

fn makes(choice: FollowUp) -> bool {
    match choice {
        FollowUp::Task | FollowUp::TaskCloseToday | FollowUp::Event => true,
        FollowUp::OpenToday | FollowUp::OpenLatest => false,
    }
}

fn needs_task(choice: FollowUp) -> bool {
    match choice {
        FollowUp::OpenToday | FollowUp::OpenLatest | FollowUp::TaskCloseToday => true,
        FollowUp::Task | FollowUp::Event => false,
    }
}

fn due(app: App, call: Call) -> Node {
    let day = el("input").attr("type", "date").attr("required", "").attr("aria-label", app.cards().due);
    let shown = input(day.element());
    on_change(
        move || see(call, |f| f.due.to_string()),
        move |own| {
            if shown.value() != *own {
                shown.set_value(own);
            }
        },
    );
    day.on("change", move |event| {
        if let Ok(day) = typed(&event).parse() {
            app.send(Intent::FollowUpDue { call: call.id, day });
        }
    })
}

fn tasks(app: App, call: Call, known: &TasksView) -> Node {
    let t = app.cards();
    match known {
        TasksView::NotAsked => group(),
        TasksView::Searching => paragraph("quiet busy", t.searching_tasks),
        TasksView::Failed(failure) => details("", t.tasks_failed, bars::why(app, failure)),
        TasksView::Found(tasks) if tasks.is_empty() => paragraph("quiet", t.no_tasks),
        TasksView::Found(tasks) => {
            let rows = tasks.iter().map(|task| row(app, call, task)).collect::<Vec<_>>();
            el("div").class("tasks").attr("role", "radiogroup").attr("aria-label", t.which_task).child(rows)
        }
    }
}

fn row(app: App, call: Call, task: &OpenTask) -> Node {
    let t = app.cards();
    let due = task.due.map(|day| (t.task_due)(&app.see(|v| v.locale.day(day))));
    let whose = (!task.mine).then(|| t.task_not_mine.to_owned());
    let facts = due.into_iter().chain(whose).collect::<Vec<_>>().join(" · ");
    let (own, id) = (task.id.clone(), task.id.clone());
    let chosen = move || see(call, |f| f.task.clone()) == Some(own.clone());
    let radio = radio("task", chosen, move || app.send(Intent::FollowUpTask { call: call.id, task: id.clone() }));
    choice(radio, &task.subject).child(el("small").child(facts))
}

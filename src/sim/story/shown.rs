//! What the tabs of one browser show, and which of them are there: all that somebody sees who looks at the screens.

use std::sync::Arc;

use super::script::Whose;
use super::tabs::{Other, Tabs};
use super::world::World;
use crate::engine::trace::{self, Outcome};
use crate::engine::view::{TabView, View, Why};

impl World {
    /// A follower that shows something else than the leader does is a mistake of ours.
    pub(super) fn compare_tabs(&mut self) {
        let mistakes = self.tabs_that_differ();
        self.lines.extend(mistakes);
    }

    /// Those that show something else than the leader does although they have heard everything.
    pub fn tabs_that_differ(&self) -> Vec<String> {
        let heard = |tabs: &&Tabs| tabs.asleep.is_none() && !tabs.channel.is_slow();
        let Some(tabs) = self.tabs.as_ref().filter(heard) else { return Vec::new() };
        let view = as_told(self.engine.view());
        let differ = |other: &Other| {
            let shown = View { tab: TabView::Here, ..other.follower.view() };
            let number = other.number;
            (shown != view).then(|| format!("tab {number} shows something else: {shown:?}, not {view:?}"))
        };
        tabs.others.iter().filter_map(differ).collect()
    }

    /// What another tab shows.
    pub fn shown_at(&self, number: u32) -> Option<View> {
        let other = self.tabs.as_ref()?.others.iter().find(|other| other.number == number)?;
        Some(other.follower.view())
    }

    /// What all the other tabs show.
    pub fn tab_views(&self) -> Vec<View> {
        self.tabs.iter().flat_map(|tabs| &tabs.others).map(|other| other.follower.view()).collect()
    }

    /// What the agent sees there. `None`: there is no such tab, or it does not react.
    pub fn screen(&self, whose: Whose) -> Option<View> {
        let Some(tabs) = &self.tabs else {
            return matches!(whose, Whose::Leader | Whose::Number(1)).then(|| self.engine.view());
        };
        match whose {
            Whose::Leader => tabs.asleep.is_none().then(|| self.engine.view()),
            Whose::Number(number) if number == tabs.first.0 => self.screen(Whose::Leader),
            Whose::Number(number) => self.shown_at(number),
            Whose::Follower => tabs.others.last().map(|other| other.follower.view()),
        }
    }

    /// The pages that are there, by numbers that no others ever had.
    pub fn pages(&self) -> Vec<u32> {
        let all = |tabs: &Tabs| tabs.others.iter().map(|other| other.page.0).chain([tabs.first.1.0]).collect();
        self.tabs.as_ref().map(all).unwrap_or_default()
    }

    /// That of a tab.
    pub fn page_of(&self, whose: Whose) -> Option<u32> {
        let tabs = self.tabs.as_ref()?;
        let numbered = |number| tabs.others.iter().find(|other| other.number == number).map(|other| other.page.0);
        match whose {
            Whose::Number(number) if number != tabs.first.0 => numbered(number),
            Whose::Number(_) | Whose::Leader => Some(tabs.first.1.0),
            Whose::Follower => tabs.others.last().map(|other| other.page.0),
        }
    }

    /// Whether that tab has the telephone.
    pub fn leads(&self, number: u32) -> bool {
        self.tabs.as_ref().map_or(1, |tabs| tabs.first.0) == number
    }

    /// What tabs say to each other may take a while, or is not heard at all.
    pub fn tabs_are_slow(&self) -> bool {
        self.is_frozen() || self.tabs.as_ref().is_some_and(|tabs| tabs.channel.is_slow())
    }

    /// The tab that has the telephone gets no time.
    pub fn is_frozen(&self) -> bool {
        self.tabs.as_ref().is_some_and(|tabs| tabs.asleep.is_some())
    }
}

/// As another tab is told it: what came of a rule was done where the telephone is.
fn as_told(view: View) -> View {
    let bare = |line: &trace::Line| {
        let mut line = line.clone();
        if let Outcome::Acts { actions, .. } = &mut line.outcome {
            actions.clear();
        }
        line
    };
    let bare = |why: Why| Why { call: why.call, lines: Arc::new(why.lines.iter().map(bare).collect()) };
    View { why: view.why.map(bare), ..view }
}

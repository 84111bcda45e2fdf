//! The diagnosis: one line for each thing that a telephone needs, and whether it is so. The shell tells what the browser says, the
//! package is greeted anew, and the rest is known; what it means is decided here. Everything in it is of the moment in which the
//! agent asked, except the line, which is as it is.

use super::crm::{Failure, FailureKind, Greeting, Reply, Request, Surface};
use super::desk::Standing;
use super::event::StorageTrouble;
use super::number::NumberPlan;
use super::requests::Purpose;
use super::settings::Problem;
use super::telephony::LineState;
use super::*;

/// What the shell found out about the browser and the host of the page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Findings {
    /// The page came over TLS, or from the machine itself; without, no browser gives a microphone.
    pub secure: bool,
    /// Whether the page and those around it allow it a microphone (Permissions Policy). `None`: this browser does not tell.
    pub policy: Option<bool>,
    /// `None`: this browser does not tell.
    pub permission: Option<Permission>,
    /// How many there are. `None`: this browser does not tell.
    pub microphones: Option<usize>,
    pub outputs: Option<usize>,
    /// Whether the page may play a sound now.
    pub sound: bool,
    /// `None`: storage works.
    pub storage: Option<StorageTrouble>,
    /// Web Locks and BroadcastChannel, by which several tabs agree.
    pub locks: bool,
    /// Seconds by which this machine's clock is ahead of the host's. `None`: the host could not be asked.
    pub clock_ahead: Option<i64>,
}

/// The agent's word to the browser (Permissions API).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permission {
    Granted,
    Ask,
    Refused,
}

/// What the package said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Package {
    /// There is no Salesforce to have one.
    NoOrg,
    Asked,
    There(Greeting),
    Failed(Failure),
}

/// Kept while the agent looks at it.
#[derive(Clone, PartialEq, Debug)]
pub struct Looking {
    found: Findings,
    package: Package,
}

/// One line of the diagnosis.
#[derive(Clone, PartialEq, Debug)]
pub enum Check {
    /// `needed`: the line's audio is in this page.
    Microphone {
        state: Microphone,
        needed: bool,
    },
    Output(Output),
    Storage(Option<StorageTrouble>),
    Tabs {
        agree: bool,
    },
    /// Seconds ahead.
    Clock(Option<i64>),
    Line(LineState),
    Org(Option<Result<Surface, Failure>>),
    /// `missing`: actions that this widget may ask for and that the package does not know.
    Package {
        said: Package,
        missing: Vec<&'static str>,
    },
    /// `version` counts the changes since the page was opened; `problems`: what is not in force as it was written.
    Settings {
        version: u32,
        since: Option<Timestamp>,
        from_package: bool,
        problems: Vec<Problem>,
        /// By which a number is explained.
        numbers: NumberPlan,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Microphone {
    Works,
    /// The browser will ask at the first call.
    NotAsked,
    Refused,
    /// A header of the page around the widget keeps it away.
    Forbidden,
    Missing,
    Insecure,
    /// This browser tells nothing before a call.
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Output {
    Works,
    /// Browsers keep a page silent until it is clicked.
    Silent,
    Missing,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    Good,
    /// It is being found out.
    Open,
    /// The telephone works, but less well than it could.
    Fair,
    Bad,
}

impl Verdict {
    /// What is still being found out keeps its place among what works, so that the page does not jump.
    fn turn(self) -> u8 {
        match self {
            Self::Good | Self::Open => 0,
            Self::Fair => 1,
            Self::Bad => 2,
        }
    }
}

/// By how many seconds a clock may be off: the times in Salesforce are this machine's.
const CLOCK: u64 = 60;

impl Check {
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Microphone { state, needed } => match state {
                Microphone::Works => Verdict::Good,
                Microphone::NotAsked | Microphone::Unknown => Verdict::Fair,
                Microphone::Refused | Microphone::Forbidden | Microphone::Missing | Microphone::Insecure => {
                    if *needed {
                        Verdict::Bad
                    } else {
                        Verdict::Fair
                    }
                }
            },
            Self::Output(Output::Works) | Self::Storage(None) | Self::Tabs { agree: true } => Verdict::Good,
            Self::Output(Output::Silent) | Self::Tabs { agree: false } => Verdict::Fair,
            Self::Output(Output::Missing) | Self::Storage(Some(_)) => Verdict::Bad,
            Self::Clock(Some(ahead)) if ahead.unsigned_abs() <= CLOCK => Verdict::Good,
            Self::Clock(Some(_)) => Verdict::Bad,
            Self::Clock(None) => Verdict::Fair,
            Self::Line(LineState::Ready { .. }) => Verdict::Good,
            Self::Line(LineState::Connecting) => Verdict::Open,
            Self::Line(LineState::Off) => Verdict::Fair,
            Self::Line(_) => Verdict::Bad,
            Self::Org(None) => Verdict::Open,
            Self::Org(Some(Ok(Surface::None))) => Verdict::Fair,
            Self::Org(Some(Ok(_))) => Verdict::Good,
            Self::Org(Some(Err(_))) => Verdict::Bad,
            Self::Package { said, missing } => match said {
                Package::Asked => Verdict::Open,
                Package::There(_) if missing.is_empty() => Verdict::Good,
                Package::There(_) | Package::NoOrg => Verdict::Fair,
                Package::Failed(failure) if failure.kind == FailureKind::Unsupported => Verdict::Fair,
                Package::Failed(_) => Verdict::Bad,
            },
            Self::Settings { problems, .. } if problems.is_empty() => Verdict::Good,
            Self::Settings { .. } => Verdict::Fair,
        }
    }
}

impl Engine {
    /// `None`: the agent has seen enough.
    pub(super) fn diagnose(&mut self, found: Option<Findings>, now: Timestamp) {
        let Some(found) = found else {
            self.looking = None;
            return;
        };
        let connected = |surface: &Surface| *surface != Surface::None;
        let org = match &self.desk.standing {
            Standing::Connected(connection) => connected(&connection.surface),
            Standing::Unknown | Standing::Absent(_) => false,
        };
        let package = if org { Package::Asked } else { Package::NoOrg };
        self.looking = Some(Box::new(Looking { found, package }));
        if org {
            self.ask(Purpose::Greet, Request::Greet, now);
        }
    }

    pub(super) fn greeted(&mut self, reply: Reply) {
        if let Some(looking) = &mut self.looking {
            looking.package = match reply {
                Reply::Greeted(greeting) => Package::There(greeting),
                Reply::Failed(failure) => Package::Failed(failure),
                _ => Package::Failed(Failure::new(FailureKind::Garbled, "")),
            };
        }
    }

    /// What fails first, what works last; else in the order in which one would look for a fault: what is at hand first.
    pub(super) fn checks(&self) -> Option<Vec<Check>> {
        let Looking { found, package } = &**self.looking.as_ref()?;
        let missing = match package {
            Package::There(greeting) => {
                let known = |action: &&str| greeting.actions.iter().any(|there| there == action);
                crm::PACKAGE_ACTIONS.iter().copied().filter(|action| !known(action)).collect()
            }
            Package::NoOrg | Package::Asked | Package::Failed(_) => Vec::new(),
        };
        let mut checks = vec![
            Check::Microphone { state: microphone(found), needed: self.line.can.audio_in_page },
            Check::Output(output(found)),
            Check::Storage(found.storage),
            Check::Tabs { agree: found.locks },
            Check::Clock(found.clock_ahead),
            Check::Line(self.line.state.clone()),
            Check::Org(match &self.desk.standing {
                Standing::Unknown => None,
                Standing::Connected(connection) => Some(Ok(connection.surface)),
                Standing::Absent(failure) => Some(Err(failure.clone())),
            }),
            Check::Package { said: package.clone(), missing },
            Check::Settings {
                version: self.settings_version,
                since: self.settings_since,
                from_package: self.desk.workflow.iter().next().is_some(),
                problems: Settings::read(&self.desk.settings()).1,
                numbers: self.settings.numbers.clone(),
            },
        ];
        map::order(&mut checks, |a, b| a.verdict().turn() > b.verdict().turn());
        Some(checks)
    }
}

/// The first thing in the way: a browser that is not asked for a reason tells another one.
fn microphone(found: &Findings) -> Microphone {
    if !found.secure {
        Microphone::Insecure
    } else if found.policy == Some(false) {
        Microphone::Forbidden
    } else if found.microphones == Some(0) {
        Microphone::Missing
    } else {
        match found.permission {
            Some(Permission::Granted) => Microphone::Works,
            Some(Permission::Ask) => Microphone::NotAsked,
            Some(Permission::Refused) => Microphone::Refused,
            None => Microphone::Unknown,
        }
    }
}

fn output(found: &Findings) -> Output {
    match (found.outputs, found.sound) {
        (Some(0), _) => Output::Missing,
        (_, false) => Output::Silent,
        (_, true) => Output::Works,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_whose_audio_is_in_the_page_fails_without_a_microphone() {
        let verdicts = |needed| {
            [Microphone::Insecure, Microphone::Forbidden, Microphone::Missing, Microphone::Refused]
                .map(|state| Check::Microphone { state, needed }.verdict())
        };
        assert_eq!(verdicts(true), [Verdict::Bad; 4]);
        assert_eq!(verdicts(false), [Verdict::Fair; 4]);
        assert_eq!(Check::Microphone { state: Microphone::NotAsked, needed: true }.verdict(), Verdict::Fair);
    }
}

//! The contract with every telephony driver: [`Command`]s go out, [`Signal`]s come in, [`Capabilities`] say what
//! a driver can do. SIP, a desk phone followed by the PBX and the practice line all speak it; none is named here.

use std::time::Duration;

use super::id::LegId;
use super::number::PhoneNumber;
use super::quality::Sample;
use super::secret::{Private, Secret, shows};
use super::time::Timestamp;

/// What a driver is asked to do. It answers with signals; a command that makes no sense now is ignored by the driver
/// or answered with [`Signal::Refused`].
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// Come on line with this account, or do so again with changed settings. The driver keeps the line up by itself
    /// (refresh, keep-alive, reconnect with back-off) until [`Command::Disconnect`].
    Connect(Account),
    /// Leave the line: unregister and stop reconnecting.
    Disconnect,
    /// Call `number`. The driver answers with [`Signal::Progress`], [`Signal::Answered`] or [`Signal::Ended`].
    Dial {
        leg: LegId,
        number: PhoneNumber,
    },
    Answer {
        leg: LegId,
    },
    /// Refuse a ringing call. The caller hears busy or goes on to the next rule of the PBX.
    Decline {
        leg: LegId,
    },
    /// End a call in any state; a call that is still being dialled is cancelled.
    HangUp {
        leg: LegId,
    },
    Hold {
        leg: LegId,
    },
    Resume {
        leg: LegId,
    },
    Mute {
        leg: LegId,
        on: bool,
    },
    /// Digits `0-9 * # A-D`, sent as key presses to the other side.
    SendDigits {
        leg: LegId,
        digits: Private,
    },
    /// Hand the other side to `to` without asking first (RFC 3515).
    TransferBlind {
        leg: LegId,
        to: PhoneNumber,
    },
    /// Join the other sides of two of our legs and leave (RFC 3891, RFC 5589 section 7).
    TransferAttended {
        leg: LegId,
        to: LegId,
    },
    /// From now on the other sides of these legs, all of them up, hear each other and us; none or one: nobody else. Only where
    /// [`Capabilities::conference`].
    Mix {
        legs: Vec<LegId>,
    },
    /// Call where the other side of `leg` asked us to go ([`Ask::Follow`]), as a new leg `to`. Answered as
    /// [`Command::Dial`]; the other side is told how it came out, and ends `leg` if it went well. An invitation that
    /// nobody follows lapses.
    Follow {
        leg: LegId,
        to: LegId,
    },
    /// Take up again, as `leg`, a call that this phone lost without ending it ([`Signal::Handle`]), in its place
    /// (RFC 3891). Answered as [`Command::Dial`].
    Rejoin {
        leg: LegId,
        handle: Handle,
    },
    /// From now on tell of voice messages ([`Signal::MessagesWaiting`]) and of these phones ([`Signal::Lamp`]), and of
    /// nothing that an earlier one named. It holds over lost lines and is forgotten with the account.
    Watch {
        messages: bool,
        lamps: Vec<PhoneNumber>,
    },
    /// Let this call come in. Only where [`Capabilities::rehearse`].
    Rehearse(Incoming),
}

/// What a driver reports. Past tense: it has happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Signal {
    /// What is known about the line itself; sent on every change. A driver whose calls outlive the page
    /// ([`Capabilities::outlives_page`]) tells those that go on anew, under their names, before the first [`LineState::Ready`];
    /// those that it does not tell are over.
    Line(LineState),
    /// No call could come in between, though the line should have been ready: it was lost, or the computer slept. With
    /// [`Capabilities::outlives_page`]: none was followed. Told when it is back.
    Gap {
        from: Timestamp,
        to: Timestamp,
    },
    Incoming(Incoming),
    /// A call that began without [`Command::Dial`]: on the telephone's own keys, or before this page was there.
    Placed {
        leg: LegId,
        to: Party,
    },
    /// The far phone rings (`early_media: false`), or the network is already to be heard (`true`), RFC 3261 13.2.2.1.
    Progress {
        leg: LegId,
        early_media: bool,
    },
    /// The call is up, whichever side answered it.
    Answered {
        leg: LegId,
    },
    /// Our own hold took effect or ended.
    HeldHere {
        leg: LegId,
        on: bool,
    },
    /// The other side put us on hold or took us back.
    HeldThere {
        leg: LegId,
        on: bool,
    },
    /// The other side is now somebody else, as after a transfer (RFC 3325, RFC 4916).
    Identity {
        leg: LegId,
        party: Party,
    },
    Muted {
        leg: LegId,
        on: bool,
    },
    /// How a transfer goes on; on success the driver ends the leg itself.
    Transfer {
        leg: LegId,
        outcome: TransferOutcome,
    },
    /// The other side, or the PBX for it, asks for something. It is the engine's to decide; the driver only tells.
    Asked {
        leg: LegId,
        what: Ask,
    },
    /// With this the leg can be taken up again after the page was lost ([`Command::Rejoin`]). The last one holds.
    Handle {
        leg: LegId,
        handle: Handle,
    },
    /// Voice messages of this account, new and already heard (RFC 3842). The PBX may tell without being asked.
    MessagesWaiting {
        new: u32,
        old: u32,
    },
    /// What a watched phone does (RFC 4235).
    Lamp {
        number: PhoneNumber,
        lamp: Lamp,
    },
    /// How its audio does, while it is up and the audio is in this page; see [`quality`](super::quality).
    Sampled {
        leg: LegId,
        sample: Sample,
    },
    /// The leg is over and its name is free again. The last signal of a leg, and sent exactly once.
    Ended {
        leg: LegId,
        cause: EndCause,
    },
    /// A command could not be carried out; the leg is as it was.
    Refused {
        leg: LegId,
        what: CommandKind,
        why: Trouble,
    },
}

/// A call that rings here.
#[derive(Clone, PartialEq)]
pub struct Incoming {
    pub leg: LegId,
    /// Who calls, as the PBX vouches for it.
    pub from: Party,
    /// The number that was dialled, where the PBX tells.
    pub dialled: Option<PhoneNumber>,
    /// Who passed the call on, first of them (RFC 5806, RFC 7044).
    pub diverted_by: Option<Party>,
    /// The PBX's own name for the whole call over all its legs; `None` where it delivers none.
    pub call_ref: Option<String>,
    pub queue: Option<String>,
    /// What the caller keyed in before reaching us, e.g. a case number.
    pub ivr: Option<String>,
    /// The PBX asks the phone to answer by itself (RFC 5373, `Call-Info: answer-after`).
    pub wants_auto_answer: bool,
}

shows!(Incoming: leg, dialled, wants_auto_answer);

/// What we are asked to do with a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Answer by yourself (`NOTIFY`, `Event: talk`), as [`Incoming::wants_auto_answer`].
    Answer,
    Hold,
    Resume,
    /// Call this one instead of me (an incoming transfer, RFC 3515): see [`Command::Follow`].
    Follow(Party),
}

/// What a watched phone does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Lamp {
    #[default]
    Free,
    Ringing,
    Busy,
    /// The PBX does not say, or no longer.
    Unknown,
}

/// A driver's own name for a call at the PBX, to be kept and given back. It may hold a number, so no log shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Handle(pub String);

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handle")
    }
}

/// One side of a call.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// `None`: withheld. Never taken from a display name.
    pub number: Option<PhoneNumber>,
    /// For display only.
    pub name: Option<String>,
}

shows!(Party: number);

/// Why a leg ended, from the one side that matters: ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EndCause {
    /// We hung up, declined or cancelled.
    Here,
    /// The other side hung up; before the answer: the caller gave up.
    There,
    /// Another phone took the call (RFC 3326 `SIP;cause=200`, Q.850 26).
    AnsweredElsewhere,
    /// Another phone of the group declined for all (RFC 3326 `SIP;cause=603`).
    DeclinedElsewhere,
    /// 486, 600, Q.850 17.
    Busy,
    /// 408, 480, Q.850 18, 19.
    NoAnswer,
    /// 603, Q.850 21.
    Declined,
    /// 404, 410, 484, 604, Q.850 1, 28.
    NoSuchNumber,
    /// Handed on by us.
    Transferred,
    /// The page was closed or reloaded, and the audio ended with it. Said by the engine, never by a driver.
    PageClosed,
    Failed(Trouble),
}

/// What went wrong, and with it whose move it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The agent's move: allow the microphone.
    MicrophoneRefused,
    /// The agent's move: plug one in.
    MicrophoneMissing,
    /// The agent's move: the PBX knows another password.
    WrongPassword,
    /// The administrator's move: the PBX refuses this account.
    Forbidden,
    /// The network's or the administrator's move; it is tried again.
    Unreachable,
    /// The PBX is overloaded or out of order; it is tried again when the PBX says.
    Unavailable,
    /// No common codec or no media path.
    Media,
    /// The agent's move: the telephone on the desk is not connected to the PBX.
    DeskPhoneOff,
    /// The PBX cannot be reached, or lets this user not in: a browser is not told which. It is tried again.
    ShutOut,
    /// The driver cannot do this at all.
    Unsupported,
    /// The PBX's answer makes no sense; `0` where there was no status.
    Protocol { status: u16 },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommandKind {
    Dial,
    Answer,
    Hold,
    Resume,
    Mute,
    SendDigits,
    Transfer,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TransferOutcome {
    /// The other side accepted to try (202).
    Trying,
    Done,
    /// The leg is still ours.
    Failed {
        status: u16,
    },
}

/// What is known about the line, by the server's last proof and not by our last intention.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum LineState {
    /// No account is configured, or the agent left the line.
    #[default]
    Off,
    /// There is an account but no password in this browser.
    NeedsPassword,
    Connecting,
    /// Calls can come in. `proved`: when the server last said so.
    Ready {
        proved: Timestamp,
    },
    /// Down; `retry` tells when the driver tries again by itself, `None` that somebody has to act first.
    Down {
        why: Trouble,
        retry: Option<Timestamp>,
    },
}

/// An account at the PBX, complete but for what the driver finds out itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub driver: Driver,
    /// `wss://pbx.example.com:8089/ws`; several are tried in order.
    pub servers: Vec<String>,
    /// The domain of the address of record, `pbx.example.com`.
    pub domain: String,
    pub user: String,
    /// Where it differs from `user`.
    pub auth_user: Option<String>,
    pub display_name: Option<String>,
    /// Where in the dialplan the calls of a desk phone begin.
    pub context: String,
    pub password: Secret,
    /// Header names that carry call data, first match wins.
    pub headers: Headers,
    /// How long a registration is asked to last.
    pub expires: Duration,
    /// STUN and TURN addresses, `stun:stun.example.com`.
    pub ice_servers: Vec<String>,
}

shows!(Account: driver, servers, domain, password, expires);

/// Where in the PBX's messages the call's data is found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Headers {
    pub call_ref: Vec<String>,
    pub dialled: Vec<String>,
    pub queue: Vec<String>,
    pub ivr: Vec<String>,
}

impl Default for Headers {
    fn default() -> Self {
        let one = |name: &str| vec![name.to_owned()];
        Self {
            call_ref: vec!["X-Call-Ref".into(), "Session-ID".into()],
            dialled: one("X-DNIS"),
            queue: one("X-Queue"),
            ivr: one("X-IVR-Value"),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Driver {
    /// SIP over WebSocket with the audio in this browser.
    Sip,
    /// A telephone on the desk, followed by way of Asterisk's REST interface.
    Ari,
    /// Simulated calls, for trying out and for training.
    #[default]
    Practice,
}

/// What a driver can do. What it cannot is not offered to the agent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Capabilities {
    pub answer: bool,
    pub hold: bool,
    pub mute: bool,
    pub digits: bool,
    pub transfer_blind: bool,
    pub transfer_attended: bool,
    /// Several calls can be mixed.
    pub conference: bool,
    /// A reload of the page ends its calls.
    pub audio_in_page: bool,
    /// Its calls go on without the page, and are told anew to the next one.
    pub outlives_page: bool,
    /// Calls can be made up.
    pub rehearse: bool,
}

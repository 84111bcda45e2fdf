//! How a call sounds: [`Sample`]s of its audio in, an estimate and plain trouble out. Nothing is told while somebody is on hold.
//!
//! The estimate is the E-model of ITU-T G.107 with all its defaults but delay and loss (R0 - Is = 93.2), its delay term in the
//! simplified form of Cole and Rosenbluth (ACM SIGCOMM CCR 31(2), 2001), loss as in G.107 section 3.5 with the values that
//! ITU-T G.113 appendix I gives to G.711 with concealment (Ie = 0, Bpl = 25.1) and random loss; for Opus, to which G.113 gives none,
//! the same. The scale from R to MOS is that of G.107 annex B. It knows neither the far telephone nor echo: an estimate.

use std::time::Duration;

use super::call::State;
use super::time::Timestamp;

/// What the audio of one leg has come to, all since it began. A driver with its audio in this page tells it every [`EVERY`] while the
/// call is up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sample {
    /// Packets that came, that never came or came too late to be played, and that we sent.
    pub received: u64,
    pub lost: u64,
    pub sent: u64,
    /// RFC 3550 section 6.4.1, as it is now.
    pub jitter_ms: u32,
    /// What was played, and how long it had waited in the jitter buffer: samples, and milliseconds times samples.
    pub played: u64,
    pub waited: u64,
    /// To the other end of the audio and back, as last measured.
    pub round_trip_ms: Option<u32>,
    /// Of what we sent, lost on the way, per mille, as last told by the other end (RFC 3550 section 6.4.1).
    pub lost_there: Option<u32>,
    /// How loud the microphone was, also while muted: squares of the level in millionths of a millionth, times seconds; and for how
    /// long anybody listened to it.
    pub energy: u64,
    pub listened_ms: u64,
    /// The system or the headset itself has turned the microphone off.
    pub microphone_off: bool,
    /// The other end of the audio no longer answers (RFC 7675).
    pub way_lost: bool,
}

/// Between two samples. One-way audio is told with the first whole span in which nothing moved: four seconds at most.
pub const EVERY: Duration = Duration::from_secs(2);
/// Between samples that lie further apart the page has slept.
const TOO_LONG: Duration = Duration::from_secs(10);
/// A voice: -40 dB of full scale, as a mean over the span. A room behind a noise filter is 20 dB below, speech 15 above.
const VOICE: u64 = 100_000;
/// One packet of the usual 20 ms, and as much again until the other side plays it.
const PACKET_MS: f64 = 40.0;

/// What is known of one call.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Quality {
    /// The last sample, and when. Not after a reload.
    last: Option<(Timestamp, Sample)>,
    pub now: Option<Reading>,
    pub trouble: Option<AudioTrouble>,
    /// The microphone gave something in this page.
    was_loud: bool,
    /// Loud spans while muted, of the last three.
    loud: u8,
    pub sums: Sums,
}

/// What it came to over the whole call, in spans.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    pub spans: u64,
    /// Tenths.
    pub mos: u64,
    pub worst: u32,
    pub lost_permille: u64,
    pub round_trip_ms: u64,
    pub jitter_ms: u64,
    /// For how long one side, or both, heard nothing.
    pub silent_ms: u64,
}

/// How it sounds now, of the two ways the worse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Tenths, 10 to 44.
    pub mos: u32,
    pub grade: Grade,
    pub lost_permille: u32,
    pub round_trip_ms: Option<u32>,
    pub jitter_ms: u32,
}

/// By the R of G.107 annex B: users very satisfied or satisfied, some, many, nearly all of them not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Grade {
    Bad,
    Poor,
    Fair,
    Good,
}

/// What the agent can hear, or cannot, and should know about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AudioTrouble {
    /// Nothing comes and nothing goes: the way through the network is lost.
    Cut,
    /// You hear nothing.
    NothingComes,
    /// You are not heard: nothing leaves this computer.
    NothingGoes,
    /// You are not heard: the microphone is off, or has not given a sound since the call began.
    MicrophoneSilent,
    /// You speak, and are muted.
    MutedSpeaking,
    /// What you hear is bad; what they hear is.
    BadHere,
    BadThere,
}

impl Quality {
    /// What a page before this one had measured.
    pub fn remembered(sums: Sums) -> Self {
        Self { sums, ..Self::default() }
    }

    /// Takes a sample of a call in this state.
    pub fn take(&mut self, state: State, muted: bool, sample: Sample, now: Timestamp) {
        if !matches!(state, State::Talking { held_here: false, held_there: false, .. }) {
            return self.rest();
        }
        let before = self.last.replace((now, sample));
        self.was_loud |= sample.energy > 0;
        let Some((at, before)) = before else { return };
        let span = now.since(at);
        if span > TOO_LONG {
            return;
        }
        let moved = |now: u64, before: u64| now != before;
        let comes = moved(sample.received, before.received);
        let goes = moved(sample.sent, before.sent);
        if comes && goes {
            self.read(&sample, &before);
        }
        let speaks = sample.energy.saturating_sub(before.energy)
            > VOICE.saturating_mul(sample.listened_ms.saturating_sub(before.listened_ms).max(1));
        self.loud = if muted { self.loud << 1 & 7 | u8::from(speaks) } else { 0 };
        let silent = !muted && (sample.microphone_off || !self.was_loud && sample.listened_ms > 0);
        self.trouble = match (comes, goes) {
            (false, false) => Some(AudioTrouble::Cut),
            (false, true) if sample.way_lost => Some(AudioTrouble::Cut),
            (false, true) => Some(AudioTrouble::NothingComes),
            (true, false) => Some(AudioTrouble::NothingGoes),
            (true, true) if silent => Some(AudioTrouble::MicrophoneSilent),
            (true, true) if self.loud.count_ones() >= 2 => Some(AudioTrouble::MutedSpeaking),
            (true, true) => self.bad(&sample),
        };
        let one_way = matches!(
            self.trouble,
            Some(
                AudioTrouble::Cut
                    | AudioTrouble::NothingComes
                    | AudioTrouble::NothingGoes
                    | AudioTrouble::MicrophoneSilent
            )
        );
        if one_way {
            self.sums.silent_ms += u64::try_from(span.as_millis()).unwrap_or(0);
        }
    }

    /// On hold: what was is not told as what is.
    fn rest(&mut self) {
        (self.last, self.now, self.trouble, self.loud) = (None, None, None, 0);
    }

    fn read(&mut self, sample: &Sample, before: &Sample) {
        let span = |now: u64, before: u64| now.saturating_sub(before);
        let (came, lost) = (span(sample.received, before.received), span(sample.lost, before.lost));
        let lost = smooth(self.now.map(|now| now.lost_permille), permille(lost, came.saturating_add(lost)));
        let waited = span(sample.waited, before.waited).checked_div(span(sample.played, before.played));
        let waited = waited.unwrap_or(2 * u64::from(sample.jitter_ms)).min(2000);
        let way = f64::from(sample.round_trip_ms.unwrap_or(0)) / 2.0 + PACKET_MS;
        #[allow(clippy::cast_precision_loss)] // below 2000
        let here = rating(way + waited as f64, lost);
        let there = rating(way + 2.0 * f64::from(sample.jitter_ms), sample.lost_there.unwrap_or(0));
        let r = here.min(there);
        let reading = Reading {
            mos: mos(r),
            grade: match r {
                r if r >= 80.0 => Grade::Good,
                r if r >= 70.0 => Grade::Fair,
                r if r >= 60.0 => Grade::Poor,
                _ => Grade::Bad,
            },
            lost_permille: lost,
            round_trip_ms: sample.round_trip_ms,
            jitter_ms: sample.jitter_ms,
        };
        self.now = Some(reading);
        let sums = &mut self.sums;
        sums.worst = if sums.spans == 0 { reading.mos } else { sums.worst.min(reading.mos) };
        sums.spans += 1;
        sums.mos += u64::from(reading.mos);
        sums.lost_permille += u64::from(lost);
        sums.round_trip_ms += u64::from(reading.round_trip_ms.unwrap_or(0));
        sums.jitter_ms += u64::from(reading.jitter_ms);
    }

    fn bad(&self, sample: &Sample) -> Option<AudioTrouble> {
        let now = self.now.filter(|now| now.grade == Grade::Bad)?;
        let there = sample.lost_there.unwrap_or(0) > now.lost_permille;
        Some(if there { AudioTrouble::BadThere } else { AudioTrouble::BadHere })
    }
}

impl Sums {
    /// Tenths of MOS on average; `None`: nothing was measured.
    pub fn average(&self) -> Option<u32> {
        self.mean(self.mos)
    }

    /// A sum as a mean over all spans, rounded.
    pub fn mean(&self, sum: u64) -> Option<u32> {
        let mean = sum.saturating_add(self.spans / 2).checked_div(self.spans)?;
        Some(u32::try_from(mean).unwrap_or(u32::MAX))
    }
}

/// `43` as `4.3`.
pub fn tenths(value: u32) -> String {
    [&(value / 10).to_string(), ".", &(value % 10).to_string()].concat()
}

/// R for a delay from mouth to ear in milliseconds and random loss.
fn rating(delay: f64, lost_permille: u32) -> f64 {
    let too_late = if delay > 177.3 { 0.11 * (delay - 177.3) } else { 0.0 };
    let lost = f64::from(lost_permille) / 10.0;
    let r = 93.2 - (0.024 * delay + too_late) - 95.0 * lost / (lost + 25.1);
    r.clamp(0.0, 100.0)
}

/// Tenths.
fn mos(r: f64) -> u32 {
    let mos = 1.0 + 0.035 * r + r * (r - 60.0) * (100.0 - r) * 0.000_007;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 10 and 45
    let tenths = (mos.max(1.0) * 10.0 + 0.5) as u32;
    tenths
}

fn permille(part: u64, whole: u64) -> u32 {
    let permille = part.saturating_mul(1000).checked_div(whole).unwrap_or(0).min(1000);
    u32::try_from(permille).unwrap_or(1000)
}

/// Over some ten seconds: one lost packet is no drama.
fn smooth(before: Option<u32>, now: u32) -> u32 {
    let Some(before) = before else { return now };
    let step = before.abs_diff(now).div_ceil(4);
    if now < before { before - step } else { before + step }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// G.107 annex B, table B.1, and two of Cole and Rosenbluth's.
    #[test]
    fn the_scale_is_that_of_the_recommendation() {
        for (r, expected) in [(90.0, 43), (80.0, 40), (70.0, 36), (60.0, 31), (50.0, 26), (0.0, 10)] {
            assert_eq!(mos(r), expected, "R {r}");
        }
        assert_eq!(mos(rating(0.0, 0)), 44, "nothing is better than an undisturbed line");
        assert!((rating(177.3, 0) - 88.94).abs() < 0.01);
        assert!((rating(277.3, 0) - 75.54).abs() < 0.01, "from 177 ms on delay costs more");
        // 5 % of random loss: 95 * 5 / 30.1 = 15.8.
        assert!((rating(0.0, 50) - 77.4).abs() < 0.05);
    }

    #[test]
    fn no_counter_is_too_strange() {
        let talking = State::Talking { since: Timestamp::new(0, 0), held_here: false, held_there: false };
        let mut quality = Quality::default();
        let all = u64::MAX;
        let samples = [
            Sample::default(),
            Sample { received: all, lost: all / 2000, sent: all, waited: all, ..Sample::default() },
            Sample { received: 3, sent: 1, jitter_ms: u32::MAX, lost_there: Some(u32::MAX), ..Sample::default() },
            Sample { energy: all, listened_ms: all, round_trip_ms: Some(u32::MAX), ..Sample::default() },
        ];
        for (at, sample) in samples.into_iter().cycle().take(20).enumerate() {
            let now = Timestamp::new(i64::try_from(at).unwrap() * 2000, 0);
            quality.take(talking, at % 3 == 0, sample, now);
            assert!(quality.now.is_none_or(|now| (10..=44).contains(&now.mos)), "{quality:?}");
        }
    }
}

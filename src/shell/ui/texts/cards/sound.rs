//! How a call sounds, in words.

use crate::engine::quality::{AudioTrouble, Grade, tenths};

pub fn english_grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "Sounds good",
        Grade::Fair => "Sounds fair",
        Grade::Poor => "Sounds poor",
        Grade::Bad => "Sounds bad",
    }
}

pub fn german_grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "Klingt gut",
        Grade::Fair => "Klingt mäßig",
        Grade::Poor => "Klingt schwach",
        Grade::Bad => "Klingt schlecht",
    }
}

pub fn english_mos(mos: u32) -> String {
    format!("MOS {}, an estimate", tenths(mos))
}

pub fn german_mos(mos: u32) -> String {
    format!("MOS {}, geschätzt", comma(mos))
}

pub fn english_numbers(lost: u32, trip: Option<u32>, jitter: u32) -> String {
    let trip = trip.map(|trip| format!(", round trip {trip} ms")).unwrap_or_default();
    format!("Loss {} %{trip}, jitter {jitter} ms", tenths(lost))
}

pub fn german_numbers(lost: u32, trip: Option<u32>, jitter: u32) -> String {
    let trip = trip.map(|trip| format!(", hin und zurück {trip} ms")).unwrap_or_default();
    format!("Verlust {} %{trip}, Schwankung {jitter} ms", comma(lost))
}

fn comma(value: u32) -> String {
    tenths(value).replace('.', ",")
}

pub fn english_trouble(trouble: AudioTrouble) -> (&'static str, &'static str) {
    match trouble {
        AudioTrouble::Cut => (
            "No sound, neither way.",
            "The network has lost it, and another way is being looked for. If it does not come back within seconds, hang up and call back.",
        ),
        AudioTrouble::NothingComes => (
            "You hear nothing: no sound arrives.",
            "The other side may be muted, or a firewall keeps its sound away. Ask whether you are heard; if nothing comes, hang up and call back.",
        ),
        AudioTrouble::NothingGoes => (
            "You are not heard: no sound leaves this computer.",
            "Hold the call and resume it. If that does not help, hang up and call back.",
        ),
        AudioTrouble::MicrophoneSilent => (
            "You are not heard: the microphone gives no sound.",
            "Check the mute switch of the headset, its plug, and which microphone the browser uses.",
        ),
        AudioTrouble::MutedSpeaking => {
            ("You are speaking, but you are muted.", "Nobody hears you. Unmute to be heard.")
        }
        AudioTrouble::BadHere => (
            "You hear badly: sound gets lost on its way here, or comes late.",
            "Close what else uses the network, or connect by cable.",
        ),
        AudioTrouble::BadThere => (
            "The other side hears you badly: sound gets lost on its way there, or comes late.",
            "Close what else uses the network, or connect by cable.",
        ),
    }
}

pub fn german_trouble(trouble: AudioTrouble) -> (&'static str, &'static str) {
    match trouble {
        AudioTrouble::Cut => (
            "Kein Ton, in keiner Richtung.",
            "Das Netz hat ihn verloren, ein anderer Weg wird gesucht. Kommt er nicht in Sekunden zurück: auflegen und zurückrufen.",
        ),
        AudioTrouble::NothingComes => (
            "Sie hören nichts: Es kommt kein Ton an.",
            "Die Gegenseite ist vielleicht stumm, oder eine Firewall hält ihren Ton ab. Fragen Sie, ob man Sie hört; kommt nichts: auflegen und zurückrufen.",
        ),
        AudioTrouble::NothingGoes => (
            "Man hört Sie nicht: Kein Ton verlässt diesen Rechner.",
            "Das Gespräch halten und fortsetzen. Hilft das nicht: auflegen und zurückrufen.",
        ),
        AudioTrouble::MicrophoneSilent => (
            "Man hört Sie nicht: Das Mikrofon gibt keinen Ton.",
            "Prüfen Sie den Stummschalter des Headsets, seinen Stecker und welches Mikrofon der Browser benutzt.",
        ),
        AudioTrouble::MutedSpeaking => {
            ("Sie sprechen, sind aber stumm geschaltet.", "Niemand hört Sie. Mit „Ton an“ hört man Sie wieder.")
        }
        AudioTrouble::BadHere => (
            "Sie hören schlecht: Ton geht auf dem Weg hierher verloren oder kommt zu spät.",
            "Schließen Sie, was sonst das Netz benutzt, oder nehmen Sie ein Kabel.",
        ),
        AudioTrouble::BadThere => (
            "Die Gegenseite hört Sie schlecht: Ton geht auf dem Weg dorthin verloren oder kommt zu spät.",
            "Schließen Sie, was sonst das Netz benutzt, oder nehmen Sie ein Kabel.",
        ),
    }
}

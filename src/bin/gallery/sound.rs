//! How made-up calls sound.

use ferrophone::engine::quality::{AudioTrouble, Grade, Reading};
use ferrophone::engine::view::SoundView;

/// In this state; any other sounds good.
pub fn sound(state: &str) -> SoundView {
    let (grade, mos, lost_permille, trouble) = match state {
        "sound-unknown" => return SoundView { measured: true, ..SoundView::default() },
        "sound-one-way" => (Grade::Fair, 37, 40, Some(AudioTrouble::NothingComes)),
        "sound-bad" => (Grade::Bad, 24, 190, Some(AudioTrouble::BadThere)),
        "muted-speaking" => (Grade::Good, 43, 2, Some(AudioTrouble::MutedSpeaking)),
        _ => (Grade::Good, 43, 2, None),
    };
    let reading = Reading { mos, grade, lost_permille, round_trip_ms: Some(84), jitter_ms: 6 };
    SoundView { measured: true, reading: Some(reading), trouble }
}

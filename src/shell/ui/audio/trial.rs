//! A call to oneself: two seconds of the microphone, and then on the loudspeaker. Nothing leaves the computer.

use std::time::Duration;

use js_sys::{ArrayBuffer, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AudioBuffer, AudioContext, Blob, MediaRecorder, MediaStream};

use super::note;
use super::output::output;
use crate::engine::event::Device;
use crate::shell::ui::element::{Node, el};
use crate::shell::ui::parts::button;
use crate::shell::ui::state::{Small, State};
use crate::shell::ui::texts::AudioTexts;

const RECORDED: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Idle,
    Recording,
    Playing,
    Over,
    Failed,
}

impl Small for Step {
    fn number(self) -> i64 {
        self as i64
    }

    fn from_number(number: i64) -> Self {
        let all = [Self::Recording, Self::Playing, Self::Over, Self::Failed];
        all.into_iter().find(|step| *step as i64 == number).unwrap_or(Self::Idle)
    }
}

/// `with` lends the open microphone, if it is open.
pub fn trial(t: &'static AudioTexts, with: impl Fn(&mut dyn FnMut(&MediaStream) -> bool) -> bool + 'static) -> Node {
    let step = State::new(Step::Idle);
    let start = move || {
        if matches!(step.get_untracked(), Step::Recording | Step::Playing) {
            return;
        }
        let mut record = |stream: &MediaStream| {
            let recorder = MediaRecorder::new_with_media_stream(stream);
            let started = recorder.and_then(|recorder| recorder.start().map(|()| recorder));
            match started {
                Ok(recorder) => spawn_local(async move {
                    let played = play(recorder, step).await;
                    step.set(if played.is_ok() { Step::Over } else { Step::Failed });
                }),
                Err(_) => return false,
            }
            true
        };
        step.set(if with(&mut record) { Step::Recording } else { Step::Failed });
    };
    let busy = move || matches!(step.get(), Step::Recording | Step::Playing);
    let told = el("div").attr("role", "status");
    let told = [
        (Step::Recording, t.speak_now),
        (Step::Playing, t.listen_now),
        (Step::Over, t.tested),
        (Step::Failed, t.test_failed),
    ]
    .into_iter()
    .fold(told, |told, (at, words)| told.child(note(move || step.get() == at, words)));
    el("div").class("field").child(button(t.test).says("aria-disabled", busy).press(start)).child(told)
}

async fn play(recorder: MediaRecorder, step: State<Step>) -> Result<(), JsValue> {
    let data = event(&recorder, "dataavailable");
    sleep(RECORDED).await?;
    recorder.stop()?;
    let data = JsFuture::from(data).await?;
    let data: Blob = js_sys::Reflect::get(&data, &"data".into())?.dyn_into()?;
    let bytes: ArrayBuffer = JsFuture::from(data.array_buffer()).await?.dyn_into()?;
    let context = AudioContext::new()?;
    let sound: AudioBuffer = JsFuture::from(context.decode_audio_data(&bytes)?).await?.dyn_into()?;
    step.set(Step::Playing);
    let source = context.create_buffer_source()?;
    source.set_buffer(Some(&sound));
    let output = output(&context, Device::Speaker);
    let end = output.as_ref().map_or_else(|| context.destination().into(), |output| output.node.clone());
    source.connect_with_audio_node(&end)?;
    let over = event(&source, "ended");
    source.start()?;
    JsFuture::from(over).await?;
    let _ = context.close()?;
    Ok(())
}

/// The next event of this name.
fn event(target: &web_sys::EventTarget, name: &str) -> Promise {
    Promise::new(&mut |resolve, _| {
        let _ = target.add_event_listener_with_callback(name, &resolve);
    })
}

async fn sleep(time: Duration) -> Result<JsValue, JsValue> {
    let ms = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    JsFuture::from(Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    }))
    .await
}

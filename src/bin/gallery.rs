//! The widget's screens over made-up views, one per `?state=`, for screenshots and accessibility tests:
//! `gallery.html?state=ringing&lang=de&theme=dark`. No part of any bundle that ships.

#[cfg(target_arch = "wasm32")]
#[path = "gallery/line.rs"]
mod line;
#[cfg(target_arch = "wasm32")]
#[path = "gallery/lists.rs"]
mod lists;
#[cfg(target_arch = "wasm32")]
#[path = "gallery/lost.rs"]
mod lost;
#[cfg(target_arch = "wasm32")]
#[path = "gallery/page.rs"]
mod page;
#[cfg(target_arch = "wasm32")]
#[path = "gallery/sound.rs"]
mod sound;
#[cfg(target_arch = "wasm32")]
#[path = "gallery/states.rs"]
mod states;

#[cfg(target_arch = "wasm32")]
#[path = "gallery/workflow.rs"]
mod workflow;

#[cfg(target_arch = "wasm32")]
fn main() {
    page::open();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

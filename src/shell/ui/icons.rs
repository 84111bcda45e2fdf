//! The pictures on the buttons: our own, drawn with a pen of two units on a sheet of 24, in the colour of the text.
//! They are decoration; the name of a button is its text.

use super::element::{Node, svg};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Phone,
    HangUp,
    Microphone,
    MicrophoneOff,
    Pause,
    Play,
    Keypad,
    Backspace,
    Incoming,
    Outgoing,
    Missed,
    Clock,
    Sliders,
    Check,
    Cross,
    Warning,
    Down,
    Link,
    Forward,
    Question,
    Mailbox,
    Upload,
    Private,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Phone | Self::HangUp => {
                "M6.5 3.5h2.6l1.7 4.6-2.1 1.7a12.6 12.6 0 0 0 5.5 5.5l1.7-2.1 4.6 1.7v2.6a3 3 0 0 1-3.2 3A15.7 15.7 0 0 1 3.5 6.7a3 3 0 0 1 3-3.2z"
            }
            Self::Microphone => {
                "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21"
            }
            Self::MicrophoneOff => {
                "M15 10V6a3 3 0 0 0-5.7-1.3M9 9.5V11a3 3 0 0 0 4.5 2.6M5.5 11a6.5 6.5 0 0 0 10 5.5M18 13.5a6.5 6.5 0 0 0 .5-2.5M12 17.5V21M4 4l16 16"
            }
            Self::Pause => "M8.5 5v14M15.5 5v14",
            Self::Play => "M8 5l11 7-11 7z",
            Self::Keypad => "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01",
            Self::Backspace => "M9 5h11v14H9l-6-7zM12 9.5l5 5M17 9.5l-5 5",
            Self::Incoming => "M18 6L7 17M7 9v8h8",
            Self::Outgoing => "M6 18L17 7M9 7h8v8",
            Self::Missed => "M13 11L5 19M5 12v7h7M15 3l6 6M21 3l-6 6",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
            Self::Sliders => "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
            Self::Check => "M5 12.5l4.5 4.5L19 7",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Warning => "M12 4L2.5 20h19zM12 10v4.5M12 17.2h.01",
            Self::Down => "M6 9.5l6 6 6-6",
            Self::Forward => "M4 18v-3a6 6 0 0 1 6-6h10M15 4l5 5-5 5",
            Self::Mailbox => "M6.5 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM17.5 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM6.5 16h11",
            Self::Question => "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.5h.01",
            Self::Upload => "M12 15V4M7.5 8.5L12 4l4.5 4.5M4 15v5h16v-5",
            Self::Private => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Link => {
                "M10 14l4-4M8.5 11.5L6 14a2.9 2.9 0 0 0 4 4l2.5-2.5M15.5 12.5L18 10a2.9 2.9 0 0 0-4-4l-2.5 2.5"
            }
        }
    }
}

/// The icon, the size of the text around it or as the style says.
pub fn icon(icon: Icon) -> Node {
    let class = match icon {
        Icon::HangUp => "icon turned",
        Icon::Keypad => "icon dots",
        _ => "icon",
    };
    let sheet = svg("svg").class(class).attr("viewBox", "0 0 24 24").attr("aria-hidden", "true");
    sheet.attr("focusable", "false").child(svg("path").attr("d", icon.path()))
}

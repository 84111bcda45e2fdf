//! The widget: the program that ships. It runs in a browser only.

/// Smaller than the default, and as frugal over a long day: every block is found in bounded time, and neighbours are joined at once.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(target_arch = "wasm32")]
fn main() {
    use ferrophone::shell::{later::Later, page, runtime, ui};
    page::survive_panics();
    let later = Later {
        talking: parts::talking,
        practice: parts::practice,
        desk_phone: parts::desk_phone,
        office: parts::office,
        pages: parts::pages,
        classic: parts::classic,
        recording: parts::recording,
        tabs: parts::tabs,
    };
    runtime::start(later, move |view, send| ui::mount(view, send, later));
}

/// What is not in the first load: see `shell/later.rs`. `cargo xtask` builds it with `--cfg chunks`; any other build holds
/// everything.
#[cfg(target_arch = "wasm32")]
mod parts {
    use ferrophone::shell::later::{self, Coming, Export, Office, OpenLine};
    use ferrophone::shell::salesforce::Classic;
    use ferrophone::shell::tabs::Tabs;
    use ferrophone::shell::telephony::Talking;
    use ferrophone::shell::ui::Pages;

    /// `$part()` gets what is a chunk of its own: a file that is fetched when it is first wanted.
    macro_rules! chunk {
        ($part:ident: $type:ty = $here:expr) => {
            chunk!($part: $type = $here, |part| part);
        };
        ($part:ident: $type:ty = $here:expr, $with:expr) => {
            pub fn $part() -> Coming<$type> {
                #[cfg(chunks)]
                #[wasm_split_helpers::wasm_split($part, fallible)]
                fn fetch() -> Result<$type, wasm_split_helpers::SplitLoaderError> {
                    Ok($here)
                }

                #[cfg(not(chunks))]
                async fn fetch() -> Result<$type, ()> {
                    Ok($here)
                }

                Box::pin($with(async { fetch().await.ok() }))
            }
        };
    }

    chunk!(talking: Talking = later::talking());
    chunk!(practice: OpenLine = later::practice());
    chunk!(desk_phone: OpenLine = later::desk_phone());
    chunk!(office: Office = later::office(), later::styled);
    chunk!(pages: Pages = Pages::here(), later::styled);
    chunk!(classic: Classic = later::classic());
    chunk!(recording: Export = later::recording());
    chunk!(tabs: Tabs = Tabs::here());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Ferrophone runs in a browser. Try: cargo xtask run");
    std::process::exit(2);
}

//! The widget: the program that ships. It runs in a browser only.

#[cfg(target_arch = "wasm32")]
fn main() {
    use ferrophone::shell::{later::Later, page, runtime, ui};
    page::survive_panics();
    let later = Later { line: parts::line, pages: parts::pages };
    let (view, send) = runtime::start(later);
    ui::mount(view, send, later);
}

/// What is not in the first load: see `shell/later.rs`. `cargo xtask` builds it with `--cfg chunks`; any other build holds
/// everything.
#[cfg(target_arch = "wasm32")]
mod parts {
    use ferrophone::shell::later::{self, Coming, OpenLine};
    use ferrophone::shell::ui::Pages;

    pub fn line() -> Coming<OpenLine> {
        Box::pin(async { fetch_line().await.ok() })
    }

    pub fn pages() -> Coming<Pages> {
        Box::pin(async { fetch_pages().await.ok() })
    }

    /// `fn $fetch` becomes a chunk of its own: a file that is fetched when it is first called.
    macro_rules! chunk {
        ($chunk:ident, $fetch:ident, $part:ty, $here:expr) => {
            #[cfg(chunks)]
            #[wasm_split_helpers::wasm_split($chunk, fallible)]
            fn $fetch() -> Result<$part, wasm_split_helpers::SplitLoaderError> {
                Ok($here)
            }

            #[cfg(not(chunks))]
            async fn $fetch() -> Result<$part, ()> {
                Ok($here)
            }
        };
    }

    chunk!(line, fetch_line, OpenLine, later::line());
    chunk!(pages, fetch_pages, Pages, Pages::here());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Ferrophone runs in a browser. Try: cargo xtask run");
    std::process::exit(2);
}

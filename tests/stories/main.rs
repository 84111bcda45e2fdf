//! The engine by stories: a script in, effects out. Each reaches its state by events alone. A row of the workflow's
//! requirements (S1 to S97) is named above the story that shows it.

#[path = "../recording/proof.rs"]
mod proof;

/// A script, and what happened. What came in can be recorded, and leads to the same wherever it is played.
macro_rules! story {
    ($name:ident, $script:literal, @$outcome:literal) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(crate::told($script), @$outcome);
        }
    };
}

fn told(script: &str) -> String {
    let mut world = ferrophone::sim::story::World::default();
    world.play(script);
    proof::of(&world);
    world.finish()
}

mod acceptance;
mod assignment;
mod calls;
mod cases;
mod desk_phone;
mod diagnosis;
mod dialling;
mod follow_up;
mod headset;
mod history;
mod late_office;
mod line;
mod logging;
mod lost;
mod meanwhile;
mod missed;
mod pains;
mod presence;
mod quality;
mod refused;
mod screen_pop;
mod settings;
mod storms;
mod tabs;

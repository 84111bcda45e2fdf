//! The two sides: they carry what [`Leader`] and [`Follower`] say between the engine, the page and the other tabs.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent, window};

use super::Side;
use crate::engine::effect::Effect;
use crate::engine::event::Event;
use crate::engine::view::View;
use crate::shell::page::{self, Timer};
use crate::shell::runtime::Runtime;
use crate::wire::tabs::{Act, Follower, Leader, Message, TabId};

pub fn lead(runtime: &Rc<Runtime>, channel: BroadcastChannel) -> Rc<dyn Side> {
    let page = runtime.view().crm.page;
    let leader = RefCell::new(Leader::new(TabId(page::random_u32()), is_visible(), page));
    let side = Rc::new(Leading { runtime: runtime.clone(), leader, channel });
    let own = side.clone();
    hear(&side.channel, move |message| {
        let acts = own.leader.borrow_mut().message(message, page::now());
        own.act(acts);
        // Where no event came of it, there is still an answer.
        own.shows(&own.runtime.view());
    });
    side.shows(&runtime.view());
    side
}

struct Leading {
    runtime: Rc<Runtime>,
    leader: RefCell<Leader>,
    channel: BroadcastChannel,
}

impl Leading {
    fn act(&self, acts: Vec<Act>) {
        for act in acts {
            match act {
                Act::Event(event) => self.runtime.take(event),
                Act::Effect(effect) => self.runtime.carry_out(effect),
                Act::Post(message) => post(&self.channel, &message),
                Act::Show => {}
            }
        }
    }
}

impl Side for Leading {
    fn event(&self, event: Event) {
        let acts = self.leader.borrow_mut().event(event, is_visible());
        self.act(acts);
    }

    fn effect(&self, effect: Effect) {
        let act = self.leader.borrow_mut().effect(effect);
        self.act(vec![act]);
    }

    fn shows(&self, view: &View) {
        let state = self.leader.borrow_mut().state(view, &self.runtime.panel());
        if let Some(state) = state {
            post(&self.channel, &state);
        }
    }

    fn take_over(&self) -> Vec<Event> {
        Vec::new()
    }
}

pub fn follow(runtime: &Rc<Runtime>, channel: BroadcastChannel) -> Rc<dyn Side> {
    let mut follower = Follower::new(TabId(page::random_u32()), page::locale());
    let hello = follower.hello(is_visible(), page::now());
    let side = Rc::new_cyclic(|own: &Weak<Following>| Following {
        own: own.clone(),
        runtime: runtime.clone(),
        follower: RefCell::new(follower),
        channel,
        timer: RefCell::default(),
    });
    let own = side.clone();
    hear(&side.channel, move |message| {
        let acts = own.follower.borrow_mut().message(message, page::now());
        own.act(acts);
    });
    side.act(hello);
    side
}

struct Following {
    own: Weak<Self>,
    runtime: Rc<Runtime>,
    follower: RefCell<Follower>,
    channel: BroadcastChannel,
    timer: RefCell<Option<Timer>>,
}

impl Following {
    fn act(&self, acts: Vec<Act>) {
        for act in acts {
            match act {
                Act::Effect(effect) => self.runtime.carry_out(effect),
                Act::Post(message) => post(&self.channel, &message),
                Act::Show => self.runtime.show(self.follower.borrow().view()),
                Act::Event(_) => {}
            }
        }
        let own = self.own.clone();
        let timer = self.follower.borrow().wake_at().map(|at| {
            Timer::new(at.since(page::now()), move || {
                if let Some(own) = own.upgrade() {
                    own.event(Event::Woke);
                }
            })
        });
        self.timer.replace(timer);
    }
}

impl Side for Following {
    fn event(&self, event: Event) {
        let acts = self.follower.borrow_mut().event(event, is_visible(), page::now());
        self.act(acts);
    }

    /// There is no engine here that would have one.
    fn effect(&self, _: Effect) {}

    fn shows(&self, _: &View) {}

    fn take_over(&self) -> Vec<Event> {
        self.channel.set_onmessage(None);
        self.timer.replace(None);
        self.follower.borrow_mut().take_over()
    }
}

fn post(channel: &BroadcastChannel, message: &Message) {
    // Of a channel that is closed nobody hears: the page is going.
    let _ = channel.post_message(&message.to_text().into());
}

fn hear(channel: &BroadcastChannel, run: impl Fn(Message) + 'static) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(message) = event.data().as_string().and_then(|text| Message::parse(&text)) {
            run(message);
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

fn is_visible() -> bool {
    window().and_then(|window| window.document()).is_some_and(|document| !document.hidden())
}

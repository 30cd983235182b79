//! Turns: one connection to a host at a time, and a pause between two.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a thread sleeps before it looks whether the run is over.
const GLANCE: Duration = Duration::from_millis(20);

/// When a run ends before all is asked.
#[derive(Debug)]
pub(super) struct End {
    is_over: AtomicBool,
    deadline: Option<Instant>,
}

impl End {
    pub(super) fn new(most_time: Option<Duration>) -> Self {
        Self { is_over: AtomicBool::new(false), deadline: most_time.and_then(|time| Instant::now().checked_add(time)) }
    }

    pub(super) fn set(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed) || self.deadline.is_some_and(|deadline| deadline <= Instant::now())
    }

    /// The part of `time` that is left.
    pub(super) fn at_most(&self, time: Duration) -> Duration {
        self.deadline.map_or(time, |deadline| time.min(deadline.saturating_duration_since(Instant::now())))
    }

    /// Sleeps; ends early with the run.
    pub(super) fn sleep(&self, time: Duration) {
        let start = Instant::now();
        while !self.is_over() {
            let left = time.saturating_sub(start.elapsed());
            if left.is_zero() {
                break;
            }
            thread::sleep(left.min(GLANCE));
        }
    }
}

/// Why there is no turn.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoTurn {
    /// The run is over.
    Over,
    /// The host asked for a wait that is too long: this much of it is left.
    TooLong(Duration),
}

/// The gates of all hosts.
pub(super) struct Gates {
    between: Duration,
    longest_wait: Duration,
    by_host: Mutex<HashMap<String, Arc<Gate>>>,
}

/// Turns are given in the order in which they are asked for, so that a redirect from elsewhere is not kept waiting by a long queue.
#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    next_ticket: u64,
    serving: u64,
    /// Not before this the next request starts.
    pause: Option<Instant>,
    /// What the host asked for.
    closed: Option<Instant>,
}

impl Gates {
    pub(super) fn new(between: Duration, longest_wait: Duration) -> Self {
        Self { between, longest_wait, by_host: Mutex::default() }
    }

    /// Waits for the turn of a request to the host; it lasts until the value is dropped.
    pub(super) fn enter(&self, host: &str, end: &End) -> Result<Turn, NoTurn> {
        let gate = Arc::clone(self.by_host.lock().unwrap_or_else(PoisonError::into_inner).entry(host.to_owned()).or_default());
        let ticket = {
            let mut state = gate.lock();
            state.next_ticket += 1;
            state.next_ticket - 1
        };
        loop {
            let mut state = gate.lock();
            if end.is_over() {
                // The ticket stays unused: no one waits for the next one either.
                return Err(NoTurn::Over);
            }
            if state.serving < ticket {
                drop(gate.freed.wait_timeout(state, GLANCE));
                continue;
            }
            let now = Instant::now();
            let left = |at: Option<Instant>| at.map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
            let (closed, pause) = (left(state.closed), left(state.pause));
            if closed > self.longest_wait {
                drop(state);
                gate.leave();
                return Err(NoTurn::TooLong(closed));
            }
            let wait = closed.max(pause);
            if wait.is_zero() {
                state.pause = now.checked_add(self.between);
                drop(state);
                return Ok(Turn { gate });
            }
            drop(state);
            end.sleep(wait);
        }
    }
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leave(&self) {
        self.lock().serving += 1;
        self.freed.notify_all();
    }
}

/// The right to send one request to a host.
pub(super) struct Turn {
    gate: Arc<Gate>,
}

impl Turn {
    /// Keeps the host from being asked for so long.
    pub(super) fn close(&self, time: Duration) {
        let mut state = self.gate.lock();
        state.closed = state.closed.max(Instant::now().checked_add(time));
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.gate.leave();
    }
}

//! Signals: Ctrl-C and its kin end the program tidily, and a file that grows too large is an error like others.

use crate::files::{before_temporary_files, clean_up};
use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// How Ctrl-C reaches what has something to keep.
pub(super) struct Stop {
    listened: AtomicBool,
    asked: AtomicBool,
}

pub(super) static STOP: Stop = Stop { listened: AtomicBool::new(false), asked: AtomicBool::new(false) };

impl Stop {
    /// From now on the first Ctrl-C only sets the flag.
    #[cfg(feature = "remote")]
    pub(super) fn listen(&self) {
        self.listened.store(true, Ordering::SeqCst);
        catch();
    }

    /// Set by Ctrl-C.
    #[cfg(feature = "remote")]
    pub(super) const fn flag(&self) -> &AtomicBool {
        &self.asked
    }

    /// Whether somebody listens who was not told yet; tells them.
    fn is_heard(&self) -> bool {
        self.listened.load(Ordering::SeqCst) && !self.asked.swap(true, Ordering::SeqCst)
    }

    /// Ends the program with the exit code that shells give for a signal, unless somebody listens.
    fn stop(&self, signal: i32) {
        if !self.is_heard() {
            clean_up();
            process::exit(128 + signal);
        }
    }
}

/// From now on a signal that ends the program takes its temporary files away first. Where none are made, it ends as any other program does: to listen
/// takes a thread, which costs more than a look at a short file.
pub(super) fn handle() {
    // Somebody who waits for this signal is told of it; by default it would end the program, where a failed write is to be reported.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    before_temporary_files(catch);
}

/// Listens to signals from now on, those too that whoever started the program has it ignore (`nohup`, a job of a script).
pub(super) fn catch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(listen);
}

/// Without a handler the program still ends at Ctrl-C; it may then leave a temporary file.
#[cfg(unix)]
fn listen() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) {
        std::thread::spawn(move || signals.forever().for_each(|signal| STOP.stop(signal)));
    }
}

/// As above: Windows knows Ctrl-C alone, by no number. 2 is that of Ctrl-C elsewhere.
#[cfg(not(unix))]
fn listen() {
    let _ = ctrlc::set_handler(|| STOP.stop(2));
}

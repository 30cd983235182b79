//! Asks the network what became of URLs: the only code that opens a connection.

mod address;
mod chain;
mod client;
mod gate;
mod network;
mod queue;
mod retry;
mod tokens;

#[doc(hidden)]
pub use network::Network;
#[doc(hidden)]
pub use queue::ask_in;
pub use tokens::Tokens;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// How the network is asked.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Hosts that are asked at the same time; 0 counts as 1.
    pub hosts_at_once: usize,
    /// The least time between the starts of two requests to one host.
    pub between: Duration,
    /// For one request, from the look-up of the name to the end of the answer's headers.
    pub timeout: Duration,
    /// For the whole run.
    pub most_time: Option<Duration>,
    /// How often a URL is asked again after an answer of 429 or 5xx or a broken connection. The n-th wait is between nothing and
    /// `between` × 2ⁿ, at most 30 s ("full jitter").
    pub retries: u32,
    /// Decides the waits before retries.
    pub seed: u64,
    /// The longest wait that a host may ask for by `Retry-After`. One that asks for more is put to the end once.
    pub longest_wait: Duration,
    /// Whether private, loopback and reserved addresses are asked as well.
    pub private: bool,
    /// Whether the proxy of the environment (`ALL_PROXY`, `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`) is used. The proxy then looks up the
    /// names: only addresses that are written out are still refused.
    pub proxy: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            hosts_at_once: 8,
            between: Duration::from_secs(1),
            timeout: Duration::from_secs(20),
            most_time: None,
            retries: 3,
            seed: 0,
            longest_wait: Duration::from_secs(120),
            private: false,
            proxy: false,
        }
    }
}

/// What a URL answered. A status is 0 where no answer came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Ok {
        /// Of the last hop.
        status: u16,
    },
    /// It is there, and every redirect on the way was permanent (301 or 308). A way that ends at a login or error page, or at the home
    /// page for a URL that was none, does not count as moved: such an answer is `Ok`.
    Moved {
        /// Of the first redirect.
        status: u16,
        /// The last hop, without user and password, with the fragment of the URL where the redirect gave none.
        to: String,
    },
    /// 404 or 410 by GET; 0 for a host name that does not exist.
    Gone {
        /// Of the last hop.
        status: u16,
    },
    /// It may be there, but not for us: another status, a broken connection, a certificate that is not valid, a time-out.
    Blocked {
        /// Of the last hop.
        status: u16,
        /// For people.
        reason: String,
    },
    /// It was not asked, or the answer says nothing: no URL, no `http` or `https`, a private address, a loop of redirects, a host that
    /// asks for too long a wait.
    Unknown {
        /// For people.
        reason: String,
    },
}

/// Asks for all `urls` and calls `told` with each entry and its answer as soon as it is known, from several threads and in no order.
///
/// URLs that differ only in fragment, user or password are asked once and told each. Bodies are never read. Names that do not exist are
/// told at the end, since `Gone` needs another name that does: where no name at all could be resolved the network is down, and they are
/// `Blocked`.
///
/// The run ends early when `stop` is set or [`Limits::most_time`] is over. What has no answer by then is not told, so that a record keeps
/// what it knew. Requests under way are cut off; one that is still connecting may take up to [`Limits::timeout`] after `stop`.
///
/// A host with n URLs takes (n − 1) × `between`, twice that where HEAD is no answer; hosts with the most URLs come first.
pub fn ask(urls: &[String], limits: &Limits, tokens: &Tokens, stop: &AtomicBool, told: &(dyn Fn(&str, &Answer) + Sync)) {
    ask_in(&Network::default(), urls, limits, tokens, stop, told);
}

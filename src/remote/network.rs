//! From a host name to the addresses that may be asked.

use super::address::is_public;
use super::gate::End;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Finds the addresses of a host name and port.
type LookUp = dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// Where names and trust come from: the system, or a test.
#[derive(Clone)]
pub struct Network {
    look_up: Arc<LookUp>,
    /// Asked although they are not public.
    exempt: Vec<SocketAddr>,
    /// Certificates in DER that are trusted in place of Mozilla's.
    pub(super) roots: Vec<Vec<u8>>,
}

impl Default for Network {
    fn default() -> Self {
        Self::new(|host, port| Ok((host, port).to_socket_addrs()?.collect()))
    }
}

impl Network {
    /// A network with another way to look up names.
    pub fn new(look_up: impl Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static) -> Self {
        Self { look_up: Arc::new(look_up), exempt: Vec::new(), roots: Vec::new() }
    }

    /// Lets an address be asked that is not public.
    pub fn exempt(mut self, address: SocketAddr) -> Self {
        self.exempt.push(address);
        self
    }

    /// Trusts a certificate in DER, and Mozilla's no longer.
    pub fn trust(mut self, certificate: Vec<u8>) -> Self {
        self.roots.push(certificate);
        self
    }

    /// Looks up in a thread of its own, because the system's look-up cannot be cut off. The thread ends when the system gives up.
    fn look_up(&self, host: &str, port: u16, timeout: Duration, end: &End) -> Result<Vec<SocketAddr>, Trouble> {
        const GLANCE: Duration = Duration::from_millis(50);
        let (sender, receiver) = mpsc::sync_channel(1);
        let (look_up, name) = (Arc::clone(&self.look_up), host.to_owned());
        let look = move || drop(sender.send(look_up(&name, port)));
        thread::Builder::new().spawn(look).map_err(|error| Trouble::NoAnswer(error.to_string()))?;
        let start = Instant::now();
        loop {
            let left = timeout.saturating_sub(start.elapsed());
            match receiver.recv_timeout(left.min(GLANCE)) {
                Ok(Ok(addresses)) => return Ok(addresses),
                Ok(Err(error)) if is_no_such_name(&error) => return Err(Trouble::NoSuchName),
                Ok(Err(error)) => return Err(Trouble::NoAnswer(error.to_string())),
                Err(RecvTimeoutError::Timeout) if !left.is_zero() && !end.is_over() => {}
                Err(_) => return Err(Trouble::TimedOut),
            }
        }
    }
}

/// Whether the name does not exist, as opposed to servers that do not answer (`EAI_AGAIN`, `EAI_FAIL`) and names without addresses
/// (`EAI_NODATA`).
///
/// The standard library drops the number of a failed `getaddrinfo` and keeps only the text of `gai_strerror`, which is English as long as
/// no one calls `setlocale`: these are the texts of `EAI_NONAME` in glibc, musl, macOS and the BSDs. On Windows the number is kept.
/// Without a network some systems say the same of every name.
fn is_no_such_name(error: &io::Error) -> bool {
    const WSAHOST_NOT_FOUND: i32 = 11001;
    let texts = [
        "Name or service not known",
        "Name does not resolve",
        "nodename nor servname provided, or not known",
        "hostname nor servname provided, or not known",
    ];
    let said = error.to_string();
    texts.iter().any(|text| said.contains(text)) || cfg!(windows) && error.raw_os_error() == Some(WSAHOST_NOT_FOUND)
}

/// Why a host has no address that may be asked.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It has addresses, but none is public.
    Private,
    /// The name does not exist.
    NoSuchName,
    /// The system has not answered yet.
    TimedOut,
    /// The look-up failed in another way, in the system's words.
    NoAnswer(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Private => "the address is not public",
            Self::NoSuchName => "the host name does not exist",
            Self::TimedOut => "timed out",
            Self::NoAnswer(said) => said,
        })
    }
}

impl std::error::Error for Trouble {}

/// Stands between names and connections: `ureq` asks it for every request, literal addresses too, and connects to what it gives and
/// nothing else. A name that changes its address in between gains nothing.
pub(super) struct Guard {
    pub(super) network: Network,
    pub(super) private: bool,
    pub(super) end: Arc<End>,
    /// Set when a name was found to have an address that may be asked: the network is up.
    pub(super) found: Arc<AtomicBool>,
}

impl Guard {
    fn passes(&self, address: SocketAddr) -> bool {
        self.private || is_public(address.ip()) || self.network.exempt.contains(&address)
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let no_host = || ureq::Error::BadUri("no host".into());
        let host = uri.host().ok_or_else(no_host)?.trim_matches(['[', ']']);
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        // A proxy was chosen by who runs the program, and mostly lies in a private network.
        let is_proxy = config.proxy().is_some_and(|proxy| proxy.host() == host && proxy.port() == port);
        let trouble = |trouble| ureq::Error::Other(Box::new(trouble));
        let literal = host.parse::<IpAddr>().ok();
        let mut addresses = match literal {
            Some(address) => vec![SocketAddr::new(address, port)],
            None => self.network.look_up(host, port, *timeout.after, &self.end).map_err(trouble)?,
        };
        if addresses.is_empty() {
            return Err(trouble(Trouble::NoAnswer("no address".into())));
        }
        addresses.retain(|address| is_proxy || self.passes(*address));
        if addresses.is_empty() {
            return Err(trouble(Trouble::Private));
        }
        if literal.is_none() {
            self.found.store(true, Ordering::Relaxed);
        }
        let mut result = self.empty();
        // More addresses than these `ureq` has no room for.
        for address in addresses.into_iter().take(16) {
            result.push(address);
        }
        Ok(result)
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("private", &self.private).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_that_does_not_exist_is_one() {
        let says = |text: &str| is_no_such_name(&io::Error::other(format!("failed to lookup address information: {text}")));
        assert!(says("Name or service not known"));
        assert!(says("nodename nor servname provided, or not known"));
        assert!(!says("Temporary failure in name resolution"));
        assert!(!says("No address associated with hostname"));
        assert!(!says("Non-recoverable failure in name resolution"));
    }

    #[test]
    fn nothing_private_comes_out() {
        let resolve = |private, uri: &str| {
            let network = Network::new(|host, port| {
                let addresses = host.trim_end_matches(".test").split('.').map(|address| address.replace('-', ".").parse().unwrap());
                Ok(addresses.map(|address| SocketAddr::new(address, port)).collect())
            });
            let guard = Guard { network, private, end: Arc::new(End::new(None)), found: Arc::default() };
            let found = guard.resolve(&uri.parse().unwrap(), &Config::default(), NextTimeout::default());
            found.map(|addresses| addresses.iter().map(SocketAddr::to_string).collect::<Vec<_>>())
        };
        for host in "10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 [fe80::1] [fc00::1] [::] \
            [64:ff9b::127.0.0.1] [2002:7f00:1::] 10-0-0-1.test 169-254-169-254.192-168-1-1.test"
            .split_whitespace()
        {
            let uri = format!("https://{host}/");
            let refused = resolve(false, &uri);
            assert!(matches!(&refused, Err(ureq::Error::Other(error)) if error.to_string() == Trouble::Private.to_string()), "{refused:?}");
            assert!(!resolve(true, &uri).unwrap().is_empty(), "{uri}");
        }
        assert_eq!(resolve(false, "http://10-0-0-1.8-8-8-8.127-0-0-1.1-1-1-1.test/").unwrap(), ["8.8.8.8:80", "1.1.1.1:80"]);
        assert_eq!(resolve(false, "https://[2606:4700::1111]:8443/").unwrap(), ["[2606:4700::1111]:8443"]);
    }
}

//! One request and its answer. Redirects, cookies, bodies and retries are not its job.

use super::address::is_public;
use super::gate::End;
use super::network::{Guard, Network, Trouble};
use super::{Limits, retry};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};
use ureq::http::{HeaderMap, HeaderName, HeaderValue, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Error, Proxy};
use url::{Host, Url};

/// Longer headers are not read, in bytes.
const MOST_HEADERS: usize = 64 * 1024;

/// The two ways to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Head,
    Get,
}

/// What is of interest in an answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// Where a redirect leads.
    pub(super) location: Option<String>,
    /// The wait that the host asks for.
    pub(super) retry_after: Option<Duration>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The host name does not exist.
    NoSuchName,
    /// Nothing was sent.
    Refused(String),
    /// The connection or the answer is bad, and will be the next time.
    Bad(String),
    /// The server did not answer in time.
    TimedOut,
    /// The connection failed in a way that may pass.
    Broken(String),
}

/// Sends requests.
pub(super) struct Client {
    agent: Agent,
    end: Arc<End>,
    timeout: Duration,
    private: bool,
    has_proxy: bool,
    found: Arc<AtomicBool>,
}

impl Client {
    pub(super) fn new(network: &Network, limits: &Limits, end: &Arc<End>) -> Self {
        let proxy = if limits.proxy { Proxy::try_from_env() } else { None };
        let has_proxy = proxy.is_some();
        let mut config = Agent::config_builder()
            .user_agent(concat!("cndlint/", env!("CARGO_PKG_VERSION"), " (+link check)"))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(MOST_HEADERS)
            // A connection that waited for its next request may be closed by then, which would look like a reset.
            .max_idle_connections(0)
            .proxy(proxy);
        if !network.roots.is_empty() {
            let roots = network.roots.iter().map(|root| Certificate::from_der(root).to_owned());
            let roots: Vec<_> = roots.collect();
            config = config.tls_config(TlsConfig::builder().root_certs(RootCerts::new_with_certs(&roots)).build());
        }
        let found = Arc::new(AtomicBool::new(false));
        let guard = Guard { network: network.clone(), private: limits.private, end: Arc::clone(end), found: Arc::clone(&found) };
        let agent = Agent::with_parts(config.build(), DefaultConnector::default(), guard);
        Self { agent, end: Arc::clone(end), timeout: limits.timeout, private: limits.private, has_proxy, found }
    }

    /// Whether any name was found to have an address that may be asked. Behind a proxy this is not known.
    pub(super) fn has_names(&self) -> bool {
        self.found.load(Ordering::Relaxed)
    }

    /// Cuts off all requests under way.
    pub(super) fn shut_down(&self) {
        self.agent.clone().shutdown();
    }

    /// Asks once, with a body left unread.
    pub(super) fn send(&self, method: Method, url: &Url, token: Option<&HeaderValue>) -> Result<Reply, Failure> {
        // Behind a proxy the resolver is not asked about the target.
        if self.has_proxy && !self.private && literal(url).is_some_and(|address| !is_public(address)) {
            return Err(Failure::Refused(Trouble::Private.to_string()));
        }
        let request = match method {
            Method::Head => self.agent.head(url.as_str()),
            Method::Get => self.agent.get(url.as_str()),
        };
        let mut request = request.config().timeout_global(Some(self.end.at_most(self.timeout))).build();
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, token);
        }
        let response = request.call().map_err(failure)?;
        let status = response.status().as_u16();
        let headers = response.headers();
        let location = text(headers, &header::LOCATION).filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308));
        let retry_after = text(headers, &header::RETRY_AFTER).filter(|_| matches!(status, 429 | 503));
        let retry_after = retry_after.and_then(|text| retry::retry_after(&text, SystemTime::now()));
        Ok(Reply { status, location, retry_after })
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(_) => None,
    }
}

fn failure(error: Error) -> Failure {
    match error {
        Error::Timeout(_) => Failure::TimedOut,
        Error::BadUri(_) | Error::Http(_) => Failure::Refused("the URL cannot be sent".into()),
        Error::LargeResponseHeader(..) => Failure::Bad("the headers are too large".into()),
        Error::Protocol(_) => Failure::Bad("the answer is no HTTP".into()),
        Error::Rustls(error) => Failure::Bad(tls(&error.to_string())),
        Error::Tls(said) => Failure::Bad(tls(said)),
        Error::Io(error) => broken(&error),
        Error::Other(error) => match error.downcast_ref::<Trouble>() {
            Some(Trouble::NoSuchName) => Failure::NoSuchName,
            Some(Trouble::TimedOut) => Failure::TimedOut,
            Some(Trouble::Private) => Failure::Refused(Trouble::Private.to_string()),
            Some(Trouble::NoAnswer(said)) => Failure::Broken(format!("the host name could not be looked up: {}", short(said))),
            None => Failure::Broken("the connection failed".into()),
        },
        // Of a proxy: its address and its credentials are no one's business.
        _ => Failure::Broken("the connection failed".into()),
    }
}

fn broken(error: &io::Error) -> Failure {
    use io::ErrorKind as Kind;
    let said = match error.kind() {
        Kind::TimedOut | Kind::WouldBlock => return Failure::TimedOut,
        // So come the errors of rustls.
        Kind::InvalidData => return Failure::Bad(tls(&error.to_string())),
        Kind::ConnectionRefused => "the connection was refused",
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => "the connection was cut",
        Kind::HostUnreachable | Kind::NetworkUnreachable => "the host cannot be reached",
        _ => "the connection failed",
    };
    Failure::Broken(said.into())
}

/// What rustls says behind `;` and `:` quotes the certificate.
fn tls(said: &str) -> String {
    format!("TLS: {}", short(said.split(';').next().unwrap_or(said)))
}

/// Text from elsewhere, as something to print.
fn short(said: &str) -> String {
    said.chars().filter(|c| !c.is_control()).take(120).collect()
}

//! From a URL along its redirects to an answer.

use super::Answer;
use super::client::{Client, Failure, Method, Reply};
use super::gate::{End, Gates, NoTurn};
use super::retry::Retries;
use super::tokens::Tokens;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// More redirects are not followed.
const MOST_HOPS: usize = 10;

/// A redirect to a longer URL is not followed, in bytes.
const LONGEST_URL: usize = 8 * 1024;

/// What following a URL came to.
#[derive(Debug)]
pub(super) enum Outcome {
    Answer(Answer),
    /// A host name does not exist, or the network is down.
    NoSuchName,
    /// The run ended before there was an answer.
    Over,
    /// This host is to be asked later: it wants so long a wait.
    Later {
        host: String,
        wait: Duration,
    },
}

/// All that a request needs.
pub(super) struct Asker<'a> {
    pub(super) client: Client,
    pub(super) gates: Gates,
    pub(super) end: Arc<End>,
    pub(super) tokens: &'a Tokens,
}

/// Where a URL leads so far.
struct Chain<'a> {
    start: &'a Url,
    url: Url,
    seen: HashSet<Url>,
    /// The status of the first redirect.
    first: Option<u16>,
    is_permanent: bool,
    /// Whether all hops were on the host that the chain began with.
    is_home: bool,
}

impl Asker<'_> {
    /// Follows a URL that has been [`clean`]ed.
    pub(super) fn follow(&self, start: &Url, mut retries: Retries) -> Outcome {
        let mut chain =
            Chain { start, url: start.clone(), seen: HashSet::from([start.clone()]), first: None, is_permanent: true, is_home: true };
        loop {
            let reply = match self.hop(&chain, &mut retries) {
                Ok(reply) => reply,
                Err(outcome) => return outcome,
            };
            let Some(location) = &reply.location else { return Outcome::Answer(chain.answer(reply.status)) };
            if let Err(reason) = chain.go(reply.status, location) {
                return Outcome::Answer(Answer::Unknown { reason: reason.into() });
            }
        }
    }

    /// Asks for one URL: by HEAD, then by GET where that is no answer, then again where that may help. A time-out is not tried again: a
    /// host that is down would take the time of a hundred that are not.
    fn hop(&self, chain: &Chain<'_>, retries: &mut Retries) -> Result<Reply, Outcome> {
        let blocked = |reason| Outcome::Answer(Answer::Blocked { status: 0, reason });
        let mut method = Method::Head;
        loop {
            let sent = self.send(method, chain)?;
            let is_last = match &sent {
                Ok(reply) if reply.location.is_some() || (200..=299).contains(&reply.status) => true,
                Err(Failure::NoSuchName | Failure::Refused(_) | Failure::Bad(_)) if method == Method::Get => true,
                Err(Failure::NoSuchName | Failure::Refused(_)) => true,
                _ if method == Method::Head => {
                    method = Method::Get;
                    continue;
                }
                Ok(reply) => !matches!(reply.status, 429 | 500..=599),
                Err(failure) => !matches!(failure, Failure::Broken(_)),
            };
            let wait = if is_last { None } else { retries.next() };
            if let Some(wait) = wait {
                self.end.sleep(wait);
                continue;
            }
            return sent.map_err(|failure| match failure {
                Failure::NoSuchName => Outcome::NoSuchName,
                Failure::Refused(reason) => Outcome::Answer(Answer::Unknown { reason }),
                Failure::Bad(reason) | Failure::Broken(reason) => blocked(reason),
                Failure::TimedOut => blocked("timed out".into()),
            });
        }
    }

    /// Sends one request when it is the turn of it.
    fn send(&self, method: Method, chain: &Chain<'_>) -> Result<Result<Reply, Failure>, Outcome> {
        let host = host(&chain.url);
        let turn = self.gates.enter(host, &self.end).map_err(|no| match no {
            NoTurn::Over => Outcome::Over,
            NoTurn::TooLong(wait) => Outcome::Later { host: host.to_owned(), wait },
        })?;
        let token = self.tokens.of(&chain.url).filter(|_| chain.is_home);
        let sent = self.client.send(method, &chain.url, token);
        if let Ok(reply) = &sent
            && let Some(wait) = reply.retry_after
        {
            turn.close(wait);
        }
        // The failure may be the end's doing.
        if sent.is_err() && self.end.is_over() { Err(Outcome::Over) } else { Ok(sent) }
    }
}

impl Chain<'_> {
    /// Goes on to where a redirect leads, or says why not.
    fn go(&mut self, status: u16, location: &str) -> Result<(), &'static str> {
        let next = self.url.join(location).map_err(|_| "a redirect leads to no URL")?;
        let next = clean(next).ok_or("a redirect leads to neither http nor https")?;
        if next.as_str().len() > LONGEST_URL {
            return Err("a redirect leads to too long a URL");
        }
        let mut bare = next.clone();
        bare.set_fragment(None);
        if !self.seen.insert(bare) {
            return Err("the redirects go round in a circle");
        }
        if self.seen.len() > MOST_HOPS + 1 {
            return Err("there are too many redirects");
        }
        self.first.get_or_insert(status);
        self.is_permanent &= matches!(status, 301 | 308);
        self.is_home &= host(&next) == host(self.start);
        self.url = next;
        Ok(())
    }

    fn answer(self, status: u16) -> Answer {
        match (status, self.first) {
            (200..=299, Some(first)) if self.is_permanent && is_alike(self.start, &self.url) => {
                Answer::Moved { status: first, to: self.url.into() }
            }
            (200..=299, _) => Answer::Ok { status },
            (404 | 410, _) => Answer::Gone { status },
            (300..=399, _) => Answer::Unknown { reason: format!("status {status} without a target") },
            _ => Answer::Blocked { status, reason: format!("status {status}") },
        }
    }
}

/// The URL without user, password and an empty port; nothing where it is neither http nor https.
pub(super) fn clean(mut url: Url) -> Option<Url> {
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url)
}

/// The host of a cleaned URL.
pub(super) fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_end_matches('.')
}

/// Whether a page can stand for the other: many sites send what they no longer have to their home, login or error page.
fn is_alike(from: &Url, to: &Url) -> bool {
    const WALLS: [&str; 10] = ["login", "signin", "sign-in", "sign_in", "auth", "sso", "404", "error", "not-found", "notfound"];
    let is_home = |url: &Url| url.path() == "/";
    let has_wall = |url: &Url| {
        let stem = |segment: &str| segment.split('.').next().unwrap_or_default().to_ascii_lowercase();
        url.path().split('/').any(|segment| WALLS.contains(&&*stem(segment)))
    };
    (is_home(from) || !is_home(to)) && (has_wall(from) || !has_wall(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_or_login_page_is_no_new_place() {
        for (alike, from, to) in [
            (true, "http://a.test/x", "https://a.test/x"),
            (true, "http://a.test/", "https://www.a.test/"),
            (true, "http://a.test/x", "http://b.test/y/"),
            (true, "http://a.test/login", "https://a.test/login"),
            (false, "http://a.test/x", "http://a.test/"),
            (false, "http://a.test/x", "http://b.test/?from=x"),
            (false, "http://a.test/x", "http://a.test/users/Sign_In?to=x"),
            (false, "http://a.test/x", "http://a.test/404.html"),
        ] {
            assert_eq!(is_alike(&from.parse().unwrap(), &to.parse().unwrap()), alike, "{from} {to}");
        }
    }

    #[test]
    fn user_and_password_go() {
        let cleaned = |url: &str| clean(url.parse().unwrap()).map(String::from);
        assert_eq!(cleaned("https://user:secret@a.test:443/x?y#z").as_deref(), Some("https://a.test/x?y#z"));
        assert_eq!(cleaned("ftp://a.test/"), None);
        assert_eq!(cleaned("mailto:a@a.test"), None);
    }
}

//! `cndlint links refresh`: asks the network, and writes down what it says.

use super::{gathered, opened, today};
use crate::cli::args::links::RefreshLinksArgs;
use crate::cli::{CLEAN, FAILED, STOP, complain, counted};
use crate::link::lock::{Class, State, key};
use crate::remote::{Answer, Limits, Tokens, ask};
use crate::text::day_number;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Tokens come from variables of this name with a host behind it: `CNDLINT_TOKEN_API_GITHUB_COM`.
const TOKEN: &str = "CNDLINT_TOKEN_";

pub(super) fn run(args: &RefreshLinksArgs) -> u8 {
    let Some((gathered, code)) = gathered(&args.files) else { return FAILED };
    let Some(mut lock) = opened(args.lock.clone(), &gathered) else { return FAILED };
    let tokens = match tokens(gathered.urls.keys().map(String::as_str)) {
        Ok(tokens) => tokens,
        Err(message) => {
            complain(&message);
            return FAILED;
        }
    };
    let wanted = wanted(gathered.urls.keys().map(String::as_str));
    let secret = gathered.urls.keys().filter(|url| key(url).is_none()).count();
    if secret > 0 {
        complain(&format!("{} with a password or a token not asked", counted(secret, "URL")));
    }
    // Only where all texts could be read is it known what none of them names any more.
    if args.prune && code == CLEAN {
        lock.states.retain(|url, _| wanted.contains(url));
    }
    let date = today();
    let is_old = |url: &String| lock.states.get(url).is_none_or(|state| day_number(date) - day_number(state.date) >= i64::from(args.older));
    let asked: Vec<String> = wanted.into_iter().filter(is_old).collect();
    let answers = answers(&asked, &limits(args), &tokens);
    let (known, total) = (answers.len(), asked.len());
    for (url, answer) in answers {
        let (class, status, to) = told(answer);
        let state = State::next(lock.states.get(&url), class, status, to, date);
        lock.states.insert(url, state);
    }
    if let Err(message) = lock.write() {
        complain(&message);
        return FAILED;
    }
    let rest = if known < total { format!(", {} not reached in time", total - known) } else { String::new() };
    complain(&format!("{}: {} asked{rest}, {} in all", lock.path.display(), counted(known, "URL"), lock.states.len()));
    code
}

/// The URLs to ask, without fragments; of those with `http:` the one with `https:` too.
fn wanted<'u>(urls: impl Iterator<Item = &'u str>) -> BTreeSet<String> {
    let keys: BTreeSet<String> = urls.filter_map(key).collect();
    let secure: Vec<String> = keys.iter().filter_map(|url| Some(format!("https://{}", url.strip_prefix("http://")?))).collect();
    keys.into_iter().chain(secure).collect()
}

fn limits(args: &RefreshLinksArgs) -> Limits {
    Limits {
        hosts_at_once: args.hosts,
        between: Duration::try_from_secs_f64(args.pause).unwrap_or(Duration::from_secs(1)),
        timeout: Duration::from_secs(args.timeout),
        most_time: args.max_time.map(Duration::from_secs),
        private: args.allow_private,
        proxy: args.allow_proxy,
        ..Limits::default()
    }
}

/// The tokens in the environment for the hosts of `urls`.
fn tokens<'u>(urls: impl Iterator<Item = &'u str>) -> Result<Tokens, String> {
    let mut tokens = Tokens::default();
    let host = |url: &str| url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let hosts: BTreeSet<String> = urls.filter_map(host).collect();
    for host in hosts {
        let Some(name) = variable(&host) else { continue };
        if let Ok(token) = std::env::var(name) {
            tokens.insert(&host, &format!("Bearer {token}"))?;
        }
    }
    Ok(tokens)
}

/// The variable with the token for a host. No two hosts have one: a token goes to no other.
fn variable(host: &str) -> Option<String> {
    let is_plain = host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    is_plain.then(|| format!("{TOKEN}{}", host.replace('-', "__").replace('.', "_").to_ascii_uppercase()))
}

/// Asks, showing how far it is on a terminal. Ctrl-C ends it, and what was learnt by then counts.
fn answers(urls: &[String], limits: &Limits, tokens: &Tokens) -> Vec<(String, Answer)> {
    let found = Mutex::new(Vec::new());
    let bar = if io::stderr().is_terminal() && !urls.is_empty() {
        indicatif::ProgressBar::new(urls.len() as u64)
    } else {
        indicatif::ProgressBar::hidden()
    };
    STOP.listen();
    ask(urls, limits, tokens, STOP.flag(), &|url, answer| {
        found.lock().unwrap_or_else(PoisonError::into_inner).push((url.to_owned(), answer.clone()));
        bar.inc(1);
    });
    bar.finish_and_clear();
    if STOP.flag().load(Ordering::SeqCst) {
        complain("ended early; what was learnt is kept");
    }
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// An answer as the lock has it. A new address with a secret in it is not written down.
fn told(answer: Answer) -> (Class, u16, Option<String>) {
    match answer {
        Answer::Moved { status, to } if key(&to).is_some() => (Class::Moved, status, Some(to)),
        Answer::Ok { status } | Answer::Moved { status, .. } => (Class::Ok, status, None),
        Answer::Gone { status } => (Class::Gone, status, None),
        Answer::Blocked { status, .. } => (Class::Blocked, status, None),
        Answer::Unknown { .. } => (Class::Unknown, 0, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_hosts_share_a_token() {
        assert_eq!(variable("api.github.com").as_deref(), Some("CNDLINT_TOKEN_API_GITHUB_COM"));
        assert_eq!(variable("api-github.com").as_deref(), Some("CNDLINT_TOKEN_API__GITHUB_COM"));
        assert_eq!(variable("api_github.com"), None);
    }
}

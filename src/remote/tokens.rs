//! What hosts are told about who asks.

use std::collections::BTreeMap;
use std::fmt;
use ureq::http::HeaderValue;
use url::Url;

/// `Authorization` values by host. A value goes to exactly its host, over https, as long as every redirect on the way stayed there; it is
/// never printed.
#[derive(Clone, Default)]
pub struct Tokens {
    values: BTreeMap<String, HeaderValue>,
}

impl Tokens {
    /// Adds a value such as `Bearer …` for a host such as `api.example.com`; a port other than 443 is written behind it.
    ///
    /// # Errors
    /// With a sentence for people where the value holds what no header may, such as a line break.
    pub fn insert(&mut self, host: &str, authorization: &str) -> Result<(), String> {
        let mut value =
            HeaderValue::from_str(authorization).map_err(|_| format!("the token for {host} holds characters that no header may"))?;
        value.set_sensitive(true);
        self.values.insert(host.to_ascii_lowercase(), value);
        Ok(())
    }

    pub(super) fn of(&self, url: &Url) -> Option<&HeaderValue> {
        let host = url.host_str().filter(|_| url.scheme() == "https")?;
        match url.port() {
            Some(port) => self.values.get(&format!("{host}:{port}")),
            None => self.values.get(host),
        }
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.values.keys().map(|host| (host, "(hidden)"))).finish()
    }
}

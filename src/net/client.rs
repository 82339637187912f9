//! The client: asks, follows, limits.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use jiff::Timestamp;
use rustls::ClientConfig;

use super::answer::{Freshness, Response};
use super::body::{Framing, framing, read_body};
use super::cancel::Cancel;
use super::coding;
use super::connection::{Connection, Opening};
use super::error::{NetError, Phase};
use super::gate::Gate;
use super::head::{Head, read_head};
use super::policy::Policy;
use super::pool::{Pool, Way};
use super::proxy::Proxy;
use super::redirect::Trail;
use super::request::{Line, Request, Word};
use super::roots::tls_config;
use super::target::{Credentials, Target, brief, shown};
use super::watch::Watch;

/// Answers of the kind “go on” that a server may send before the real one.
const INTERIM: usize = 8;
/// So many characters of a `Link` are looked at.
const MOST_LINKS: usize = 8192;
/// A body that nobody wants is read to keep the connection if it is no longer than this.
const DISCARDED: u64 = 64 << 10;

/// Asks servers for documents. Shared by reference between threads; holds no cookies and no memory
/// of what was asked.
pub struct Client {
    policy: Policy,
    gate: Arc<Gate>,
    pool: Pool,
    tls: OnceLock<Result<Arc<ClientConfig>, String>>,
}

/// One hop's answer.
struct Answer {
    head: Head,
    body: Vec<u8>,
}

/// All that one hop needs.
struct Hop<'a> {
    target: &'a Target,
    request: &'a Request,
    authorization: Option<String>,
    private_allowed: bool,
    proxy: Option<Proxy>,
}

impl Client {
    pub fn new(policy: Policy) -> Self {
        Self {
            gate: Gate::new(policy.connections_per_host),
            policy,
            pool: Pool::default(),
            tls: OnceLock::new(),
        }
    }

    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Gets one document, following redirects. Blocks until there is an answer, an error or
    /// `cancel`.
    ///
    /// Any final status is an answer (look at [`Response::status`]); an error means that there was
    /// none to be used.
    pub fn get(&self, request: &Request, cancel: &Cancel) -> Result<Response, NetError> {
        let (mut target, credentials) = Target::parse(&request.url)?;
        let sent = self.with_password(request, &target, credentials.as_ref())?;
        let mut trail = Trail::new(&target, request.word, &self.policy);
        let mut watch = self.watch(cancel);
        loop {
            let hop = self.hop(&target, request, sent.as_ref(), &trail)?;
            let pass = self.gate.enter(target.host(), cancel)?;
            if trail.hops() == 0 {
                // Waiting for a place at the host is not the server's fault.
                watch.whole = Instant::now() + watch.whole_limit;
            }
            let answer = self.ask(&hop, &watch)?;
            drop(pass);
            if answer.head.get("set-cookie").is_some() {
                trail.saw_cookie();
            }
            if !matches!(answer.head.status, 301 | 302 | 303 | 307 | 308) {
                return self.finish(request, &target, &trail, credentials.as_ref(), answer);
            }
            let next = next_target(&target, &answer.head)?;
            if request.form.is_some() {
                return Err(NetError::RedirectedForm { url: shown(&next.to_text()) });
            }
            trail.follow(answer.head.status, &next)?;
            target = next;
        }
    }

    /// What is sent for the credentials of an address: a password that it does not hold is asked
    /// for, and goes into no address.
    fn with_password(
        &self,
        request: &Request,
        target: &Target,
        given: Option<&Credentials>,
    ) -> Result<Option<Credentials>, NetError> {
        let found = given.filter(|_| request.word == Word::Typed).and_then(|given| {
            self.policy
                .passwords
                .find(target.bare_host(), given.user_alone()?)
                .map(|found| found.map(|password| given.with(password)))
        });
        match found {
            Some(Err(why)) => Err(NetError::Password { host: brief(target.host()), why }),
            Some(Ok(found)) => Ok(Some(found)),
            None => Ok(given.cloned()),
        }
    }

    fn watch(&self, cancel: &Cancel) -> Watch {
        let patience = &self.policy.patience;
        Watch {
            cancel: cancel.clone(),
            whole: Instant::now() + patience.whole,
            whole_limit: patience.whole,
            phase: Phase::Connect,
            phase_limit: patience.connect,
            stall: patience.stall,
        }
    }

    fn hop<'a>(
        &self,
        target: &'a Target,
        request: &'a Request,
        credentials: Option<&Credentials>,
        trail: &Trail<'_>,
    ) -> Result<Hop<'a>, NetError> {
        let private_allowed = trail.private_allowed(target)?;
        let authorization = match &request.authorization {
            Some(given) => trail.is_at_first_origin(target).then(|| given.clone()),
            None => credentials.and_then(|credentials| credentials.for_target(target)),
        };
        Ok(Hop {
            target,
            request,
            authorization,
            private_allowed,
            proxy: self.policy.proxies.for_target(target)?,
        })
    }

    /// One request and its answer, on a kept connection where there is one.
    fn ask(&self, hop: &Hop<'_>, watch: &Watch) -> Result<Answer, NetError> {
        let way = Way {
            origin: hop.target.origin(),
            proxy: hop.proxy.as_ref().map(|proxy| (proxy.host.clone(), proxy.port)),
            private_allowed: hop.private_allowed,
        };
        if let Some(mut connection) = self.pool.take(&way) {
            connection.socket().watch = watch.clone();
            match self.exchange(hop, &mut connection) {
                // The server had closed it meanwhile: asked anew below.
                Err(NetError::Lost { .. }) | Ok(None) => {}
                Err(other) => return Err(other),
                Ok(Some(head)) => return self.receive(head, connection, way),
            }
        }
        let mut connection = self.open(hop, watch)?;
        match self.exchange(hop, &mut connection)? {
            Some(head) => self.receive(head, connection, way),
            None => Err(NetError::Lost { why: "the server hung up without an answer".to_owned() }),
        }
    }

    fn open(&self, hop: &Hop<'_>, watch: &Watch) -> Result<Connection, NetError> {
        let tls = if hop.target.is_tls() {
            let config = self.tls.get_or_init(|| tls_config(&self.policy.extra_roots_pem)).clone();
            Some(config.map_err(|why| NetError::Tls { host: brief(hop.target.host()), why })?)
        } else {
            None
        };
        let opening = Opening {
            target: hop.target,
            proxy: hop.proxy.as_ref(),
            private_allowed: hop.private_allowed,
            resolver: &self.policy.resolver,
            patience: &self.policy.patience,
            limits: &self.policy.limits,
            user_agent: &self.policy.user_agent,
        };
        opening.open(tls, watch.clone())
    }

    /// Sends the request and reads the answer's head; `None` if the connection ended before it.
    fn exchange(
        &self,
        hop: &Hop<'_>,
        connection: &mut Connection,
    ) -> Result<Option<Head>, NetError> {
        let absolute = hop.proxy.as_ref().filter(|_| !hop.target.is_tls());
        let line = Line {
            target: hop.target,
            request: hop.request,
            user_agent: &self.policy.user_agent,
            authorization: hop.authorization.clone(),
            absolute: absolute.is_some(),
            proxy_authorization: absolute.and_then(|proxy| proxy.authorization.as_deref()),
        };
        connection.socket().watch.enter(Phase::FirstByte, self.policy.patience.first_byte);
        connection.send(&line.to_bytes())?;
        for _ in 0..INTERIM {
            match read_head(&mut connection.stream, &self.policy.limits)? {
                Some(head) if head.status < 200 && head.status != 101 => {}
                other => return Ok(other),
            }
        }
        Err(NetError::BadHead { why: "it only ever says to go on" })
    }

    fn receive(
        &self,
        head: Head,
        mut connection: Connection,
        way: Way,
    ) -> Result<Answer, NetError> {
        let framing = framing(&head)?;
        let tokens = head.items("connection");
        let has = |token: &str| tokens.iter().any(|known| known == token);
        let mut kept =
            framing != Framing::UntilEnd && !has("close") && (!head.old || has("keep-alive"));
        let mut body = Vec::new();
        if (200..300).contains(&head.status) {
            body = read_body(&mut connection.stream, framing, self.policy.limits.wire)?;
        } else {
            // Nobody reads it; a short one is taken off the line so that the connection can serve
            // again.
            kept = kept
                && !matches!(framing, Framing::Chunked)
                && read_body(&mut connection.stream, framing, DISCARDED).is_ok();
        }
        if kept {
            self.pool.put(way, connection);
        }
        Ok(Answer { head, body })
    }

    #[cfg_attr(
        not(test),
        expect(
            clippy::disallowed_methods,
            reason = "an answer is fresh for so long from the moment it came"
        )
    )]
    fn finish(
        &self,
        request: &Request,
        target: &Target,
        trail: &Trail<'_>,
        credentials: Option<&Credentials>,
        answer: Answer,
    ) -> Result<Response, NetError> {
        let Answer { head, body } = answer;
        if head.status == 304 && !request.is_conditional_for(target) {
            return Err(NetError::UnaskedNotModified);
        }
        let good = (200..300).contains(&head.status);
        let body = coding::open(
            body,
            &if good { head.items("content-encoding") } else { Vec::new() },
            self.policy.limits.body,
        )?;
        if good && body.is_empty() {
            return Err(NetError::Empty);
        }
        let moved = trail.moved().filter(|_| good || head.status == 304);
        let put = |moved: &Target| {
            credentials.map_or_else(|| moved.to_text(), |credentials| credentials.put_into(moved))
        };
        Ok(Response {
            status: head.status,
            final_url: target.to_text(),
            moved_to: moved.map(put),
            hops: trail.hops(),
            etag: head.get("etag").map(str::to_owned),
            last_modified: head.get("last-modified").map(str::to_owned),
            content_type: head.get("content-type").map(brief),
            link: head.get("link").map(|links| links.chars().take(MOST_LINKS).collect()),
            freshness: Freshness::of(&head, Timestamp::now()),
            body,
        })
    }
}

/// Where a redirect leads. An empty place, or the same document's fragment only, is none.
fn next_target(from: &Target, head: &Head) -> Result<Target, NetError> {
    let nowhere = NetError::RedirectNowhere { status: head.status };
    match head.text("location") {
        Some(location) if !location.trim().is_empty() => from.join(&location),
        _ => Err(nowhere),
    }
}

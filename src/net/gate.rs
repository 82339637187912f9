//! At most so many connections to one host at a time, over all threads that share a client.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::cancel::Cancel;
use super::error::NetError;
use super::watch::LOOK;

#[derive(Debug)]
pub(super) struct Gate {
    limit: usize,
    inside: Mutex<HashMap<String, usize>>,
    left: Condvar,
}

/// A place at a host, given back when it is dropped.
pub(super) struct Pass {
    gate: Arc<Gate>,
    host: String,
}

impl Gate {
    pub(super) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit: limit.max(1), inside: Mutex::default(), left: Condvar::new() })
    }

    /// Waits for a place at `host`.
    pub(super) fn enter(self: &Arc<Self>, host: &str, cancel: &Cancel) -> Result<Pass, NetError> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if cancel.is_cancelled() {
                return Err(NetError::Cancelled);
            }
            let count = inside.entry(host.to_owned()).or_default();
            if *count < self.limit {
                *count += 1;
                return Ok(Pass { gate: Arc::clone(self), host: host.to_owned() });
            }
            inside = self.left.wait_timeout(inside, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut inside = self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&self.host) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.host);
            }
        }
        self.gate.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_full_at_its_limit_and_another_is_not() {
        let gate = Gate::new(1);
        let first = gate.enter("a", &Cancel::new()).map(|_pass| ()).is_ok();
        assert!(first, "the pass was dropped again, so the place is free");
        let _held = gate.enter("a", &Cancel::new()).ok();
        let cancelled = Cancel::new();
        cancelled.cancel();
        assert!(gate.enter("b", &Cancel::new()).is_ok());
        assert_eq!(gate.enter("a", &cancelled).err(), Some(NetError::Cancelled));
    }
}

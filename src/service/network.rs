//! The client as the settings and the environment want it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::fetch::FetchSettings;
use super::passwords::PasswordCommand;
use crate::config::Network;
use crate::net::{Client, Limits, Patience, Policy, Proxies};

/// A root certificate that the settings name cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the root certificate {} cannot be read: {why}", crate::text::clean_line(&path.display().to_string()))]
pub(crate) struct NetworkError {
    path: PathBuf,
    why: io::Error,
}

/// A client for `settings`, with the proxies that the environment names.
pub(crate) fn client(settings: &Network) -> Result<Client, NetworkError> {
    let proxies = Proxies::from_variables(|name| std::env::var(name).ok());
    let read = |path: &PathBuf| {
        std::fs::read(path).map_err(|why| NetworkError { path: path.clone(), why })
    };
    let roots = settings.extra_roots.iter().map(read).collect::<Result<_, _>>()?;
    Ok(Client::new(policy(settings, proxies, roots)))
}

/// How a refresh goes by `settings`; `jobs` is the command line's word.
pub(crate) fn fetch_settings(settings: &Network, jobs: Option<usize>) -> FetchSettings {
    FetchSettings {
        jobs: jobs.unwrap_or(settings.jobs).max(1),
        per_host: settings.connections_per_host.max(1),
        pause: Duration::from_millis(settings.pause),
        full_text: settings.full_text,
        keep_days: Some(settings.keep_days).filter(|days| *days > 0),
        keep_megabytes: Some(settings.keep_megabytes).filter(|megabytes| *megabytes > 0),
        ..FetchSettings::default()
    }
}

fn policy(settings: &Network, proxies: Proxies, extra_roots_pem: Vec<Vec<u8>>) -> Policy {
    let own = Policy::default();
    let whole = Duration::from_secs(settings.time_limit.max(1));
    let Patience { connect, first_byte, stall, .. } = own.patience;
    let size = settings.size_limit.clamp(1, 1 << 10) << 20;
    Policy {
        user_agent: settings.contact.as_ref().map_or(own.user_agent, |contact| {
            format!("dateline/{} (+{contact})", env!("CARGO_PKG_VERSION"))
        }),
        limits: Limits { wire: size, body: size, ..own.limits },
        patience: Patience {
            connect: connect.min(whole),
            first_byte: first_byte.min(whole),
            stall: stall.min(whole),
            whole,
        },
        connections_per_host: settings.connections_per_host.max(1),
        private_hosts: settings.private_hosts.clone(),
        extra_roots_pem,
        proxies,
        resolver: own.resolver,
        passwords: Arc::new(PasswordCommand::new(settings.password_command.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_settings_are_the_client_s_own_limits() {
        let (own, made) =
            (Policy::default(), policy(&Network::default(), Proxies::default(), Vec::new()));
        assert_eq!(
            (made.user_agent, made.limits, made.patience, made.connections_per_host),
            (own.user_agent, own.limits, own.patience, own.connections_per_host)
        );
        assert_eq!(fetch_settings(&Network::default(), None), FetchSettings::default());
    }

    #[test]
    fn a_short_time_limit_bounds_every_phase_and_a_contact_replaces_the_program_s() {
        let settings = Network {
            time_limit: 3,
            contact: Some("mailto:ana@example.org".to_owned()),
            ..Network::default()
        };
        let made = policy(&settings, Proxies::default(), Vec::new());
        assert_eq!(
            [
                made.patience.connect,
                made.patience.first_byte,
                made.patience.stall,
                made.patience.whole
            ],
            [Duration::from_secs(3); 4]
        );
        assert!(made.user_agent.ends_with("(+mailto:ana@example.org)"));
    }

    #[test]
    fn a_root_certificate_that_is_not_there_is_named() {
        let settings =
            Network { extra_roots: vec![PathBuf::from("no/such/root.pem")], ..Network::default() };
        let error = client(&settings).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("no/such/root.pem"), "{error}");
    }
}

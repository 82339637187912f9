//! Whom TLS trusts: the system's root certificates and those that the settings add. There is no way
//! to switch checking off.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// The TLS settings of a client, with `extra` PEM files trusted beside the system's roots.
pub(super) fn tls_config(extra: &[Vec<u8>]) -> Result<Arc<ClientConfig>, String> {
    let mut store = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    store.add_parsable_certificates(system.certs);
    for pem in extra {
        add_pem(&mut store, pem)?;
    }
    if store.is_empty() {
        return Err("the system has no root certificates".to_owned());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|why| why.to_string())?;
    let mut config = builder.with_root_certificates(store).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn add_pem(store: &mut RootCertStore, pem: &[u8]) -> Result<(), String> {
    let mut found = false;
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate
            .map_err(|why| format!("an extra root certificate cannot be read: {why}"))?;
        store
            .add(certificate)
            .map_err(|why| format!("an extra root certificate is not valid: {why}"))?;
        found = true;
    }
    if found { Ok(()) } else { Err("a file of extra root certificates holds none".to_owned()) }
}

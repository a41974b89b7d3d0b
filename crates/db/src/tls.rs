//! TLS to PostgreSQL, by rustls.
//!
//! `sslmode=disable` never encrypts. `prefer`, the default, encrypts when the server can, and trusts any
//! certificate: who could forge one could as well pretend that the server has none. `require` and
//! `verify-full`, here the same, insist on a certificate for the host's name from a public authority,
//! or from one in the PEM file `sslrootcert`.

use crate::{Error, Result};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::sync::Arc;
use tokio_postgres::{Config, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Reads a URL, with the parameters that the driver does not know.
pub(crate) fn parse(url: &str) -> Result<(Config, MakeRustlsConnect)> {
    let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
    let (mut known, mut authorities) = (Vec::new(), None);
    for parameter in parameters.split('&').filter(|p| !p.is_empty()) {
        match parameter.split_once('=') {
            Some(("sslmode", "verify-full")) => known.push("sslmode=require"),
            Some(("sslrootcert", file)) => authorities = Some(file),
            _ => known.push(parameter),
        }
    }
    let config: Config = [address, &known.join("&")].join("?").parse().map_err(|e: tokio_postgres::Error| settings(&e))?;
    if authorities.is_some() && config.get_ssl_mode() != SslMode::Require {
        return Err(Error::Settings("database URL: sslrootcert is of use with sslmode=verify-full only".into()));
    }
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().map_err(|e| settings(&e))?;
    let tls = if config.get_ssl_mode() == SslMode::Require {
        builder.with_root_certificates(roots(authorities)?)
    } else {
        builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
    };
    Ok((config, MakeRustlsConnect::new(tls.with_no_client_auth())))
}

fn roots(file: Option<&str>) -> Result<RootCertStore> {
    let Some(file) = file else {
        return Ok(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() });
    };
    let wrong = |e: &dyn std::fmt::Display| Error::Settings(format!("sslrootcert {file}: {e}"));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|e| wrong(&e))? {
        roots.add(certificate.map_err(|e| wrong(&e))?).map_err(|e| wrong(&e))?;
    }
    if roots.is_empty() { Err(wrong(&"no certificate in it")) } else { Ok(roots) }
}

/// The driver's text holds no part of the URL, and so no password.
fn settings(e: &dyn std::error::Error) -> Error {
    Error::Settings(format!("database URL: {}", crate::error::chain(e)))
}

/// Checks that the server holds the key of its certificate, not whose certificate it is.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

type Checked = Result<HandshakeSignatureValid, rustls::Error>;

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(&self, message: &[u8], cert: &CertificateDer<'_>, signed: &DigitallySignedStruct) -> Checked {
        verify_tls12_signature(message, cert, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(&self, message: &[u8], cert: &CertificateDer<'_>, signed: &DigitallySignedStruct) -> Checked {
        verify_tls13_signature(message, cert, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(parameters: &str) -> Result<SslMode> {
        Ok(parse(&format!("postgres://kontor@localhost/kontor{parameters}"))?.0.get_ssl_mode())
    }

    #[test]
    fn a_url_says_how_to_encrypt() {
        assert_eq!(mode("").unwrap(), SslMode::Prefer);
        assert_eq!(mode("?sslmode=disable").unwrap(), SslMode::Disable);
        assert_eq!(mode("?application_name=x&sslmode=verify-full").unwrap(), SslMode::Require);
        for wrong in ["?sslmode=maybe", "?sslrootcert=ca.pem", "?sslmode=require&sslrootcert=/nowhere.pem"] {
            assert!(matches!(mode(wrong), Err(Error::Settings(_))), "{wrong}");
        }
    }

    #[test]
    fn a_wrong_url_is_reported_without_its_password() {
        let Err(e) = parse("postgres://kontor:s3cret@localhost:port/kontor") else { panic!("port is no number") };
        assert!(!format!("{e} {e:?}").contains("s3cret"), "{e}");
    }
}

//! Which addresses and names belong to this machine or to a private network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether `address` is anything but a public unicast address: loopback, private, link-local (where
/// clouds keep their metadata), shared, documentation, benchmark, multicast, reserved, or an IPv6
/// form that carries such an IPv4 address. After the special-purpose registries of RFC 6890.
pub(super) fn is_private_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => is_private_v6(v6),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    match address.octets() {
        [0 | 10 | 127 | 224..=255, ..]
        | [169, 254, ..]
        | [192, 168, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _] => true,
        [100, b, ..] => (64..128).contains(&b),
        [172, b, ..] => (16..32).contains(&b),
        [a, b, c, _] => {
            matches!([a, b], [198, 18 | 19]) || matches!([a, b, c], [198, 51, 100] | [203, 0, 113])
        }
    }
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    let low = Ipv4Addr::from((u32::from(s[6]) << 16) | u32::from(s[7]));
    match s {
        // unspecified, loopback, IPv4-compatible and IPv4-mapped
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] => is_private_v4(low) || s[5] == 0,
        // NAT64: the IPv4 address is what is reached
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_private_v4(low),
        [0x64, 0xff9b, 1, ..]
        | [0x100, 0, 0, 0, ..]
        | [0x2001, 0..=0x1ff | 0xdb8, ..]
        | [0x5f00, ..] => true,
        // 6to4: the IPv4 address stands in the prefix
        [0x2002, a, b, ..] => is_private_v4(Ipv4Addr::from((u32::from(a) << 16) | u32::from(b))),
        // everything outside global unicast: unique local, link-local, site-local, multicast,
        // reserved
        [first, ..] => first & 0xe000 != 0x2000,
    }
}

/// Whether a host name can only mean something private: no dot, or an ending that no public name
/// has.
pub(super) fn is_private_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let endings = [
        ".localhost",
        ".local",
        ".lan",
        ".internal",
        ".intranet",
        ".private",
        ".home",
        ".corp",
        ".home.arpa",
    ];
    !name.contains('.') || endings.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn private(text: &str) -> bool {
        is_private_address(text.parse().expect("an address"))
    }

    #[test]
    fn the_machine_itself_and_its_networks_are_private() {
        for text in [
            "127.0.0.1",
            "127.255.0.9",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(private(text), "{text}");
        }
    }

    #[test]
    fn the_public_net_is_not() {
        for text in [
            "1.1.1.1",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.0.1",
            "100.128.0.1",
            "192.167.1.1",
            "2606:4700::1111",
            "2a00:1450:4001::64",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(!private(text), "{text}");
        }
    }

    #[test]
    fn a_name_without_a_dot_or_with_a_local_ending_is_private() {
        for name in [
            "localhost",
            "LOCALHOST.",
            "nas",
            "printer.local",
            "a.b.lan",
            "metadata.google.internal",
            "x.home.arpa",
        ] {
            assert!(is_private_name(name), "{name}");
        }
        for name in ["example.org", "local.example", "lan.example.com", "localhost.example.net"] {
            assert!(!is_private_name(name), "{name}");
        }
    }
}

//! Shares with their intervals.

/// A share of a count, and where it lies with a probability of 95 %, were the articles drawn from
/// many such.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub(crate) struct Share {
    pub count: usize,
    pub of: usize,
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// The quantile of the normal distribution for 95 in 100.
const Z: f64 = 1.959_964;

/// The interval of a share (Wilson 1927); `None` of nothing.
pub(crate) fn share(count: usize, of: usize) -> Option<Share> {
    if of == 0 {
        return None;
    }
    let (n, p) = (of as f64, count as f64 / of as f64);
    let middle = p + Z * Z / (2.0 * n);
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let all = 1.0 + Z * Z / n;
    let (low, high) = ((middle - reach) / all, (middle + reach) / all);
    Some(Share { count, of, share: p, low: low.clamp(0.0, p), high: high.clamp(p, 1.0) })
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn intervals_are_those_of_wilson() {
        let half = share(5, 10).expect("ten of them");
        assert!((half.low - 0.2366).abs() < 1e-3 && (half.high - 0.7634).abs() < 1e-3, "{half:?}");
        let none = share(0, 10).expect("ten of them");
        assert!(none.low < 1e-9 && (none.high - 0.2775).abs() < 1e-3, "{none:?}");
        assert_eq!(share(0, 0), None);
    }
}

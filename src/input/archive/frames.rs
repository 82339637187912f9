//! What is packed with zstd (RFC 8878): frame after frame, as web archives are written a record each.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::StreamingDecoder;

/// How a frame begins.
pub(super) const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Whether bytes that begin so are packed with zstd.
pub(crate) fn is_packed_with_zstd(beginning: &[u8]) -> bool {
    beginning.starts_with(&ZSTD)
}

/// The bytes of all frames, one behind the other.
pub(crate) struct Frames<R: BufRead> {
    /// Between two frames.
    rest: Option<R>,
    frame: Option<Box<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>>,
}

impl<R: BufRead> Frames<R> {
    pub(crate) fn new(packed: R) -> Self {
        Self { rest: Some(packed), frame: None }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
                self.rest = self.frame.take().map(|frame| frame.into_inner());
            }
            let Some(mut rest) = self.rest.take() else { return Ok(0) };
            if rest.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = StreamingDecoder::new(rest)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
            self.frame = Some(Box::new(frame));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_one_behind_the_other_and_a_cut_one_is_an_error() {
        let frame = b"\x28\xb5\x2f\xfd\x20\x04\x21\x00\x00quay";
        let of = |bytes: &[u8]| {
            let mut all = String::new();
            Frames::new(bytes).read_to_string(&mut all).map(|_| all).ok()
        };
        assert_eq!(of(&frame.repeat(3)).as_deref(), Some("quayquayquay"));
        assert_eq!(of(b"").as_deref(), Some(""));
        assert_eq!(of(&frame[..11]), None);
        assert_eq!(of(&[&frame[..], b"no frame"].concat()), None);
    }
}

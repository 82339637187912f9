//! Lines and blocks of an archive, read as they come.

use std::io::{self, BufRead, Read};

/// Bytes of one line at most: the rest of a longer one is the next line.
const LONGEST: u64 = 64 * 1024;
/// Bytes of the lines of one head together.
const LONGEST_HEAD: usize = 256 * 1024;
/// So often a block is given back: each time costs the block once more.
const MOST_GIVEN_BACK: u32 = 16;

/// A reader with the line that was read and not used.
pub(super) struct Lines<R> {
    reader: R,
    /// What was read as a block and is read once more.
    given_back: io::Cursor<Vec<u8>>,
    times_given_back: u32,
    line: Vec<u8>,
    /// The line stands for the next one.
    is_kept: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            given_back: io::Cursor::default(),
            times_given_back: 0,
            line: Vec::new(),
            is_kept: false,
        }
    }

    fn reader(&mut self) -> impl BufRead {
        (&mut self.given_back).chain(&mut self.reader)
    }

    /// Gives the end of a block back, from `begin` on; it is read next. An archive
    /// has it so only some times; then nothing is given back.
    pub(super) fn give_back(&mut self, block: &[u8], begin: usize) -> io::Result<()> {
        if self.times_given_back == MOST_GIVEN_BACK {
            return Ok(());
        }
        self.times_given_back += 1;
        let mut bytes = block[begin..].to_vec();
        self.given_back.read_to_end(&mut bytes)?;
        self.given_back = io::Cursor::new(bytes);
        Ok(())
    }

    /// The next line with its end; `None` at the end of the archive.
    pub(super) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        if !std::mem::take(&mut self.is_kept) {
            self.line.clear();
            (&mut self.given_back)
                .chain(&mut self.reader)
                .take(LONGEST)
                .read_until(b'\n', &mut self.line)?;
        }
        Ok(Some(&*self.line).filter(|line| !line.is_empty()))
    }

    /// Gives the last line back: it is the next one.
    pub(super) fn keep(&mut self) {
        self.is_kept = true;
    }

    /// The lines up to an empty one, without it: "Name: value" each. `None` where they are too many.
    pub(super) fn head(&mut self) -> io::Result<Option<Head>> {
        let mut head = Head::default();
        let mut bytes = 0;
        while let Some(line) = self.next()? {
            let line = line.trim_ascii_end();
            if line.is_empty() {
                break;
            }
            bytes += line.len();
            if bytes > LONGEST_HEAD {
                return Ok(None);
            }
            head.push(line);
        }
        Ok(Some(head))
    }

    /// The next `length` bytes; fewer where the archive ends.
    pub(super) fn block(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let mut block = Vec::new();
        self.reader().take(length).read_to_end(&mut block)?;
        Ok(block)
    }

    /// Passes over the next `length` bytes.
    pub(super) fn pass(&mut self, length: u64) -> io::Result<()> {
        io::copy(&mut self.reader().take(length), &mut io::sink()).map(|_| ())
    }

    /// Whether an empty line or the end comes next, as behind a block of the right length.
    pub(super) fn is_at_gap(&mut self) -> io::Result<bool> {
        Ok(self.reader().fill_buf()?.first().is_none_or(|byte| b"\r\n".contains(byte)))
    }

    /// Passes over lines until one that begins a record, which is the next line then. Reads on to
    /// the end where none does.
    pub(super) fn seek(&mut self, begins: impl Fn(&[u8]) -> bool) -> io::Result<()> {
        while let Some(line) = self.next()? {
            if begins(line) {
                self.keep();
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Header lines. Names are compared without their case.
#[derive(Debug, Default)]
pub(super) struct Head(Vec<(String, String)>);

impl Head {
    /// Adds a line; one that begins with a space goes on with the one before.
    pub(super) fn push(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            self.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// The first value under a name of small letters.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

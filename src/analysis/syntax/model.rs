//! The stored weights and their parts. The bytes are used as they are: nothing is decoded at the
//! start.

use super::lexicon::{self, Lexicon};
use super::network::Network;

/// Hidden units of the tagger.
pub const TAGGER_UNITS: usize = 32;
/// Hidden units of the parser.
pub const PARSER_UNITS: usize = 64;

/// The weights that ship, made by `examples/train_syntax`.
pub static SHIPPED: &[u8] = include_bytes!("../../../assets/model/syntax.bin");

/// The lexicon and the two networks.
#[derive(Clone, Copy)]
pub struct Model<'a> {
    pub lexicon: Lexicon<'a>,
    pub tagger: Option<Network<'a, TAGGER_UNITS>>,
    pub parser: Option<Network<'a, PARSER_UNITS>>,
}

impl<'a> Model<'a> {
    /// The parts of `bytes`: lexicon, tagger, parser, one behind the other. What is missing at the
    /// end stays empty.
    pub fn read(bytes: &'a [u8]) -> Self {
        let Some((words, rest)) = bytes.split_at_checked(lexicon::BYTES) else {
            return Self { lexicon: Lexicon::EMPTY, tagger: None, parser: None };
        };
        let (tagger, rest) = Network::read(rest)
            .map_or((None, &[] as &[u8]), |(network, rest)| (Some(network), rest));
        let parser = Network::read(rest).map(|(network, _)| network);
        Self { lexicon: Lexicon::new(words), tagger, parser }
    }
}

impl Model<'static> {
    /// The model that ships.
    pub fn shipped() -> Self {
        Self::read(SHIPPED)
    }
}

//! The stored weights and their parts. The rows are used where they lie; a few kilobytes are laid
//! out for scoring when the first text is read.

use std::sync::LazyLock;

use super::lexicon::{self, Lexicon};
use super::network::Network;

/// Hidden units of the tagger.
pub const TAGGER_UNITS: usize = 32;
/// Hidden units of the parser.
pub const PARSER_UNITS: usize = 64;

/// Bytes that begin where a line of the processor's cache begins.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

/// The weights that ship, made by `examples/train_syntax`.
static SHIPPED: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../assets/model/syntax.bin"));

/// The lexicon and the two networks.
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
    pub fn shipped() -> &'static Self {
        static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(&SHIPPED.0));
        &MODEL
    }
}

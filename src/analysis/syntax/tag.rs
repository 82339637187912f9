//! The tag sets: universal parts of speech, Penn Treebank tags, relations of Universal
//! Dependencies.

use super::names::named;

named! {
    /// Universal part of speech.
    Pos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN", Num = "NUM",
        Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

named! {
    /// Tag of the Penn Treebank, as the English treebanks of Universal Dependencies use it.
    Penn {
        Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD", Nn = "NN",
        Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Pos = "POS", Prp = "PRP", PrpPossessive = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS",
        Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT",
        Wp = "WP", WpPossessive = "WP$", Wrb = "WRB", Add = "ADD", Afx = "AFX", Gw = "GW", Nfp = "NFP", Hyphen = "HYPH", Dollar = "$",
        Stop = ".", Comma = ",", Colon = ":", OpenQuote = "``", CloseQuote = "''", OpenBracket = "-LRB-", CloseBracket = "-RRB-",
    }
}

named! {
    /// Relation of a token to its head, with the subtypes that the English treebanks use.
    /// `advcl:relcl`, `flat:*` and other rare subtypes are folded into their main type.
    Relation {
        Root = "root", Nsubj = "nsubj", NsubjPass = "nsubj:pass", NsubjOuter = "nsubj:outer", Csubj = "csubj", CsubjPass = "csubj:pass",
        Obj = "obj", Iobj = "iobj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Ccomp = "ccomp", Xcomp = "xcomp",
        Advcl = "advcl", Acl = "acl", AclRelcl = "acl:relcl", Conj = "conj", Cc = "cc", CcPreconj = "cc:preconj", Mark = "mark",
        Parataxis = "parataxis", Punct = "punct", Appos = "appos", Nmod = "nmod", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked",
        NmodDesc = "nmod:desc", Flat = "flat", Compound = "compound", CompoundPrt = "compound:prt", Fixed = "fixed", Det = "det",
        DetPredet = "det:predet", Aux = "aux", AuxPass = "aux:pass", Cop = "cop", Advmod = "advmod", Case = "case", Amod = "amod",
        Nummod = "nummod", Expl = "expl", Discourse = "discourse", Vocative = "vocative", Dislocated = "dislocated", List = "list",
        Orphan = "orphan", Reparandum = "reparandum", Goeswith = "goeswith", Dep = "dep",
    }
}

impl Relation {
    /// The relation that `name` falls under: subtypes without a name of their own count as their
    /// main type, unknown ones as `dep`.
    pub fn of(name: &str) -> Self {
        let main = name.split(':').next().unwrap_or(name);
        Self::from_name(name).or_else(|| Self::from_name(main)).unwrap_or(Self::Dep)
    }

    /// Subject of any kind: nominal, passive, clausal.
    pub fn is_subject(self) -> bool {
        matches!(
            self,
            Self::Nsubj | Self::NsubjPass | Self::NsubjOuter | Self::Csubj | Self::CsubjPass
        )
    }
}

/// The part of speech of one token, as the universal and the Penn tag set have it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Tag {
    pub pos: Pos,
    pub penn: Penn,
}

impl Tag {
    pub const fn new(pos: Pos, penn: Penn) -> Self {
        Self { pos, penn }
    }

    /// The universal part of speech by name: `VERB`.
    pub fn name(self) -> &'static str {
        self.pos.name()
    }

    /// Full verb or auxiliary.
    pub fn is_verbal(self) -> bool {
        matches!(self.pos, Pos::Verb | Pos::Aux)
    }

    /// A verb form that can stand without an auxiliary: said, says, say, will.
    pub fn is_finite(self) -> bool {
        matches!(self.penn, Penn::Vbd | Penn::Vbz | Penn::Vbp | Penn::Md)
    }

    /// Noun, name or pronoun.
    pub fn is_nominal(self) -> bool {
        matches!(self.pos, Pos::Noun | Pos::Propn | Pos::Pron)
    }
}

#[cfg(test)]
mod tests {
    use super::{Penn, Pos, Relation};

    #[test]
    fn names_and_numbers_lead_back_to_their_tag() {
        assert!(Pos::ALL.iter().all(|&pos| Pos::from_name(pos.name()) == Some(pos)));
        assert!(Penn::ALL.iter().all(|&penn| Penn::from_number(penn as u8) == penn));
    }

    #[test]
    fn a_subtype_without_a_name_counts_as_its_main_type() {
        assert_eq!(Relation::of("advcl:relcl"), Relation::Advcl);
        assert_eq!(Relation::of("acl:relcl"), Relation::AclRelcl);
        assert_eq!(Relation::of("nonsense"), Relation::Dep);
    }
}

//! What each command does.

use super::command::Command;
use super::geometry::Panel;
use super::message::{Effect, How};
use super::passage::Passage;
use super::popup::Popup;
use super::prompt::{Asked, Prompt};
use super::selection::Unit;
use super::state::App;
use crate::annotation::Correction;

impl App {
    /// Carries a command out.
    pub fn run(&mut self, command: Command, count: Option<u32>) -> Vec<Effect> {
        if let Some(effects) = self.run_for_library(command, count) {
            return effects;
        }
        let times = i64::from(count.unwrap_or(1));
        match command {
            Command::NextLine => self.step(times),
            Command::PreviousLine => self.step(-times),
            Command::PageDown => self.page(times, 1),
            Command::PageUp => self.page(-times, 1),
            Command::HalfPageDown => self.page(times, 2),
            Command::HalfPageUp => self.page(-times, 2),
            Command::GoToStart => self.go_to_end(count, false),
            Command::GoToEnd => self.go_to_end(count, true),
            Command::NextParagraph => self.step_paragraph(times),
            Command::PreviousParagraph => self.step_paragraph(-times),
            Command::NextSection => self.step_section(times),
            Command::PreviousSection => self.step_section(-times),
            Command::NextQuote => self.step_quote(times),
            Command::PreviousQuote => self.step_quote(-times),
            Command::NextMention => self.step_mention(times),
            Command::PreviousMention => self.step_mention(-times),
            Command::NextOfEntity => self.step_entity(times),
            Command::PreviousOfEntity => self.step_entity(-times),
            Command::NextFigure => self.step_figure(times),
            Command::PreviousFigure => self.step_figure(-times),
            Command::NextLink => self.step_link(times),
            Command::PreviousLink => self.step_link(-times),
            Command::NextPanel => self.turn_panel(1),
            Command::PreviousPanel => self.turn_panel(-1),
            Command::PanelLeft => self.focus(Panel::Article),
            Command::PanelRight => self.panel_right(),
            Command::FocusArticle => self.focus(Panel::Article),
            Command::FocusEntities => self.focus(Panel::Entities),
            Command::FocusQuotes => self.focus(Panel::Quotes),
            Command::Follow => return self.follow(),
            Command::Why => self.why(),
            Command::OnlyThisSpeaker => self.only_this_speaker(),
            Command::JumpBack => self.jump(-times),
            Command::JumpForward => self.jump(times),
            Command::Search => self.search(),
            Command::NextHit | Command::NextUnread => self.step_hit(times),
            Command::PreviousHit => self.step_hit(-times),
            Command::OnlyMatching => self.prompt = Some(Prompt::new(Asked::Only, "")),
            Command::LinkHints => self.link_hints(),
            Command::OpenInBrowser => return self.open_in_browser(),
            Command::FocusMode => self.focus_mode(),
            Command::Wider => self.widen(2 * times),
            Command::Narrower => self.widen(-2 * times),
            Command::ResetMeasure => self.panels.wider = 0,
            Command::ToggleTints => self.toggle_tints(),
            Command::ToggleJustify => {
                self.settings.justify = !self.settings.justify;
                self.tell(if self.settings.justify {
                    "even right edge"
                } else {
                    "ragged right edge"
                });
            }
            Command::ToggleHyphenation => {
                self.settings.hyphenate = !self.settings.hyphenate;
                self.tell(if self.settings.hyphenate {
                    "hyphenation is on"
                } else {
                    "hyphenation is off"
                });
            }
            Command::ToggleBidi => self.toggle_bidi(),
            Command::SetMark => self.popup = Some(Popup::Letter { set: true }),
            Command::GoToMark => self.popup = Some(Popup::Letter { set: false }),
            Command::ListMarks => self.list_marks(),
            Command::NextMark => self.step_mark(times),
            Command::PreviousMark => self.step_mark(-times),
            Command::WriteNote => self.write_note(),
            Command::EditNote => {
                self.write_note();
                return self.edit_outside();
            }
            Command::SelectWords => self.toggle_selection(Unit::Words),
            Command::SelectParagraphs => self.toggle_selection(Unit::Paragraphs),
            Command::NextWord => self.select_words(times),
            Command::PreviousWord => self.select_words(-times),
            Command::SwapEnds => self.swap_ends(),
            Command::CopySelection => return self.copy_selection(),
            Command::MarkSelection => return self.bookmark(),
            Command::Highlight => self.ask_highlight(),
            Command::RemoveMark => return self.remove_mark(),
            Command::AttachMark => return self.attach_mark(),
            Command::Undo => return self.undo(How::Undo),
            Command::Redo => return self.undo(How::Redo),
            Command::CopyParagraph => return self.copy_paragraph(),
            Command::CopyQuote => return self.copy_quote(),
            Command::CopyEntity => return self.copy_entity(),
            Command::CopyLink => return self.copy_link(),
            Command::CopySource => return self.copy_source(),
            Command::CorrectKind => self.ask_correction(Asked::Kind),
            Command::CorrectName => self.ask_correction(Asked::Rename),
            Command::CorrectMerge => self.ask_correction(Asked::Merge),
            Command::CorrectSpeaker => self.ask_correction(Asked::Speaker),
            Command::CorrectSplit => return self.correct(Correction::Split),
            Command::ClearSpeaker => return self.correct(Correction::Speaker(None)),
            Command::JoinQuote => return self.correct(Correction::Join),
            Command::SeparateQuote => return self.correct(Correction::Separate),
            Command::OnlySpeech => self.only_speech(),
            Command::OnlyCertain => self.only_certain(),
            Command::NextArticle => return self.turn_article(times),
            Command::PreviousArticle => return self.turn_article(-times),
            Command::PipeArticle => self.ask_pipe(Passage::Article),
            Command::PipeParagraph => self.ask_pipe(Passage::Paragraph),
            Command::PipeQuote => self.ask_pipe(Passage::Quotation),
            Command::PipeSelection => self.ask_pipe(Passage::Selection),
            Command::Palette => self.prompt = Some(Prompt::new(Asked::Palette, "")),
            Command::Help => self.open_help(),
            Command::Theme => self.turn_theme(times),
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Back | Command::Close => return self.back(command),
            Command::Quit => self.done = true,
            // The library carries these out.
            _ => {}
        }
        Vec::new()
    }
}

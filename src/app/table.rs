//! The one table of commands: what can be done, where, with which words, and what does it.
//!
//! A row is read twice: `keys/command.rs` takes its name, its words and where it means something,
//! `deeds.rs` what it does there. So keys know commands without knowing the state that commands
//! change. The keymap, the which-key box, the help, the palette, `dateline keys` and the README's
//! table come from it.

macro_rules! commands {
    ($reads:ident) => { $reads! {
            NextLine "next_line" counted "next line; in a list, next item" {
                article: |app, n| app.step(n.by()),
                library: |app, n| app.library.step(n.by()),
                story: |app, n| app.story.step(n.by()),
                people: |app, n| app.people.step(n.by()),
            },
            PreviousLine "previous_line" counted "previous line; in a list, previous item" {
                article: |app, n| app.step(-n.by()),
                library: |app, n| app.library.step(-n.by()),
                story: |app, n| app.story.step(-n.by()),
                people: |app, n| app.people.step(-n.by()),
            },
            PageDown "page_down" counted "one page down" {
                article: |app, n| app.page_on(n),
                library: |app, n| app.library.page(n.by(), 1, &app.reader.panels),
                story: |app, n| {
                    let rows = app.room_rows(1);
                    app.story.step(n.by() * rows);
                },
                people: |app, n| {
                    let rows = app.room_rows(1);
                    app.people.step(n.by() * rows);
                },
            },
            PageUp "page_up" counted "one page up" {
                article: |app, n| app.page(-n.by(), 1),
                library: |app, n| app.library.page(-n.by(), 1, &app.reader.panels),
                story: |app, n| {
                    let rows = app.room_rows(1);
                    app.story.step(-n.by() * rows);
                },
                people: |app, n| {
                    let rows = app.room_rows(1);
                    app.people.step(-n.by() * rows);
                },
            },
            HalfPageDown "half_page_down" counted "half a page down" {
                article: |app, n| app.page(n.by(), 2),
                library: |app, n| app.library.page(n.by(), 2, &app.reader.panels),
                story: |app, n| {
                    let rows = app.room_rows(2);
                    app.story.step(n.by() * rows);
                },
                people: |app, n| {
                    let rows = app.room_rows(2);
                    app.people.step(n.by() * rows);
                },
            },
            HalfPageUp "half_page_up" counted "half a page up" {
                article: |app, n| app.page(-n.by(), 2),
                library: |app, n| app.library.page(-n.by(), 2, &app.reader.panels),
                story: |app, n| {
                    let rows = app.room_rows(2);
                    app.story.step(-n.by() * rows);
                },
                people: |app, n| {
                    let rows = app.room_rows(2);
                    app.people.step(-n.by() * rows);
                },
            },
            GoToStart "go_to_start" counted "start; with a count, that paragraph" {
                article: |app, n| app.go_to_end(n.0, false),
                library: |app, n| app.library.go(n.0, false),
                story: |app, n| app.story.go(n.0, false),
                people: |app, n| app.people.go(n.0, false),
            },
            GoToEnd "go_to_end" counted "end; with a count, that paragraph" {
                article: |app, n| app.go_to_end(n.0, true),
                library: |app, n| app.library.go(n.0, true),
                story: |app, n| app.story.go(n.0, true),
                people: |app, n| app.people.go(n.0, true),
            },
            NextParagraph "next_paragraph" counted "next paragraph" {
                article: |app, n| app.reader.step_paragraph(n.by()),
            },
            PreviousParagraph "previous_paragraph" counted "previous paragraph" {
                article: |app, n| app.reader.step_paragraph(-n.by()),
            },
            NextSection "next_section" counted "next section (heading, or group of a list)" {
                article: |app, n| app.reader.step_section(n.by()),
                library: |app, n| app.library.section(n.by(), &app.reader.panels),
                story: |app, n| app.story.step_difference(n.by()),
                people: |app, n| app.people.step_section(n.by()),
            },
            PreviousSection "previous_section" counted "previous section" {
                article: |app, n| app.reader.step_section(-n.by()),
                library: |app, n| app.library.section(-n.by(), &app.reader.panels),
                story: |app, n| app.story.step_difference(-n.by()),
                people: |app, n| app.people.step_section(-n.by()),
            },
            NextQuote "next_quote" counted "next quotation" {
                article: |app, n| app.reader.step_quote(n.by()),
            },
            PreviousQuote "previous_quote" counted "previous quotation" {
                article: |app, n| app.reader.step_quote(-n.by()),
            },
            NextMention "next_mention" counted "next name" {
                article: |app, n| app.reader.step_mention(n.by()),
            },
            PreviousMention "previous_mention" counted "previous name" {
                article: |app, n| app.reader.step_mention(-n.by()),
            },
            NextOfEntity "next_of_entity" counted "next mention of the same entity, by any of its names" {
                article: |app, n| app.reader.step_entity(n.by()),
            },
            PreviousOfEntity "previous_of_entity" counted "previous mention of the same entity" {
                article: |app, n| app.reader.step_entity(-n.by()),
            },
            NextFigure "next_figure" counted "next figure" {
                article: |app, n| app.reader.step_figure(n.by()),
            },
            PreviousFigure "previous_figure" counted "previous figure" {
                article: |app, n| app.reader.step_figure(-n.by()),
            },
            NextLink "next_link" counted "next link" {
                article: |app, n| app.reader.step_link(n.by()),
            },
            PreviousLink "previous_link" counted "previous link" {
                article: |app, n| app.reader.step_link(-n.by()),
            },
            NextFootnote "next_footnote" counted "next mark of a note in the article itself" {
                article: |app, n| app.reader.step_footnote(n.by()),
            },
            PreviousFootnote "previous_footnote" counted "previous mark of a note in the article" {
                article: |app, n| app.reader.step_footnote(-n.by()),
            },
            NextPanel "next_panel" single "next panel" {
                article: |app, _| app.reader.turn_panel(1),
                library: |app, _| app.library.turn_panel(1),
                people: |app, _| app.people.turn_kind(1),
            },
            PreviousPanel "previous_panel" single "previous panel" {
                article: |app, _| app.reader.turn_panel(-1),
                library: |app, _| app.library.turn_panel(-1),
                people: |app, _| app.people.turn_kind(-1),
            },
            PanelLeft "panel_left" single "panel to the left" {
                article: |app, _| app.reader.focus(Panel::Article),
                library: |app, _| app.library.move_panel(-1),
            },
            PanelRight "panel_right" single "panel to the right" {
                article: |app, _| app.reader.panel_right(),
                library: |app, _| app.library.move_panel(1),
            },
            FocusArticle "focus_article" single "go to the article" {
                article: |app, _| app.reader.focus(Panel::Article),
            },
            FocusEntities "focus_entities" single "go to the people, places and organisations" {
                article: |app, _| app.reader.focus(Panel::Entities),
            },
            FocusQuotes "focus_quotes" single "go to the quotations" {
                article: |app, _| app.reader.focus(Panel::Quotes),
            },
            Follow "follow" single "follow: entity to its mentions, quotation to its place, mark to its note and back, link to its page" {
                article: |app, _| app.follow(),
                library: |app, _| app.library.follow(&mut app.reader),
                story: |app, _| app.open_report(),
                people: |app, _| app.follow_person(),
            },
            Why "why" single "why this speaker" {
                article: |app, _| app.overlay.tell(app.reader.why()),
            },
            OnlyThisSpeaker "only_this_speaker" single "only quotations of this speaker, or all again" {
                article: |app, _| app.reader.only_this_speaker(),
            },
            JumpBack "jump_back" counted "back to where the last jump started" {
                article: |app, n| app.jump_back(n.by()),
                story: |app, _| app.leave_story(),
                people: |app, _| app.leave_people(true),
            },
            JumpForward "jump_forward" counted "forward again" {
                article: |app, n| app.reader.jump(n.by()),
            },
            Search "search" single "search forward; in a list, filter it" {
                article: |app, _| if !app.overlay.type_filter() {
                    app.overlay.ask(app.reader.ask_search());
                },
                library: |app, _| app.overlay.prompt = Some(app.library.ask_filter()),
                people: |app, _| app.overlay.ask(app.people.ask_filter()),
            },
            NextHit "next_hit" counted "next hit while hits are lit; else the next unread article" {
                article: |app, n| app.next_hit_or_unread(n),
                library: |app, _| app.library.next_unread(),
            },
            PreviousHit "previous_hit" counted "previous hit" {
                article: |app, n| app.reader.step_hit(-n.by()),
            },
            OnlyMatching "only_matching" single "show only paragraphs that match" {
                article: |app, _| app.overlay.prompt = Some(Prompt::new(Asked::Only, "")),
            },
            LinkHints "link_hints" single "letters on every link in sight, to follow one" {
                article: |app, _| app.overlay.hint_at(app.reader.links_in_sight()),
            },
            OpenInBrowser "open_in_browser" single "open the link or the article in the browser" {
                article: |app, _| app.reader.open_in_browser(),
                library: |app, _| app.library.browse_selected(),
            },
            FocusMode "focus_mode" single "the article alone, or all panels again" {
                article: |app, _| app.reader.focus_mode(),
            },
            PinPanels "pin_panels" single "hold the side panels still, or have them follow the reading again" {
                article: |app, _| app.reader.pin_panels(),
            },
            Wider "wider" counted "wider text column" {
                article: |app, n| app.reader.widen(2 * n.by(), app.settings.measure),
            },
            Narrower "narrower" counted "narrower text column" {
                article: |app, n| app.reader.widen(-2 * n.by(), app.settings.measure),
            },
            ResetMeasure "reset_measure" single "text column as set" {
                article: |app, _| app.reader.panels.wider = 0,
            },
            ToggleTints "toggle_tints" single "tint names and quotations: names, all, none" {
                article: |app, _| app.overlay.tray.tell(looks::toggle_tints(&mut app.settings)),
            },
            ToggleJustify "toggle_justify" single "even right edge on or off" {
                article: |app, _| app.overlay.tray.tell(looks::toggle_justify(&mut app.settings)),
            },
            ToggleHyphenation "toggle_hyphenation" single "hyphenation on or off" {
                article: |app, _| app.overlay.tray.tell(looks::toggle_hyphenation(&mut app.settings)),
            },
            ToggleBidi "toggle_bidi" single "right-to-left text: ordered by the reader or by the terminal" {
                article: |app, _| app.overlay.tray.tell(looks::toggle_bidi(&mut app.settings)),
            },
            SetMark "set_mark" single "mark the paragraph: m a bookmark on or off, a to z by name" {
                article: |app, _| app.overlay.popup = Some(Popup::Letter { set: true }),
            },
            GoToMark "go_to_mark" single "go to the mark of a letter" {
                article: |app, _| app.overlay.popup = Some(Popup::Letter { set: false }),
            },
            ListMarks "list_marks" single "all bookmarks, marks and notes of this article" {
                article: |app, _| app.overlay.list_marks(&app.reader),
            },
            NextMark "next_mark" counted "next bookmark, mark or note" {
                article: |app, n| app.reader.step_mark(n.by()),
            },
            PreviousMark "previous_mark" counted "previous bookmark, mark or note" {
                article: |app, n| app.reader.step_mark(-n.by()),
            },
            WriteNote "write_note" single "note on the paragraph or the selection" {
                article: |app, _| app.overlay.write_note(&mut app.reader),
            },
            EditNote "edit_note" single "the same in your own editor ($EDITOR)" {
                article: |app, _| app.overlay.edit_note(&mut app.reader),
            },
            SelectWords "select_words" single "select words; again ends it" {
                article: |app, _| app.reader.toggle_selection(Unit::Words),
            },
            SelectParagraphs "select_paragraphs" single "select paragraphs; again ends it" {
                article: |app, _| app.reader.toggle_selection(Unit::Paragraphs),
            },
            NextWord "next_word" counted "selection: one word on" {
                article: |app, n| app.reader.select_words(n.by()),
            },
            PreviousWord "previous_word" counted "selection: one word back" {
                article: |app, n| app.reader.select_words(-n.by()),
            },
            SwapEnds "swap_ends" single "selection: move the other end" {
                article: |app, _| app.reader.swap_ends(),
            },
            CopySelection "copy_selection" single "copy the selection" {
                article: |app, _| app.reader.copy_selection(),
            },
            MarkSelection "mark_selection" single "bookmark the selection or the paragraph" {
                article: |app, _| app.reader.bookmark(),
            },
            Highlight "highlight" single "highlight the selection, or what you are at, in one of four roles" {
                article: |app, _| app.overlay.ask_highlight(&app.reader),
            },
            RemoveMark "remove_mark" single "take a mark away: the chosen one of the list, or one of the paragraph" {
                article: |app, _| app.reader.remove_mark(app.overlay.chosen_id(&app.reader)),
            },
            AttachMark "attach_mark" single "put the chosen mark of the list on the paragraph or the selection" {
                article: |app, _| app.reader.attach_mark(app.overlay.chosen_id(&app.reader)),
            },
            Undo "undo" single "undo the last mark, note or correction" {
                article: |app, _| app.reader.undo(),
                library: |_, _| Effect::Library(Ask::Undo),
            },
            Redo "redo" single "do again what was undone" {
                article: |app, _| app.reader.redo(),
                library: |_, _| Effect::Library(Ask::Redo),
            },
            CopyParagraph "copy_paragraph" single "copy the paragraph" {
                article: |app, _| app.reader.copy_paragraph(),
            },
            CopyQuote "copy_quote" single "copy the quotation with speaker, title, source and date" {
                article: |app, _| app.reader.copy_quote(),
            },
            CopyEntity "copy_entity" single "copy the name" {
                article: |app, _| app.reader.copy_entity(),
            },
            CopyLink "copy_link" single "copy the link" {
                article: |app, _| app.reader.copy_link(),
            },
            CopySource "copy_source" single "copy the article's address" {
                article: |app, _| app.reader.copy_source(),
                library: |app, _| app.library.copy_selected(),
            },
            CorrectKind "correct_kind" single "correct what kind of name it is" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Kind)),
            },
            CorrectName "correct_name" single "correct the name itself" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Rename)),
            },
            CorrectMerge "correct_merge" single "say that this is the same as another name" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Merge)),
            },
            CorrectSplit "correct_split" single "say that the names spelled like this are somebody else's" {
                article: |app, _| app.reader.correct(Correction::Split),
            },
            CorrectSpeaker "correct_speaker" single "correct who said it" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Speaker)),
            },
            ClearSpeaker "clear_speaker" single "say that nobody can be named for it" {
                article: |app, _| app.reader.correct(Correction::Speaker(None)),
            },
            JoinQuote "join_quote" single "join the quotation with the one before it" {
                article: |app, _| app.reader.correct(Correction::Join),
            },
            SeparateQuote "separate_quote" single "make each part a quotation of its own" {
                article: |app, _| app.reader.correct(Correction::Separate),
            },
            OnlySpeech "only_speech" single "only what was said, or thoughts, names and words without a source too" {
                article: |app, _| app.reader.only_speech(),
            },
            OnlyCertain "only_certain" single "only quotations whose speaker is certain, or all again" {
                article: |app, _| app.reader.only_certain(),
            },
            NextArticle "next_article" counted "next article" {
                article: |app, n| app.turn_article(n.by()),
                library: |app, n| app.library.turn(n.by(), &mut app.reader),
            },
            PreviousArticle "previous_article" counted "previous article" {
                article: |app, n| app.turn_article(-n.by()),
                library: |app, n| app.library.turn(-n.by(), &mut app.reader),
            },
            Library "library" single "to the library, and back to the article" {
                anywhere: |app, _| app.turn_to_library(),
            },
            ShowFeeds "show_feeds" single "library: go to the feeds" {
                library: |app, _| app.library.focus_on(LibraryPanel::Feeds),
            },
            ShowArticles "show_articles" single "library: go to the list of articles" {
                library: |app, _| app.library.focus_on(LibraryPanel::Articles),
            },
            ShowPreview "show_preview" single "library: go to the preview" {
                library: |app, _| app.library.focus_on(LibraryPanel::Preview),
            },
            NextUnread "next_unread" single "next unread article, in this list, then in the other feeds" {
                kept: |app, _| app.library.next_unread(),
            },
            ReadAndNext "read_and_next" counted "library: mark as read and go to the next article; with a count, so many" {
                kept: |app, n| app.library.read_and_next(n.by(), &mut app.reader),
            },
            ToggleRead "toggle_read" single "library: mark as read, or as unread again" {
                kept: |app, _| app.library.toggle_read(&app.reader),
            },
            Star "star" single "star the article, or take the star off" {
                kept: |app, _| app.library.star(&app.reader),
                story: |app, _| app.star_in_room(),
                people: |app, _| app.star_in_room(),
            },
            Tag "tag" single "library: set a tag, or take it off; Tab completes" {
                kept: |app, _| app.overlay.ask(app.library.ask_tag(&app.reader)),
            },
            Flag "flag" single "library: flag the article; star, tag and read are then for all flagged" {
                library: |app, _| app.library.flag(),
            },
            FlagAll "flag_all" single "library: flag all of the list, or none" {
                library: |app, _| app.library.flag_all(),
            },
            MarkAllRead "mark_all_read" single "library: mark all of this list as read; undo takes it back" {
                kept: |app, _| app.library.mark_all_read(),
            },
            RefreshFeed "refresh_feed" single "library: ask this feed for what is new" {
                kept: |app, _| app.library.refresh_one(&app.reader),
            },
            RefreshAll "refresh_all" single "library: ask all feeds for what is new; Esc stops it" {
                kept: |app, _| app.library.refresh_all(),
            },
            ListFailures "list_failures" single "library: the feeds that failed in the last refresh, and why" {
                kept: |app, _| app.overlay.list("Feeds that failed", app.library.failed_feeds()),
            },
            ShowStory "show_story" single "library: the story of the article: its reports side by side" {
                kept: |app, _| app.show_story(),
            },
            ShowPeople "show_people" single "people, places and organisations of the library; from a name, its page" {
                article: |app, _| app.show_people(),
                library: |app, _| app.show_people(),
                story: |app, _| app.show_people(),
            },
            CopyStory "copy_story" single "story: copy it as a table" {
                story: |app, _| app.story.copy(),
            },
            OnlyUnread "only_unread" single "library: only the unread of this list, or all again" {
                library: |app, _| app.library.only_unread(),
            },
            TurnOrder "turn_order" single "library: another order: by date, source, length" {
                library: |app, _| app.library.turn_order(),
                people: |app, _| app.people.turn_order(),
            },
            FoldFolder "fold_folder" single "library: fold or unfold the folder, or the story in the list" {
                library: |app, _| app.library.fold_folder(),
            },
            SaveQuery "save_query" single "library: save what the list is filtered by, under a name" {
                library: |app, _| app.overlay.ask(app.library.ask_query_name()),
            },
            RemoveQuery "remove_query" single "library: remove the saved query under the cursor" {
                library: |app, _| app.library.remove_query(),
            },
            ReadRule "read_rule" single "library: when the articles of this feed count as read" {
                library: |app, _| app.overlay.ask(app.library.ask_read_rule()),
            },
            ShowDifference "show_difference" single "library: what changed in the article, word by word" {
                kept: |app, _| app.library.show_difference(&app.reader),
            },
            ShowFeedText "show_feed_text" single "library: the feed's own text instead of the page's, or the page's again" {
                kept: |app, _| app.library.turn_text(&app.reader),
            },
            FetchPage "fetch_page" single "library: ask for the page of the article now, to have it whole" {
                kept: |app, _| app.library.fetch_pages(&app.reader),
            },
            PipeArticle "pipe_article" single "give the article to a program" {
                article: |app, _| app.overlay.ask(app.reader.ask_pipe(Passage::Article)),
            },
            PipeParagraph "pipe_paragraph" single "give the paragraph to a program" {
                article: |app, _| app.overlay.ask(app.reader.ask_pipe(Passage::Paragraph)),
            },
            PipeQuote "pipe_quote" single "give the quotation to a program" {
                article: |app, _| app.overlay.ask(app.reader.ask_pipe(Passage::Quotation)),
            },
            PipeSelection "pipe_selection" single "give the selection, or the words at hand, to a program" {
                article: |app, _| app.overlay.ask(app.reader.ask_pipe(Passage::Selection)),
            },
            Palette "palette" single "any command by name" {
                anywhere: |app, _| app.overlay.prompt = Some(Prompt::new(Asked::Palette, "")),
            },
            Help "help" single "what the keys do here" {
                anywhere: |app, _| app.open_help(),
            },
            Theme "theme" counted "another theme until the end: the next of those that come with the program" {
                anywhere: |app, n| app.overlay.tray.tell(looks::turn_theme(&mut app.theme, n.by())),
            },
            Redraw "redraw" single "draw the screen anew" {
                anywhere: |_, _| Effect::Redraw,
            },
            Suspend "suspend" single "suspend; fg comes back" {
                anywhere: |_, _| Effect::Suspend,
            },
            Back "back" single "close one layer: box, room, article; at the last one, again quits" {
                article: |app, _| app.back(),
                library: |app, _| app.back_in_library(),
                story: |app, _| app.leave_story(),
                people: |app, _| app.leave_people(app.library.shown),
            },
            Close "close" single "take back what is half typed or lit; stop what runs" {
                anywhere: |app, _| app.take_back(),
            },
            Quit "quit" single "quit" {
                anywhere: |app, _| app.done = true,
            },
    } };
}

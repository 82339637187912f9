//! The one table of commands: what can be done, where, with which words, and what does it.
//!
//! A row has a name, whether a number before it counts, what one wants with it, one line that says
//! what it does, and further words under which a reader may look for it. It is read twice:
//! `keys/command.rs` takes all of that and where it means something, `deeds.rs` what it does there. So keys know commands without knowing the state that commands
//! change. The keymap, the which-key box, the help, the palette, `dateline keys` and the README's
//! table come from it.

macro_rules! commands {
    ($reads:ident) => { $reads! {
            NextLine "next_line" counted Move "next line; in a list, next item" "scroll down" {
                article: |app, n| app.step(n.by()),
                library: |app, n| app.library.step(n.by()),
                story: |app, n| app.story.step(n.by()),
                people: |app, n| app.people.step(n.by()),
            },
            PreviousLine "previous_line" counted Move "previous line; in a list, previous item" "scroll up" {
                article: |app, n| app.step(-n.by()),
                library: |app, n| app.library.step(-n.by()),
                story: |app, n| app.story.step(-n.by()),
                people: |app, n| app.people.step(-n.by()),
            },
            PageDown "page_down" counted Move "one page down" "scroll screen space" {
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
            PageUp "page_up" counted Move "one page up" "scroll screen" {
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
            HalfPageDown "half_page_down" counted Move "half a page down" "scroll" {
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
            HalfPageUp "half_page_up" counted Move "half a page up" "scroll" {
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
            GoToStart "go_to_start" counted Move "start; with a count, that paragraph" "top beginning first home line number" {
                article: |app, n| app.go_to_end(n.0, false),
                library: |app, n| app.library.go(n.0, false),
                story: |app, n| app.story.go(n.0, false),
                people: |app, n| app.people.go(n.0, false),
            },
            GoToEnd "go_to_end" counted Move "end; with a count, that paragraph" "bottom last" {
                article: |app, n| app.go_to_end(n.0, true),
                library: |app, n| app.library.go(n.0, true),
                story: |app, n| app.story.go(n.0, true),
                people: |app, n| app.people.go(n.0, true),
            },
            NextParagraph "next_paragraph" counted Move "next paragraph" "down" {
                article: |app, n| app.reader.step_paragraph(n.by()),
            },
            PreviousParagraph "previous_paragraph" counted Move "previous paragraph" "up" {
                article: |app, n| app.reader.step_paragraph(-n.by()),
            },
            NextSection "next_section" counted Move "next section (heading, or group of a list)" "heading chapter group contents" {
                article: |app, n| app.reader.step_section(n.by()),
                library: |app, n| app.library.section(n.by(), &app.reader.panels),
                story: |app, n| app.story.step_difference(n.by()),
                people: |app, n| app.people.step_section(n.by()),
            },
            PreviousSection "previous_section" counted Move "previous section" "heading chapter group" {
                article: |app, n| app.reader.step_section(-n.by()),
                library: |app, n| app.library.section(-n.by(), &app.reader.panels),
                story: |app, n| app.story.step_difference(-n.by()),
                people: |app, n| app.people.step_section(-n.by()),
            },
            NextQuote "next_quote" counted People "next quotation" "said statement speech" {
                article: |app, n| app.reader.step_quote(n.by()),
            },
            PreviousQuote "previous_quote" counted People "previous quotation" "said statement speech" {
                article: |app, n| app.reader.step_quote(-n.by()),
            },
            NextMention "next_mention" counted People "next name" "name person entity who" {
                article: |app, n| app.reader.step_mention(n.by()),
            },
            PreviousMention "previous_mention" counted People "previous name" "name person entity who" {
                article: |app, n| app.reader.step_mention(-n.by()),
            },
            NextOfEntity "next_of_entity" counted People "next mention of the same entity, by any of its names" "name person same follow who" {
                article: |app, n| app.reader.step_entity(n.by()),
            },
            PreviousOfEntity "previous_of_entity" counted People "previous mention of the same entity" "name person same who" {
                article: |app, n| app.reader.step_entity(-n.by()),
            },
            NextFigure "next_figure" counted Move "next figure" "number date money amount percent" {
                article: |app, n| app.reader.step_figure(n.by()),
            },
            PreviousFigure "previous_figure" counted Move "previous figure" "number date money amount percent" {
                article: |app, n| app.reader.step_figure(-n.by()),
            },
            NextLink "next_link" counted Move "next link" "url web hyperlink" {
                article: |app, n| app.reader.step_link(n.by()),
            },
            PreviousLink "previous_link" counted Move "previous link" "url web hyperlink" {
                article: |app, n| app.reader.step_link(-n.by()),
            },
            NextFootnote "next_footnote" counted Move "next mark of a note in the article itself" "reference endnote" {
                article: |app, n| app.reader.step_footnote(n.by()),
            },
            PreviousFootnote "previous_footnote" counted Move "previous mark of a note in the article" "reference endnote" {
                article: |app, n| app.reader.step_footnote(-n.by()),
            },
            NextPanel "next_panel" single Move "next panel" "window pane switch tab focus" {
                article: |app, _| app.reader.turn_panel(1),
                library: |app, _| app.library.turn_panel(1),
                people: |app, _| app.people.turn_kind(1),
            },
            PreviousPanel "previous_panel" single Move "previous panel" "window pane switch tab focus" {
                article: |app, _| app.reader.turn_panel(-1),
                library: |app, _| app.library.turn_panel(-1),
                people: |app, _| app.people.turn_kind(-1),
            },
            PanelLeft "panel_left" single Move "panel to the left" "window pane switch" {
                article: |app, _| app.reader.focus(Panel::Article),
                library: |app, _| app.library.move_panel(-1),
            },
            PanelRight "panel_right" single Move "panel to the right" "window pane switch" {
                article: |app, _| app.reader.panel_right(),
                library: |app, _| app.library.move_panel(1),
            },
            FocusArticle "focus_article" single Move "go to the article" "panel text read" {
                article: |app, _| app.reader.focus(Panel::Article),
            },
            FocusEntities "focus_entities" single Move "go to the people, places and organisations" "panel names who" {
                article: |app, _| app.reader.focus(Panel::Entities),
            },
            FocusQuotes "focus_quotes" single Move "go to the quotations" "panel said quotations" {
                article: |app, _| app.reader.focus(Panel::Quotes),
            },
            Follow "follow" single Move "follow: entity to its mentions, quotation to its place, mark to its note and back, link to its page" "open enter select choose read" {
                article: |app, _| app.follow(),
                library: |app, _| app.library.follow(&mut app.reader),
                story: |app, _| app.open_report(),
                people: |app, _| app.follow_person(),
            },
            Why "why" single People "why this speaker" "reason explain confidence doubt wrong speaker" {
                article: |app, _| app.overlay.tell(app.reader.why()),
            },
            OnlyThisSpeaker "only_this_speaker" single People "only quotations of this speaker, or all again" "filter person said by" {
                article: |app, _| app.reader.only_this_speaker(),
            },
            JumpBack "jump_back" counted Move "back to where the last jump started" "return previous history" {
                article: |app, n| app.jump_back(n.by()),
                story: |app, _| app.leave_story(),
                people: |app, _| app.leave_people(true),
            },
            JumpForward "jump_forward" counted Move "forward again" "history" {
                article: |app, n| app.reader.jump(n.by()),
            },
            Search "search" single Find "search forward; in a list, filter it" "find look for word filter" {
                article: |app, _| if !app.overlay.type_filter() {
                    app.overlay.ask(app.reader.ask_search());
                },
                library: |app, _| app.overlay.prompt = Some(app.library.ask_filter()),
                people: |app, _| app.overlay.ask(app.people.ask_filter()),
            },
            NextHit "next_hit" counted Find "next hit while hits are lit; else the next unread article" "find match again unread" {
                article: |app, n| app.next_hit_or_unread(n),
                library: |app, _| app.library.next_unread(),
            },
            PreviousHit "previous_hit" counted Find "previous hit" "find match" {
                article: |app, n| app.reader.step_hit(-n.by()),
            },
            OnlyMatching "only_matching" single Find "show only paragraphs that match" "filter grep" {
                article: |app, _| app.overlay.prompt = Some(Prompt::new(Asked::Only, "")),
            },
            LinkHints "link_hints" single Find "letters on every link in sight, to follow one" "url follow open click" {
                article: |app, _| app.overlay.hint_at(app.reader.links_in_sight()),
            },
            OpenInBrowser "open_in_browser" single Articles "open the link or the article in the browser" "web external url" {
                article: |app, _| app.reader.open_in_browser(),
                library: |app, _| app.library.browse_selected(),
            },
            FocusMode "focus_mode" single Program "the article alone, or all panels again" "zen full screen distraction panels hide" {
                article: |app, _| app.reader.focus_mode(),
            },
            PinPanels "pin_panels" single Program "hold the side panels still, or have them follow the reading again" "freeze follow fix lock panel" {
                article: |app, _| app.reader.pin_panels(),
            },
            Wider "wider" counted Program "wider text column" "font size text width column measure bigger" {
                article: |app, n| app.reader.widen(2 * n.by(), app.settings.measure),
            },
            Narrower "narrower" counted Program "narrower text column" "font size text width column measure smaller" {
                article: |app, n| app.reader.widen(-2 * n.by(), app.settings.measure),
            },
            ResetMeasure "reset_measure" single Program "text column as set" "font size text width column" {
                article: |app, _| app.reader.panels.wider = 0,
            },
            ToggleTints "toggle_tints" single Program "tint names and quotations: names, all, none" "colours highlight names" {
                article: |app, _| app.overlay.tray.tell(looks::toggle_tints(&mut app.settings)),
            },
            ToggleJustify "toggle_justify" single Program "even right edge on or off" "align block font typography" {
                article: |app, _| app.overlay.tray.tell(looks::toggle_justify(&mut app.settings)),
            },
            ToggleHyphenation "toggle_hyphenation" single Program "hyphenation on or off" "break words typography" {
                article: |app, _| app.overlay.tray.tell(looks::toggle_hyphenation(&mut app.settings)),
            },
            ToggleBidi "toggle_bidi" single Program "right-to-left text: ordered by the reader or by the terminal" "arabic hebrew right left direction" {
                article: |app, _| app.overlay.tray.tell(looks::toggle_bidi(&mut app.settings)),
            },
            SetMark "set_mark" single Marks "mark the paragraph: m a bookmark on or off, a to z by name" "bookmark save place remember" {
                article: |app, _| app.overlay.popup = Some(Popup::Letter { set: true }),
            },
            GoToMark "go_to_mark" single Marks "go to the mark of a letter" "bookmark jump" {
                article: |app, _| app.overlay.popup = Some(Popup::Letter { set: false }),
            },
            ListMarks "list_marks" single Marks "all bookmarks, marks and notes of this article" "bookmarks notes highlights annotations all" {
                article: |app, _| app.overlay.list_marks(&app.reader),
            },
            NextMark "next_mark" counted Marks "next bookmark, mark or note" "bookmark note annotation" {
                article: |app, n| app.reader.step_mark(n.by()),
            },
            PreviousMark "previous_mark" counted Marks "previous bookmark, mark or note" "bookmark note annotation" {
                article: |app, n| app.reader.step_mark(-n.by()),
            },
            WriteNote "write_note" single Marks "note on the paragraph or the selection" "annotate comment" {
                article: |app, _| app.overlay.write_note(&mut app.reader),
            },
            EditNote "edit_note" single Marks "the same in your own editor ($EDITOR)" "annotate comment editor" {
                article: |app, _| app.overlay.edit_note(&mut app.reader),
            },
            SelectWords "select_words" single Marks "select words; again ends it" "visual copy mark region" {
                article: |app, _| app.reader.toggle_selection(Unit::Words),
            },
            SelectParagraphs "select_paragraphs" single Marks "select paragraphs; again ends it" "visual copy mark region" {
                article: |app, _| app.reader.toggle_selection(Unit::Paragraphs),
            },
            NextWord "next_word" counted Move "selection: one word on" "selection" {
                article: |app, n| app.reader.select_words(n.by()),
            },
            PreviousWord "previous_word" counted Move "selection: one word back" "selection" {
                article: |app, n| app.reader.select_words(-n.by()),
            },
            SwapEnds "swap_ends" single Move "selection: move the other end" "selection" {
                article: |app, _| app.reader.swap_ends(),
            },
            CopySelection "copy_selection" single Marks "copy the selection" "clipboard yank" {
                article: |app, _| app.reader.copy_selection(),
            },
            MarkSelection "mark_selection" single Marks "bookmark the selection or the paragraph" "bookmark save" {
                article: |app, _| app.reader.bookmark(),
            },
            Highlight "highlight" single Marks "highlight the selection, or what you are at, in one of four roles" "colour marker underline" {
                article: |app, _| app.overlay.ask_highlight(&app.reader),
            },
            RemoveMark "remove_mark" single Marks "take a mark away: the chosen one of the list, or one of the paragraph" "delete bookmark note" {
                article: |app, _| app.reader.remove_mark(app.overlay.chosen_id(&app.reader)),
            },
            AttachMark "attach_mark" single Marks "put the chosen mark of the list on the paragraph or the selection" "lost orphan move bookmark" {
                article: |app, _| app.reader.attach_mark(app.overlay.chosen_id(&app.reader)),
            },
            Undo "undo" single Marks "undo the last mark, note or correction" "revert take back mistake" {
                article: |app, _| app.reader.undo(),
                library: |_, _| Effect::Library(Ask::Undo),
                people: |_, _| Effect::Library(Ask::Undo),
            },
            Redo "redo" single Marks "do again what was undone" "again" {
                article: |app, _| app.reader.redo(),
                library: |_, _| Effect::Library(Ask::Redo),
                people: |_, _| Effect::Library(Ask::Redo),
            },
            CopyParagraph "copy_paragraph" single Marks "copy the paragraph" "clipboard yank" {
                article: |app, _| app.reader.copy_paragraph(),
            },
            CopyQuote "copy_quote" single People "copy the quotation with speaker, title, source and date" "clipboard cite citation yank" {
                article: |app, _| app.reader.copy_quote(),
            },
            CopyEntity "copy_entity" single People "copy the name" "clipboard yank" {
                article: |app, _| app.reader.copy_entity(),
            },
            CopyLink "copy_link" single Marks "copy the link" "clipboard url yank" {
                article: |app, _| app.reader.copy_link(),
            },
            CopySource "copy_source" single Marks "copy the article's address" "clipboard url address yank share" {
                article: |app, _| app.reader.copy_source(),
                library: |app, _| app.library.copy_selected(),
            },
            CorrectKind "correct_kind" single People "correct what kind of name it is" "wrong fix person place organisation" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Kind)),
            },
            CorrectName "correct_name" single People "correct the name itself" "wrong fix rename spelling" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Rename)),
                people: |app, _| app.overlay.ask(app.people.ask_decision(Asked::Rename)),
            },
            CorrectMerge "correct_merge" single People "say that this is the same as another name" "wrong fix join same person" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Merge)),
                people: |app, _| app.overlay.ask(app.people.ask_decision(Asked::Merge)),
            },
            CorrectSplit "correct_split" single People "say that the names spelled like this are somebody else's" "wrong fix different person" {
                article: |app, _| app.reader.correct(Correction::Split),
                people: |app, _| app.people.part(),
            },
            CorrectEverywhere "correct_everywhere" single People "what you corrected about this name is so in all articles" "wrong fix always everywhere" {
                article: |app, _| app.reader.correct_everywhere(),
            },
            CorrectAct "correct_act" single People "correct what is done with the words: states, denies, asks …" "wrong fix act verb denies" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Act)),
            },
            FollowPerson "follow_person" single People "follow this person, place, body or query like a feed, or no longer" "watch subscribe person query alert" {
                article: |app, _| app.reader.turn_follow(),
                library: |app, _| app.library.turn_follow(),
                people: |app, _| app.people.turn_follow(),
            },
            CorrectSpeaker "correct_speaker" single People "correct who said it" "wrong fix said by attribution" {
                article: |app, _| app.overlay.ask(app.reader.ask_correction(Asked::Speaker)),
            },
            ClearSpeaker "clear_speaker" single People "say that nobody can be named for it" "wrong nobody remove attribution" {
                article: |app, _| app.reader.correct(Correction::Speaker(None)),
            },
            JoinQuote "join_quote" single People "join the quotation with the one before it" "wrong fix merge" {
                article: |app, _| app.reader.correct(Correction::Join),
            },
            SeparateQuote "separate_quote" single People "make each part a quotation of its own" "wrong fix split" {
                article: |app, _| app.reader.correct(Correction::Separate),
            },
            OnlySpeech "only_speech" single People "only what was said, or thoughts, names and words without a source too" "thoughts hidden quotations" {
                article: |app, _| app.reader.only_speech(),
            },
            OnlyCertain "only_certain" single People "only quotations whose speaker is certain, or all again" "doubt filter confidence" {
                article: |app, _| app.reader.only_certain(),
            },
            NextArticle "next_article" counted Articles "next article" "story news" {
                article: |app, n| app.turn_article(n.by()),
                library: |app, n| app.library.turn(n.by(), &mut app.reader),
            },
            PreviousArticle "previous_article" counted Articles "previous article" "story news" {
                article: |app, n| app.turn_article(-n.by()),
                library: |app, n| app.library.turn(-n.by(), &mut app.reader),
            },
            Library "library" single Articles "to the library, and back to the article" "feeds list inbox home" {
                anywhere: |app, _| app.turn_to_library(),
            },
            ShowFeeds "show_feeds" single Move "library: go to the feeds" "panel subscriptions sources folders sidebar" {
                library: |app, _| app.library.focus_on(LibraryPanel::Feeds),
            },
            ShowArticles "show_articles" single Move "library: go to the list of articles" "panel list headlines" {
                library: |app, _| app.library.focus_on(LibraryPanel::Articles),
            },
            ShowPreview "show_preview" single Move "library: go to the preview" "panel text" {
                library: |app, _| app.library.focus_on(LibraryPanel::Preview),
            },
            NextUnread "next_unread" single Articles "next unread article, in this list, then in the other feeds" "new" {
                kept: |app, _| app.library.next_unread(),
            },
            ReadAndNext "read_and_next" counted Articles "library: mark as read and go to the next article; with a count, so many" "mark done" {
                kept: |app, n| app.library.read_and_next(n.by(), &mut app.reader),
            },
            ToggleRead "toggle_read" single Articles "library: mark as read, or as unread again" "unread mark done" {
                kept: |app, _| app.library.toggle_read(&app.reader),
            },
            Star "star" single Articles "star the article, or take the star off" "favourite save keep later bookmark" {
                kept: |app, _| app.library.star(&app.reader),
                story: |app, _| app.star_in_room(),
                people: |app, _| app.star_in_room(),
            },
            Tag "tag" single Articles "library: set a tag, or take it off; Tab completes" "label category" {
                kept: |app, _| app.overlay.ask(app.library.ask_tag(&app.reader)),
            },
            Flag "flag" single Articles "library: flag the article; star, tag and read are then for all flagged" "select several many" {
                library: |app, _| app.library.flag(),
            },
            FlagAll "flag_all" single Articles "library: flag all of the list, or none" "select everything" {
                library: |app, _| app.library.flag_all(),
            },
            MarkAllRead "mark_all_read" single Articles "library: mark all of this list as read; undo takes it back" "catch up unread clear" {
                kept: |app, _| app.library.mark_all_read(),
            },
            RefreshFeed "refresh_feed" single Articles "library: ask this feed for what is new" "update reload fetch new sync" {
                kept: |app, _| app.library.refresh_one(&app.reader),
            },
            RefreshAll "refresh_all" single Articles "library: ask all feeds for what is new; Esc stops it" "update reload fetch new sync" {
                kept: |app, _| app.library.refresh_all(),
            },
            ListFailures "list_failures" single Articles "library: the feeds that failed in the last refresh, and why" "broken feeds errors failed dead" {
                kept: |_, _| Effect::Library(Ask::Broken),
            },
            ShowStory "show_story" single Articles "library: the story of the article: its reports side by side" "reports compare outlets versions same event" {
                kept: |app, _| app.show_story(),
            },
            ShowPeople "show_people" single People "people, places and organisations of the library; from a name, its page" "person page who places organisations politician" {
                article: |app, _| app.show_people(),
                library: |app, _| app.show_people(),
                story: |app, _| app.show_people(),
            },
            CopyStory "copy_story" single Articles "story: copy it as a table" "clipboard table" {
                story: |app, _| app.story.copy(),
            },
            OnlyUnread "only_unread" single Articles "library: only the unread of this list, or all again" "hide read filter new" {
                library: |app, _| app.library.only_unread(),
            },
            TurnOrder "turn_order" single Articles "library: another order: by date, source, length" "sort date newest oldest" {
                library: |app, _| app.library.turn_order(),
                people: |app, _| app.people.turn_order(),
            },
            FoldFolder "fold_folder" single Articles "library: fold or unfold the folder, or the story in the list" "collapse expand tree" {
                library: |app, _| app.library.fold_folder(),
            },
            SaveQuery "save_query" single Articles "library: save what the list is filtered by, under a name" "search filter smart folder" {
                library: |app, _| app.overlay.ask(app.library.ask_query_name()),
            },
            RemoveQuery "remove_query" single Articles "library: remove the saved query under the cursor" "delete search" {
                library: |app, _| app.library.remove_query(),
            },
            ReadRule "read_rule" single Articles "library: when the articles of this feed count as read" "unread automatically" {
                library: |app, _| app.overlay.ask(app.library.ask_read_rule()),
            },
            ShowDifference "show_difference" single Articles "library: what changed in the article, word by word" "changed versions diff edited" {
                kept: |app, _| app.library.show_difference(&app.reader),
            },
            ShowFeedText "show_feed_text" single Articles "library: the feed's own text instead of the page's, or the page's again" "original full short" {
                kept: |app, _| app.library.turn_text(&app.reader),
            },
            WholePage "whole_page" single Articles "the whole page, as it stands, that the article was cut out of; again: the article" "raw original extraction html no article" {
                article: |app, _| app.reader.whole_page(),
            },
            FetchPage "fetch_page" single Articles "library: ask for the page of the article now, to have it whole" "full text download whole" {
                kept: |app, _| app.library.fetch_pages(&app.reader),
            },
            PipeArticle "pipe_article" single Articles "give the article to a program" "shell command program external send" {
                article: |app, _| app.overlay.ask(app.reader.ask_pipe(Passage::Article)),
            },
            PipeParagraph "pipe_paragraph" single Articles "give the paragraph to a program" "shell command program external send" {
                article: |app, _| app.overlay.ask(app.reader.ask_pipe(Passage::Paragraph)),
            },
            PipeQuote "pipe_quote" single Articles "give the quotation to a program" "shell command program external send" {
                article: |app, _| app.overlay.ask(app.reader.ask_pipe(Passage::Quotation)),
            },
            PipeSelection "pipe_selection" single Articles "give the selection, or the words at hand, to a program" "shell command program external send" {
                article: |app, _| app.overlay.ask(app.reader.ask_pipe(Passage::Selection)),
            },
            Palette "palette" single Find "any command by name" "menu commands all search run" {
                anywhere: |app, _| app.overlay.prompt = Some(Prompt::new(Asked::Palette, "")),
            },
            Help "help" single Find "what the keys do here" "keys shortcuts manual legend signs what" {
                anywhere: |app, _| app.open_help(),
            },
            Theme "theme" single Program "choose a theme: each is shown as one comes to it" "colours dark light night font appearance" {
                anywhere: |app, _| app.open_themes(),
            },
            Tutor "tutor" single Program "a walk of five minutes through what one does; again leaves it" "learn lesson tutorial introduction teach beginner start" {
                anywhere: |app, _| app.turn_tutor(),
            },
            Settings "settings" single Program "see and change the settings; config.toml keeps them" "options preferences configure config font hints" {
                anywhere: |app, _| app.open_settings(),
            },
            Contents "contents" single Move "contents: the sections of the article, with progress" "table toc outline chapters headings" {
                article: |app, _| app.open_contents(),
            },
            ListOpen "list_open" single Articles "the articles that are open, and those read in this window" "tabs buffers recent history windows switch" {
                anywhere: |app, _| app.open_list_of_open(),
            },
            Open "open" single Articles "open a file or an address" "url load read page" {
                anywhere: |app, _| app.overlay.prompt = Some(Prompt::new(Asked::Open, "")),
            },
            ManageFeed "manage_feed" single Articles "the feed: name, folder, tags, full text, limits, last answer, remove" "edit rename move delete unsubscribe remove limits properties" {
                library: |app, _| app.manage_feed(),
            },
            HideRead "hide_read" single Articles "hide the feeds with nothing unread, or show them again" "feeds empty only unread sidebar" {
                library: |app, _| app.library.hide_read(),
            },
            AddFeed "add_feed" single Articles "subscribe: an address, a page that names its feed, OPML or a urls file" "subscribe new feed rss atom import follow source site" {
                anywhere: |app, _| app.overlay.prompt = Some(Prompt::new(Asked::Subscribe, "")),
            },
            Redraw "redraw" single Program "draw the screen anew" "repaint garbage refresh screen" {
                anywhere: |_, _| Effect::Redraw,
            },
            Suspend "suspend" single Program "suspend; fg comes back" "background shell" {
                anywhere: |_, _| Effect::Suspend,
            },
            Back "back" single Program "close one layer: box, room, article; at the last one, again quits" "close leave exit return" {
                article: |app, _| app.back(),
                library: |app, _| app.back_in_library(),
                story: |app, _| app.leave_story(),
                people: |app, _| app.leave_people(app.library.shown),
            },
            Close "close" single Program "take back what is half typed or lit; stop what runs" "cancel escape stop clear" {
                anywhere: |app, _| app.take_back(),
            },
            Quit "quit" single Program "quit" "exit leave end" {
                anywhere: |app, _| app.done = true,
            },
    } };
}

#include "site/desk/post_form.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "base/clock.h"
#include "site/answer.h"
#include "site/desk/desk_frame.h"
#include "site/desk/draft_check.h"
#include "site/desk/picture_fields.h"
#include "site/figure.h"
#include "site/notes.h"
#include "site/pages/own_article.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using State = desk::Post::State;

Html line_field(const Catalogue& texts, const PostForm& form, std::string_view name, std::string_view label,
                std::string_view value) {
  const Html problem = problem_beside(texts, form.problems, name);
  return html(R"(<div class="field field-{}"><label for="{}">{}</label>
{}<input id="{}" name="{}" value="{}" {}></div>
)",
              name, name, label, problem, name, name, value, Flag::invalid(!problem.empty()));
}

Html text_field(const Catalogue& texts, const PostForm& form, std::string_view name, std::string_view label,
                std::string_view value, int rows) {
  const Html problem = problem_beside(texts, form.problems, name);
  return html(R"(<div class="field field-{}"><label for="{}">{}</label>
{}<textarea id="{}" name="{}" rows="{}" {}>
{}</textarea></div>
)",
              name, name, label, problem, name, name, rows, Flag::invalid(!problem.empty()), value);
}

std::string joined(const std::vector<std::string>& list, std::string_view between) {
  std::string out;
  for (const std::string& one : list) out.append(out.empty() ? "" : between) += one;
  return out;
}

/// What stands between the marks, without space around it; nothing twice.
std::vector<std::string> parted(std::string_view text, char mark) {
  std::vector<std::string> list;
  for (const auto part : text | std::views::split(mark)) {
    std::string one = text::collapse(std::string_view(part));
    if (!one.empty() && std::ranges::find(list, one) == list.end()) list.push_back(std::move(one));
  }
  return list;
}

/// What readers were told, each to be reworded or (left empty) taken away, and one more to add.
Html notes_field(const Catalogue& texts, const PostForm& form) {
  using Kind = desk::Note::Kind;
  const Html problem = problem_beside(texts, form.problems, "note");
  Html rows;
  const desk::Note* fresh = nullptr;
  std::int64_t number = 0;
  for (const desk::Note& note : form.post.notes) {
    if (note.kind == Kind::kWithdrawal) continue;
    if (!note.at) {
      fresh = &note;  // Typed, not kept: it is still the one to add.
      continue;
    }
    ++number;
    rows.add(R"(<div class="field"><label for="note-{}">{}</label>
<input type="hidden" name="note_kind" value="{}"><input type="hidden" name="note_at" value="{}">
<textarea id="note-{}" name="note" rows="2">
{}</textarea></div>
)",
             number, note_lead(texts, note.kind, *note.at), desk::to_string(note.kind), format_rfc3339(*note.at),
             number, note.text);
  }
  Html kinds;
  for (const auto& [kind, words] : {std::pair{Kind::kCorrection, texts.say("desk.note.correction")},
                                    {Kind::kUpdate, texts.say("desk.note.update")}}) {
    kinds.add(R"(<option value="{}" {}>{}</option>
)",
              desk::to_string(kind), Flag::selected(fresh && fresh->kind == kind), words);
  }
  return html(R"(<fieldset class="post-notes"><legend>{}</legend>
{}<div class="field"><label for="note_kind">{}</label>
<select id="note_kind" name="note_kind">
{}</select><input type="hidden" name="note_at" value=""></div>
<div class="field"><label for="note">{}</label>
{}<textarea id="note" name="note" rows="2" {}>
{}</textarea></div>
</fieldset>
)",
              texts.say("desk.note.legend"), rows, texts.say("desk.note.add"), kinds, texts.say("desk.note.text"),
              problem, Flag::invalid(!problem.empty()), fresh ? std::string_view(fresh->text) : "");
}

/// Why it goes, or is gone; only where readers have seen it.
Html reason_field(const Catalogue& texts, const PostForm& form) {
  const desk::Note* note = form.post.newest_note(desk::Note::Kind::kWithdrawal);
  return line_field(texts, form, "reason", texts.say("desk.note.reason"),
                    note && form.reason.empty() ? note->text : form.reason);
}

/// As the form brought them. A time is believed only where a kept note has it.
std::vector<desk::Note> typed_notes(const std::vector<desk::Note>& kept, const net::Form& form) {
  std::vector<desk::Note> notes;
  const auto kinds = form.all("note_kind"), times = form.all("note_at"), words = form.all("note");
  for (std::size_t i = 0; i < std::min({kinds.size(), times.size(), words.size()}); ++i) {
    desk::Note note{desk::parse_note_kind(kinds[i]).value_or(desk::Note::Kind::kCorrection), text::collapse(words[i]),
                    parse_rfc3339(times[i])};
    if (note.text.empty()) continue;
    const auto was = [&](const desk::Note& k) { return k.kind == note.kind && k.at == note.at; };
    if (note.at && std::ranges::none_of(kept, was)) note.at.reset();
    notes.push_back(std::move(note));
  }
  for (const desk::Note& note : kept) {
    if (note.kind != desk::Note::Kind::kWithdrawal) continue;
    notes.push_back(note);
    if (form.has("reason")) notes.back().text = text::collapse(form.get("reason"));
  }
  std::ranges::stable_sort(notes, {}, [](const desk::Note& note) { return note.at.value_or(Instant::max()); });
  return notes;
}

/// An article, or one that grows by entries.
Html kind_field(const Catalogue& texts, const desk::Post& post) {
  using Live = desk::Post::Live;
  Html choices;
  for (const auto& [live, words] : {std::pair{Live::kNo, texts.say("desk.post.plain")},
                                    {Live::kOn, texts.say("desk.post.live")},
                                    {Live::kOver, texts.say("desk.post.over")}}) {
    if (live == Live::kOver && post.live != Live::kOver) continue;
    choices.add(R"(<option value="{}" {}>{}</option>
)",
                desk::to_string(live), Flag::selected(live == post.live), words);
  }
  return html(R"(<div class="field"><label for="live">{}</label>
<select id="live" name="live">
{}</select></div>
)",
              texts.say("desk.kind"), choices);
}

}  // namespace

Html state_mark(const Catalogue& texts, State state) {
  const std::string* name = texts.find_name("desk.state", desk::to_string(state));
  return html(R"(<span class="state state-{}">{}</span>)", desk::to_string(state), name ? *name : "");
}

net::Response post_form_page(const Context& context, const Editor& editor, int status, const PostForm& form) {
  const desk::Post& post = form.post;
  const bool fresh = post.revision == 0;
  const bool is_live = post.live != desk::Post::Live::kNo;
  const Catalogue& texts = context.texts;
  Html sections = html(R"(<option value="">{}</option>
)",
                       texts.say("desk.post.no_section"));
  constexpr std::array<std::string_view, 8> kSections = {"world",  "politics", "business", "science",
                                                         "health", "culture",  "sport",    "opinion"};
  for (const std::string_view section : kSections) {
    sections.add(R"(<option value="{}" {}>{}</option>
)",
                 section, Flag::selected(section == post.section), section_name(context.texts, section));
  }
  // The first button is what the Enter key presses in a field: never one that readers would notice.
  Html buttons;
  if (post.state == State::kPublished) {
    buttons.add(R"(<button type="submit" name="do" value="preview" class="quiet">{}</button>
<button type="submit" name="do" value="publish">{}</button>
<button type="submit" name="do" value="withdraw" class="quiet">{}</button>
)",
                texts.say("desk.preview"), texts.say("desk.post.update"), texts.say("desk.post.withdraw"));
  } else {
    buttons.add(R"(<button type="submit" name="do" value="save">{}</button>
<button type="submit" name="do" value="preview" class="quiet">{}</button>
<button type="submit" name="do" value="publish" class="strong">{}</button>
)",
                texts.say("desk.post.save"), texts.say("desk.preview"), texts.say("desk.post.publish"));
  }
  Html main = html("<h1>{}</h1>\n", fresh                   ? texts.say("desk.post.new")
                                    : post.headline.empty() ? texts.say("desk.untitled")
                                                            : post.headline);
  if (!form.notice.empty()) main.add("<p class=\"notice\" role=\"status\">{}</p>\n", form.notice);
  if (!fresh) {
    main.add("<p class=\"desk-state\">{} {}", state_mark(texts, post.state),
             texts.markup("desk.post.saved_when", {{"time", time_tag(texts.locale(), post.updated_at)},
                                                   {"editor", html("{}", post.saved_by)},
                                                   {"revision", html("{}", post.revision)}}));
    if (post.state == State::kPublished)
      main.add(R"( <a href="{}">{}</a>)", article_path(post.article_id()), texts.say("desk.read"));
    main.add("</p>\n");
    if (is_live) {
      main.add(R"(<p class="actions"><a class="button" href="{}">{}</a></p>
)",
               desk_paths::coverage(post.id),
               post.live == desk::Post::Live::kOn ? texts.say("desk.post.cover") : texts.say("desk.post.entries"));
    }
  }
  main.add("{}", problem_summary(texts, form.problems, form.lead));
  main.add(R"(<form class="post-form" action="{}" method="post">
{}<input type="hidden" name="revision" value="{}">
<div class="post-text">
{}{}{}{}<fieldset class="post-brief"><legend>{}</legend>
{}{}{}</fieldset>
</div>
<div class="post-side">
{}{}<div class="field"><label for="section">{}</label>
<select id="section" name="section">
{}</select></div>
{}{}{}<p class="consent"><input type="checkbox" id="replies_open" name="replies_open" value="yes" {}> <label for="replies_open">{}</label></p>
{}</div>
<p class="submit">{}</p>
</form>
)",
           desk_paths::post(post.id), csrf_field(editor), post.revision,
           line_field(texts, form, "headline", texts.say("desk.headline"), post.headline),
           text_field(texts, form, "standfirst", texts.say("desk.post.standfirst"), post.standfirst, 2),
           text_field(texts, form, "body", is_live ? texts.say("desk.post.summary") : texts.say("desk.post.body"),
                      post.body, is_live ? 8 : 20),
           post.published_at ? notes_field(texts, form) : Html(), texts.say("desk.post.brief"),
           text_field(texts, form, "known", texts.say("brief.known"), joined(post.brief.known, "\n"), 3),
           text_field(texts, form, "unknown", texts.say("brief.unknown"), joined(post.brief.unknown, "\n"), 3),
           text_field(texts, form, "matters", texts.say("brief.matters"), joined(post.brief.matters, "\n"), 3),
           kind_field(texts, post), line_field(texts, form, "kicker", texts.say("desk.post.kicker"), post.kicker),
           texts.say("desk.section"), sections,
           line_field(texts, form, "byline", texts.say("desk.byline"), post.byline),
           line_field(texts, form, "tags", texts.say("desk.post.tags"), joined(post.tags, ", ")),
           picture_fields(texts, form.pictures, post.picture, form.problems), Flag::checked(post.replies_open),
           texts.say("desk.post.replies_open"), post.published_at ? reason_field(texts, form) : Html(), buttons);
  if (!fresh || form.preview) {
    if (const auto check = draft_check(context, post); check) main.add("{}", *check);
  }
  if (form.preview) {
    const auto text = article_text(context.reader, post.body);
    main.add(R"(<section class="preview" id="preview" aria-label="{}">
<p class="note">{}</p>
<article class="article-page">
{}</article></section>
)",
             texts.say("desk.preview"), texts.say("desk.preview.note"),
             post_markup(texts, post, text ? *text : Html()));
  }
  return unkept_page(status, desk_framed(context, &editor, texts.say("desk.articles"), main, "writing.css"));
}

desk::Post typed_post(desk::Post post, const net::Form& form) {
  const auto get = [&](std::string_view name) { return std::string(form.get(name)); };
  post.kicker = get("kicker");
  post.headline = get("headline");
  post.standfirst = get("standfirst");
  post.byline = get("byline");
  post.section = get("section");
  post.body = get("body");
  post.notes = typed_notes(post.notes, form);
  post.tags = parted(form.get("tags"), ',');
  post.brief = {parted(form.get("known"), '\n'), parted(form.get("unknown"), '\n'), parted(form.get("matters"), '\n')};
  post.live = desk::parse_live(form.get("live")).value_or(post.live);
  post.replies_open = form.has("replies_open");
  const std::string_view revision = form.get("revision");
  post.revision = 0;
  for (const char c : revision.substr(0, 9)) {
    if (c < '0' || c > '9') return post.revision = 0, post;
    post.revision = post.revision * 10 + (c - '0');
  }
  return post;
}

}  // namespace dateline::site

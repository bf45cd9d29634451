// The coverage of a live article: entries as they come, the summary on top, the end. All of it is one form, so that
// whatever is pressed, what was typed anywhere is still there afterwards.

#include <algorithm>
#include <ranges>
#include <set>

#include "desk/post.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/figure.h"
#include "site/live_streams.h"
#include "site/pages/live_article.h"
#include "site/paths.h"
#include "site/plain_words.h"
#include "site/times.h"
#include "site/words.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using Live = desk::Post::Live;

/// Browsers send a line break as two characters.
std::string lines_as_ours(std::string text) {
  std::erase(text, '\r');
  return text;
}

/// What somebody typed, as long as it is not taken.
class Typed {
 public:
  Typed() = default;
  explicit Typed(net::Form form) : form_(std::move(form)) {}

  bool has(const std::string& field) const { return form_.has(field) && !taken_.contains(field); }
  std::string get(const std::string& field, std::string_view otherwise) const {
    if (!has(field)) return std::string(otherwise);
    return lines_as_ours(std::string(form_.get(field)));
  }
  void take(std::initializer_list<std::string> fields) { taken_.insert(fields); }

 private:
  net::Form form_;
  std::set<std::string> taken_;
};

struct Coverage {
  desk::Post post;
  std::vector<desk::LiveEntry> entries;  ///< The newest first.
  std::size_t first = 0;                 ///< On this page.
  Typed typed{};
  std::vector<desk::Problem> problems{};
  std::string lead{};
  std::string notice{};
  std::optional<desk::LiveEntryId> to_take_back{}, to_put_back{};  ///< What the notice's Undo does.
  bool preview = false;
};

std::string of(std::string_view field, desk::LiveEntryId id) {
  return std::string(field) + "-" + id.str();
}

/// The entry as it stands in its fields, or as it was saved.
desk::LiveEntry as_typed(const Typed& typed, desk::LiveEntry entry) {
  const std::string body = of("body", entry.id);
  if (!typed.has(body)) return entry;
  entry.key_event = typed.has(of("key", entry.id));
  entry.headline = typed.get(of("headline", entry.id), "");
  entry.body = typed.get(body, "");
  entry.byline = typed.get(of("byline", entry.id), "");
  const auto revision = typed.get(of("revision", entry.id), "");
  if (!revision.empty() && revision.size() < 9) entry.revision = std::atoi(revision.c_str());
  return entry;
}

bool same_words(const desk::LiveEntry& a, const desk::LiveEntry& b) {
  return a.headline == b.headline && a.body == b.body && a.byline == b.byline && a.key_event == b.key_event;
}

/// The entry that is being written. Its id comes with the form, so that a form that is sent twice adds one entry.
desk::LiveEntry new_entry_of(const Coverage& coverage, Instant now) {
  desk::LiveEntry entry = desk::new_entry(now);
  if (const auto id = desk::LiveEntryId::parse(coverage.typed.get("entry", ""))) entry.id = *id;
  entry.headline = coverage.typed.get("entry_headline", "");
  entry.body = coverage.typed.get("entry_body", "");
  entry.key_event = coverage.typed.has("entry_key");
  entry.byline = coverage.typed.get("entry_byline", coverage.entries.empty() ? std::string_view(coverage.post.byline)
                                                                             : coverage.entries.front().byline);
  return entry;
}

/// Something was typed that is saved nowhere yet.
bool has_leftovers(const Coverage& coverage) {
  const Typed& typed = coverage.typed;
  const std::string summary = lines_as_ours(coverage.post.body);
  if (typed.get("summary", summary) != summary) return true;
  if (!typed.get("entry_headline", "").empty() || !typed.get("entry_body", "").empty()) return true;
  return std::ranges::any_of(coverage.entries,
                             [&](const desk::LiveEntry& entry) { return !same_words(as_typed(typed, entry), entry); });
}

Html line_field(const Catalogue& texts, const Coverage& coverage, const std::string& name, std::string_view label,
                std::string_view value) {
  const Html problem = problem_beside(texts, coverage.problems, name);
  return html(R"(<div class="field"><label for="{}">{}</label>
{}<input id="{}" name="{}" value="{}" {}></div>
)",
              name, label, problem, name, name, value, Flag::invalid(!problem.empty()));
}

Html text_field(const Catalogue& texts, const Coverage& coverage, const std::string& name, std::string_view label,
                std::string_view value, int rows, std::string_view key = "") {
  const Html problem = problem_beside(texts, coverage.problems, name);
  const Html keyed = html(R"(<textarea id="{}" name="{}" rows="{}" aria-keyshortcuts="{}" {}>
{}</textarea>)",
                          name, name, rows, key, Flag::invalid(!problem.empty()), value);
  const Html plain = html(R"(<textarea id="{}" name="{}" rows="{}" {}>
{}</textarea>)",
                          name, name, rows, Flag::invalid(!problem.empty()), value);
  return html(R"(<div class="field"><label for="{}">{}</label>
{}{}</div>
)",
              name, label, problem, key.empty() ? plain : keyed);
}

Html key_box(const Catalogue& texts, const std::string& name, bool checked) {
  return html(
      R"(<p class="consent"><input type="checkbox" id="{}" name="{}" value="yes" {}> <label for="{}">{}</label></p>
)",
      name, name, Flag::checked(checked), name, texts.say("live.key_event"));
}

/// The words of an entry's text, a line each for its paragraphs and the points of its lists.
std::string lines_of(std::string_view markdown) {
  std::string out;
  for (const auto part : std::views::split(markdown, '\n')) {
    const std::string line = text::collapse(plain_words(std::string_view(part)));
    if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
  }
  return out;
}

Html entry_row(const Context& context, const Coverage& coverage, const desk::LiveEntry& entry) {
  const Catalogue& texts = context.texts;
  const text::Locale& locale = texts.locale();
  const std::string id = entry.id.str();
  const desk::LiveEntry typed = as_typed(coverage.typed, entry);
  const bool in_trouble =
      std::ranges::any_of(coverage.problems, [&](const desk::Problem& problem) { return problem.field.ends_with(id); });
  Html out = html(
      R"(<li class="coverage-entry" data-row data-entry="{}">
<p class="coverage-head">{})",
      id,
      texts.markup("desk.entry.by",
                   {{"time", html(R"(<a href="{}">{}</a>)",
                                  article_path(coverage.post.article_id()).with("from", id).at(entry_anchor(entry.id)),
                                  short_time_tag(locale, entry.at, context.clock.now()))},
                    {"editor", html("{}", entry.saved_by)}}));
  if (entry.key_event) out.add(" <span class=\"mark mark-hand\">{}</span>", texts.say("live.key_event"));
  if (entry.updated_at) {
    out.add(" {}.",
            texts.markup("live.updated", {{"time", short_time_tag(locale, *entry.updated_at, context.clock.now())}}));
  }
  out.add("</p>\n");
  if (!entry.headline.empty()) out.add("<p class=\"coverage-headline\">{}</p>\n", entry.headline);
  if (!entry.body.empty()) {
    out.add("<p class=\"coverage-text\">{}</p>\n", text::shorten(lines_of(entry.body), 300));
  }
  out.add(R"(<details {}><summary>{}</summary>
{}{}{}{}<input type="hidden" name="revision-{}" value="{}">
<p><button type="submit" name="do" value="save {}" aria-keyshortcuts="Control+Enter">{}</button></p>
</details>
<p><button type="submit" name="do" value="take-back {}" class="quiet">{}</button></p>
</li>
)",
          Flag::open(in_trouble || !same_words(typed, entry)), texts.say("desk.entry.edit"),
          line_field(texts, coverage, of("headline", entry.id), texts.say("desk.headline"), typed.headline),
          text_field(texts, coverage, of("body", entry.id), texts.say("desk.entry.text"), typed.body, 4),
          key_box(texts, of("key", entry.id), typed.key_event),
          line_field(texts, coverage, of("byline", entry.id), texts.say("desk.byline"), typed.byline), id,
          typed.revision, id, texts.say("desk.entry.correct"), id, texts.say("desk.entry.take_back"));
  return out;
}

Html notice_of(const Catalogue& texts, const Coverage& coverage) {
  if (coverage.notice.empty()) return {};
  Html undo;
  if (coverage.to_take_back || coverage.to_put_back) {
    undo = html(R"( <button type="submit" name="do" value="{} {}" class="quiet" aria-keyshortcuts="u">{}</button>)",
                coverage.to_put_back ? "put-back" : "take-back",
                (coverage.to_put_back ? *coverage.to_put_back : *coverage.to_take_back).str(), texts.say("desk.undo"));
  }
  return html(R"(<div class="notice"><span role="status">{}</span>{}</div>
)",
              coverage.notice, undo);
}

Html pages_of(const Catalogue& texts, const Coverage& coverage) {
  Html out;
  const auto page = [&](std::size_t at, std::string_view words) {
    Href to = desk_paths::coverage(coverage.post.id);
    if (at > 0) to = to.with("from", coverage.entries[at].id.str());
    out.add(R"(<a href="{}">{}</a> )", to, words);
  };
  if (coverage.first > 0) {
    page(coverage.first - std::min(coverage.first, kEntriesOnAPage), texts.say("desk.entry.newer"));
  }
  if (coverage.first + kEntriesOnAPage < coverage.entries.size()) {
    page(coverage.first + kEntriesOnAPage, texts.say("desk.entry.older"));
  }
  return out.empty() ? out : html("<p class=\"pager\">{}</p>\n", out);
}

net::Response coverage_page(const Context& context, const Editor& editor, int status, const Coverage& coverage) {
  const Catalogue& texts = context.texts;
  const desk::Post& post = coverage.post;
  const Typed& typed = coverage.typed;
  const bool on = post.live == Live::kOn;
  const desk::LiveEntry fresh = new_entry_of(coverage, context.clock.now());

  Html main = html(R"(<p class="crumb"><a href="{}">{}</a></p>
<h1>{}</h1>
<p class="desk-state"><span class="state state-{}">{}</span> {} {}</p>
)",
                   desk_paths::post(post.id), texts.say("desk.entry.article"),
                   post.headline.empty() ? texts.say("desk.untitled") : post.headline, on ? "published" : "draft",
                   on ? texts.say("live.on") : texts.say("live.over"),
                   post.state == desk::Post::State::kPublished
                       ? html(R"(<a href="{}">{}</a>)", article_path(post.article_id()), texts.say("desk.read"))
                       : html("{}", texts.say("desk.entry.unpublished")),
                   post.live_ended_at
                       ? texts.markup("desk.entry.ended", {{"time", time_tag(texts.locale(), *post.live_ended_at)}})
                       : Html());
  main.add("{}", problem_summary(texts, coverage.problems, coverage.lead));

  // The first button is what the Enter key presses in a field: never one that readers would notice.
  Html quick;
  if (on) {
    quick.add(R"(<section class="coverage-new" aria-labelledby="new-entry">
<h2 id="new-entry">{}</h2>
<input type="hidden" name="entry" value="{}">
{}{}<div class="coverage-row">
{}{}</div>
<p class="submit"><button type="submit" name="do" value="preview" class="quiet">{}</button>
<button type="submit" name="do" value="publish" class="strong" aria-keyshortcuts="Control+Enter">{}</button></p>
)",
              texts.say("desk.entry.new"), fresh.id.str(),
              line_field(texts, coverage, "entry_headline", texts.say("desk.entry.headline"), fresh.headline),
              text_field(texts, coverage, "entry_body", texts.say("desk.entry.text"), fresh.body, 4, "n"),
              line_field(texts, coverage, "entry_byline", texts.say("desk.byline"), fresh.byline),
              key_box(texts, "entry_key", fresh.key_event), texts.say("desk.preview"), texts.say("desk.entry.publish"));
    if (coverage.preview) {
      const auto preview = entry_preview(context, post, fresh);
      if (!preview) return desk_failure(context, editor, preview.error());
      quick.add(R"(<section class="preview" aria-label="{}">
<p class="note">{}</p>
{}</section>
)",
                texts.say("desk.preview"), texts.say("desk.preview.note"), *preview);
    }
    quick.add("</section>\n");
  } else {
    quick.add(R"(<p class="note">{}</p>
<p class="submit"><button type="submit" name="do" value="preview" class="quiet">{}</button></p>
)",
              texts.say("desk.entry.over"), texts.say("desk.entry.again"));
  }

  Html rows;
  const std::size_t end = std::min(coverage.entries.size(), coverage.first + kEntriesOnAPage);
  for (std::size_t i = coverage.first; i < end; ++i) rows.add("{}", entry_row(context, coverage, coverage.entries[i]));
  main.add(R"(<form class="coverage-form" action="{}" method="post">
{}<input type="hidden" name="revision" value="{}">
<div class="coverage-main">
{}{}<section aria-labelledby="entries"><h2 id="entries">{}</h2>
{}{}</section>
</div>
<div class="coverage-side">
{}<p><button type="submit" name="do" value="summary">{}</button></p>
<p class="coverage-end"><button type="submit" name="do" value="{}" class="quiet">{}</button></p>
</div>
</form>
)",
           desk_paths::coverage(post.id), csrf_field(editor), post.revision, quick, notice_of(texts, coverage),
           texts.say("desk.entry.entries"),
           rows.empty() ? html("<p class=\"empty\">{}</p>\n", texts.say("desk.entry.none"))
                        : html("<ol class=\"coverage-list\">\n{}</ol>\n", rows),
           pages_of(texts, coverage),
           text_field(texts, coverage, "summary", texts.say("desk.post.summary"), typed.get("summary", post.body), 8),
           texts.say("desk.entry.pin"), on ? "end" : "resume",
           on ? texts.say("desk.entry.end") : texts.say("desk.entry.resume"));
  main.add("{}", key_line(texts, {{"n", texts.say("desk.key.new_entry")},
                                  {"Ctrl+Enter", texts.say("desk.key.publish")},
                                  {"u", texts.say("desk.key.undo")},
                                  {"j k", texts.say("desk.key.rows")}}));
  return unkept_page(status, desk_framed(context, &editor, texts.say("desk.articles"), main));
}

Result<Coverage> load(const Context& context, const Visit& visit) {
  const auto id = desk::PostId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, context.texts.say("desk.post.none_here"));
  DATELINE_TRY(auto post, context.reader.post(*id));
  if (!post || post->live == Live::kNo) return fail(Code::kNotFound, context.texts.say("desk.entry.no_live"));
  Coverage coverage{.post = std::move(*post), .entries = {}};
  DATELINE_TRY(coverage.entries, context.reader.live_entries(*id));
  if (const auto from = desk::LiveEntryId::parse(visit.query().get("from"))) {
    const auto at = std::ranges::find(coverage.entries, *from, &desk::LiveEntry::id);
    if (at != coverage.entries.end()) coverage.first = static_cast<std::size_t>(at - coverage.entries.begin());
  }
  return coverage;
}

/// After what was asked is done: another page, so that it can be reloaded; or this one, if it holds what is not saved.
net::Response done(const Context& context, const Editor& editor, const Coverage& coverage, std::string_view what,
                   std::optional<desk::LiveEntryId> entry) {
  context.live_streams->changed(coverage.post.id);
  if (has_leftovers(coverage)) return coverage_page(context, editor, 200, coverage);
  Href page = desk_paths::coverage(coverage.post.id).with("done", what);
  return go_to(entry ? page.with("entry", entry->str()) : page);
}

/// What is said after each of them, and what takes it back.
void tell(const Catalogue& texts, Coverage& coverage, std::string_view what, std::optional<desk::LiveEntryId> entry) {
  if (what == "published") coverage.notice = texts.say("desk.entry.published");
  if (what == "corrected") coverage.notice = texts.say("desk.entry.corrected");
  if (what == "taken-back") coverage.notice = texts.say("desk.entry.taken_back");
  if (what == "put-back") coverage.notice = texts.say("desk.entry.put_back");
  if (what == "summary") coverage.notice = texts.say("desk.entry.pinned");
  if (what == "ended") coverage.notice = texts.say("desk.entry.has_ended");
  if (what == "resumed") coverage.notice = texts.say("desk.entry.resumed");
  if (what == "published" || what == "put-back") coverage.to_take_back = entry;
  if (what == "taken-back") coverage.to_put_back = entry;
}

}  // namespace

Result<net::Response> desk_coverage(const Context& context, const Visit& visit, const Editor& editor) {
  DATELINE_TRY(Coverage coverage, load(context, visit));
  tell(context.texts, coverage, visit.query().get("done"), desk::LiveEntryId::parse(visit.query().get("entry")));
  return coverage_page(context, editor, 200, coverage);
}

void desk_cover(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  auto loaded = load(context, visit);
  if (!loaded) return respond(desk_failure(context, editor, loaded.error()));
  Coverage coverage = std::move(*loaded);
  coverage.typed = Typed(visit.form());
  const std::string asked(visit.form().get("do"));
  const std::string wish = asked.substr(0, asked.find(' '));
  const auto target = desk::LiveEntryId::parse(asked.size() > wish.size() ? asked.substr(wish.size() + 1) : "");

  const auto refuse = [&context, editor](Coverage& as_it_was, int status, std::vector<desk::Problem> problems) {
    as_it_was.problems = std::move(problems);
    as_it_was.lead = context.texts.say("desk.entry.not_done");
    return coverage_page(context, editor, status, as_it_was);
  };
  const auto refuse_error = [refuse](Coverage& as_it_was, const Error& error) {
    const int status = net::Response::status_of(error.code);
    return refuse(as_it_was, status, {{"", sentence(error.message)}});
  };

  if (wish == "publish" || wish == "save") {
    desk::LiveEntry entry;
    const bool fresh = wish == "publish";
    if (fresh) {
      entry = new_entry_of(coverage, context.clock.now());
    } else {
      const auto saved =
          std::ranges::find_if(coverage.entries, [&](const auto& e) { return target && e.id == *target; });
      if (saved == coverage.entries.end()) {
        return respond(refuse(coverage, 404, {{"", context.texts.say("desk.entry.gone")}}));
      }
      entry = as_typed(coverage.typed, *saved);
    }
    const auto missing = missing_picture(context.reader, entry.body);
    if (!missing) return respond(desk_failure(context, editor, missing.error()));
    auto problems = desk::check_entry(entry);
    if (*missing)
      problems.push_back({"entry_body", context.texts.say("desk.post.unknown_picture", {{"name", **missing}})});
    if (!fresh) {
      for (desk::Problem& problem : problems) {
        problem.about = problem.field;
        problem.field = of(problem.field.substr(6), entry.id);  // "entry_body"
      }
    }
    if (!problems.empty()) return respond(refuse(coverage, 422, std::move(problems)));
    const desk::PostId post = coverage.post.id;
    context.newsroom.save_entry(editor.name, post, entry,
                                [keep, &context, editor, fresh, refuse_error, coverage = std::move(coverage),
                                 respond = std::move(respond)](Result<desk::LiveEntry> saved) mutable {
                                  if (!saved) return respond(refuse_error(coverage, saved.error()));
                                  const auto known =
                                      std::ranges::find(coverage.entries, saved->id, &desk::LiveEntry::id);
                                  if (known == coverage.entries.end()) {
                                    coverage.entries.insert(coverage.entries.begin(), *saved);
                                  } else {
                                    *known = *saved;
                                  }
                                  if (fresh)
                                    coverage.typed.take({"entry", "entry_headline", "entry_body", "entry_key"});
                                  const desk::LiveEntryId id = saved->id;
                                  coverage.typed.take({of("headline", id), of("body", id), of("byline", id),
                                                       of("key", id), of("revision", id)});
                                  const std::string_view what = fresh ? "published" : "corrected";
                                  tell(context.texts, coverage, what, id);
                                  respond(done(context, editor, coverage, what, id));
                                });
    return;
  }

  if ((wish == "take-back" || wish == "put-back") && target) {
    const bool back = wish == "take-back";
    // Where it goes to if it comes back: loaded now, since the newsroom's thread may not wait.
    auto kept = context.reader.live_entry(*target);
    if (!kept) return respond(desk_failure(context, editor, kept.error()));
    context.newsroom.take_back_entry(
        editor.name, *target, back,
        [keep, &context, editor, back, target, refuse_error, kept = std::move(*kept), coverage = std::move(coverage),
         respond = std::move(respond)](Result<desk::PostId> saved) mutable {
          if (!saved) return respond(refuse_error(coverage, saved.error()));
          std::erase_if(coverage.entries, [&](const auto& e) { return e.id == *target; });
          if (!back && kept) {
            ++kept->entry.revision;
            const auto place =
                std::ranges::find_if(coverage.entries, [&](const auto& e) { return e.at <= kept->entry.at; });
            coverage.entries.insert(place, kept->entry);
          }
          const std::string_view what = back ? "taken-back" : "put-back";
          tell(context.texts, coverage, what, *target);
          respond(done(context, editor, coverage, what, *target));
        });
    return;
  }

  if (wish == "summary" || wish == "end" || wish == "resume") {
    desk::Post post = coverage.post;
    if (wish == "summary") {
      post.body = coverage.typed.get("summary", post.body);
      const std::string revision = coverage.typed.get("revision", "");
      if (!revision.empty() && revision.size() < 9) post.revision = std::atoi(revision.c_str());
    } else {
      post.live = wish == "end" ? Live::kOver : Live::kOn;
    }
    if (auto problems = desk::check_post(post, post.state == desk::Post::State::kPublished); !problems.empty()) {
      for (desk::Problem& problem : problems) {
        if (problem.field != "body") continue;
        problem.about = "summary";
        problem.field = "summary";
      }
      return respond(refuse(coverage, 422, std::move(problems)));
    }
    const std::string_view what = wish == "summary" ? "summary" : wish == "end" ? "ended" : "resumed";
    context.newsroom.save_post(editor.name, std::move(post),
                               [keep, &context, editor, what, refuse_error, coverage = std::move(coverage),
                                respond = std::move(respond)](Result<desk::Post> saved) mutable {
                                 if (!saved) return respond(refuse_error(coverage, saved.error()));
                                 coverage.post = std::move(*saved);
                                 if (what == "summary") coverage.typed.take({"summary"});
                                 tell(context.texts, coverage, what, std::nullopt);
                                 respond(done(context, editor, coverage, what, std::nullopt));
                               });
    return;
  }

  coverage.preview = true;
  respond(coverage_page(context, editor, 200, coverage));
}

}  // namespace dateline::site

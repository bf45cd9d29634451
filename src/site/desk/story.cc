#include <algorithm>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/named_story.h"
#include "site/desk/story_view.h"
#include "site/paths.h"
#include "site/words.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using article::ArticleId;
using story::StoryId;

/// Reports that a notice can carry in its address, with the way back: 7 of the 16 KB that a request's head may have.
constexpr std::size_t kMostUndone = 300;

std::vector<ArticleId> reports_in(const net::Form& form) {
  std::vector<ArticleId> reports;
  for (const std::string_view value : form.all("report")) {
    if (const auto id = ArticleId::parse(value)) reports.push_back(*id);
  }
  return reports;
}

/// What was done, as the address of the page that says so tells it.
struct Did {
  std::string what;        ///< "split", "move", "merge", "lock", "unlock"
  StoryId page;            ///< Where it was done,
  bool page_goes = false;  ///< unless that story ends by it.
  std::vector<ArticleId> reports{};

  Href told(StoryId now_in) const {
    Href page_then = desk_paths::story(page_goes ? now_in : page).with("did", what).with("to", now_in.str());
    if (reports.size() <= kMostUndone) {
      for (const ArticleId id : reports) page_then = page_then.with("report", id.str());
    }
    return page_then;
  }
};

Html notice_form(const Editor& editor, StoryId page, const Html& words, const Html& undo) {
  return html(R"(<form class="notice" action="{}" method="post">
{}<span role="status">{}</span>{}</form>
)",
              desk_paths::story(page), csrf_field(editor), words, undo);
}

Html undo_button(const Catalogue& texts, std::string_view wish, const std::vector<ArticleId>& reports = {}) {
  Html out;
  for (const ArticleId id : reports) out.add(R"(<input type="hidden" name="report" value="{}">)", id.str());
  return out.add(R"( <button type="submit" name="do" value="{}" class="quiet" aria-keyshortcuts="u">{}</button>)", wish,
                 texts.say("desk.undo"));
}

/// What was just done, with the way back; nothing when it is so no longer (a page that was reloaded later).
Result<Html> notice(const Context& context, const Editor& editor, const story::Story& story, const net::Form& query) {
  const Catalogue& texts = context.texts;
  const std::string_view did = query.get("did");
  if (did == "lock" && story.locked) {
    return notice_form(editor, story.id, html("{}", texts.say("desk.locked.done")), undo_button(texts, "unlock"));
  }
  if (did == "unlock" && !story.locked) {
    return notice_form(editor, story.id, html("{}", texts.say("desk.unlocked.done")), undo_button(texts, "lock"));
  }
  const auto to = StoryId::parse(query.get("to"));
  const std::vector<ArticleId> reports = reports_in(query);
  if ((did != "split" && did != "move" && did != "merge") || !to) return Html();
  DATELINE_TRY(const auto target, context.reader.story(*to));
  if (!target || target->id != *to) return Html();  // It went into another since: by the Undo of a split.
  if (reports.empty()) {
    return notice_form(editor, story.id, html("{}", texts.say("desk.story.many")), Html());
  }
  if (!std::ranges::all_of(reports, [&](ArticleId id) { return has_report(*target, id); })) return Html();

  if (target->id == story.id) {
    // What came is taken back by splitting it off; where it came from may be gone.
    return notice_form(editor, story.id, html("{}", texts.count("desk.story.came", std::ssize(reports))),
                       undo_button(texts, "split", reports));
  }
  const Html link = html(R"(<a href="{}" lang="{}" dir="auto">{}</a>)", desk_paths::story(target->id),
                         target->best().language, target->best().headline);
  return notice_form(editor, story.id,
                     html("{} {}",
                          did == "split" ? texts.count("desk.story.split", std::ssize(reports))
                                         : texts.count("desk.story.moved", std::ssize(reports)),
                          link),
                     undo_button(texts, "move " + story.id.str(), reports));
}

/// Back to the form with what was entered.
net::Response refused(const Context& context, const Editor& editor, StoryView view, Code code, std::string field,
                      std::string message) {
  view.problems = {{std::move(field), sentence(std::move(message))}};
  // What is not found here is a field's content, not the page.
  return story_view_page(context, editor, code == Code::kNotFound ? 422 : net::Response::status_of(code), view);
}

}  // namespace

Result<net::Response> desk_story(const Context& context, const Visit& visit, const Editor& editor) {
  DATELINE_TRY(StoryView view, load_story_view(context, visit.parts[0]));
  if (view.story->id.str() != visit.parts[0]) return go_to(desk_paths::story(view.story->id));  // It was merged.
  DATELINE_TRY(view.notice, notice(context, editor, *view.story, visit.query()));
  return story_view_page(context, editor, 200, view);
}

void desk_mend_story(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  auto loaded = load_story_view(context, visit.parts[0]);
  if (!loaded) return respond(desk_failure(context, editor, loaded.error()));
  StoryView view = std::move(*loaded);
  const StoryId page = view.story->id;
  const net::Form form = visit.form();
  if (form.cut()) {
    return respond(
        refused(context, editor, std::move(view), Code::kInvalid, "reports", context.texts.say("desk.story.too_many")));
  }
  view.checked = reports_in(form);
  view.to = text::shorten(text::collapse(form.get("to")), 500);
  view.from = text::shorten(text::collapse(form.get("from")), 500);

  // "merge" by what is in the field, "merge ID" by a button that names the story.
  const Catalogue& texts = context.texts;
  const std::string_view wish = form.get("do");
  const std::string_view verb = wish.substr(0, wish.find(' '));
  const bool chosen = verb.size() < wish.size();
  const std::string_view field = verb == "merge" ? "from" : verb == "move" ? "to" : "reports";
  const auto refuse = [&](Code code, std::string_view at, std::string message) {
    respond(refused(context, editor, std::move(view), code, std::string(at), std::move(message)));
  };

  std::optional<StoryId> other;
  if (verb == "merge" || verb == "move") {
    const std::string typed(chosen ? wish.substr(verb.size() + 1) : verb == "merge" ? view.from : view.to);
    if (verb == "move" && view.checked.empty())
      return refuse(Code::kInvalid, "reports", texts.say("desk.story.check_moved"));
    if (typed.empty()) {
      return refuse(Code::kInvalid, field,
                    verb == "merge" ? texts.say("desk.story.name_merged") : texts.say("desk.story.name_target"));
    }
    const auto named = story_named(context, typed);
    if (!named) return respond(desk_failure(context, editor, named.error()));
    if (!*named) {
      auto meant = stories_meant(context, typed);
      if (!meant) return respond(desk_failure(context, editor, meant.error()));
      view.meant = std::move(*meant);
      std::erase_if(view.meant, [&](const auto& story) { return story->id == page; });
      return refuse(Code::kNotFound, field, texts.say("desk.story.unknown", {{"typed", typed}}));
    }
    other = **named;
  }

  Did did{.what = std::string(verb), .page = page};
  if (verb == "move" || verb == "split") did.reports = view.checked;
  if (verb == "merge") {
    if (other == page) return refuse(Code::kConflict, field, texts.say("desk.story.itself"));
    const auto from = context.reader.story(*other);
    if (!from) return respond(desk_failure(context, editor, from.error()));
    if (*from) {
      for (const story::Member& member : (*from)->members) did.reports.push_back(member.article->id);
    }
  } else if (verb == "move") {
    if (other == page && std::ranges::all_of(view.checked, [&](ArticleId id) { return has_report(*view.story, id); }))
      return refuse(Code::kConflict, field, texts.say("desk.story.already"));
    did.page_goes = other != page && std::ranges::all_of(view.story->members, [&](const story::Member& m) {
                      return std::ranges::find(view.checked, m.article->id) != view.checked.end();
                    });
  } else if (verb == "split") {
    if (view.checked.empty()) return refuse(Code::kInvalid, "reports", texts.say("desk.story.check_split"));
  } else if (verb != "lock" && verb != "unlock") {
    return refuse(Code::kInvalid, "", texts.say("desk.no_wish"));
  }

  // All that the answer may need goes along: on the newsroom's thread nobody may read.
  auto done = [keep, &context, editor, did, field = std::string(field), view = std::move(view),
               respond = std::move(respond)](Result<StoryId> now_in) mutable {
    if (now_in) return respond(go_to(did.told(*now_in)));
    respond(refused(context, editor, std::move(view), now_in.error().code, std::move(field), now_in.error().message));
  };
  if (verb == "merge") {
    context.newsroom.merge_stories(editor.name, page, *other, std::move(done));
  } else if (verb == "move" || verb == "split") {
    context.newsroom.move_reports(editor.name, did.reports, other, std::move(done));
  } else {
    context.newsroom.lock_story(editor.name, page, verb == "lock", std::move(done));
  }
}

}  // namespace dateline::site

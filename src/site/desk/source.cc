// One source: how it stands, what can be done about it, what it is.

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/source_form.h"
#include "site/desk/source_view.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/slug.h"
#include "wire/source_words.h"

namespace dateline::site {
namespace {

using wire::Standing;

Result<store::KnownSource> asked_source(const Context& context, const Visit& visit) {
  const auto id = wire::SourceId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, context.texts.say("desk.source.unknown"));
  DATELINE_TRY(auto known, context.reader.source(*id));
  if (!known) return fail(Code::kNotFound, context.texts.say("desk.source.unknown"));
  return std::move(*known);
}

/// The sentence on top: what is wrong, or that nothing is.
Html verdict(const Catalogue& texts, const wire::FetchState& state, Instant now) {
  const Standing standing = wire::standing_of(state, now);
  Html words = source_words(texts, state, now);
  if (standing == Standing::kNew) words = html("{}", texts.say("desk.source.new.words"));
  if (standing == Standing::kWell)
    words = html("{}{}{}", texts.say("desk.source.well.words"), words.empty() ? "" : " ", words);
  return words;
}

/// What an operator may try, where it is more than to wait.
std::string advice(const Catalogue& texts, const wire::FetchState& state) {
  switch (state.trouble) {
    case wire::Trouble::kForbidden:
      return texts.say("desk.advice.forbidden");
    case wire::Trouble::kRefused:
      return texts.say("desk.advice.refused");
    case wire::Trouble::kNotThere:
    case wire::Trouble::kGone:
      return texts.say("desk.advice.not_there");
    case wire::Trouble::kNoFeed:
      return texts.say("desk.advice.no_feed");
    case wire::Trouble::kTooOften:
      return texts.say("desk.advice.too_often");
    case wire::Trouble::kNoAnswer:
    case wire::Trouble::kServerFault:
      return texts.say("desk.advice.wait");
    case wire::Trouble::kNone:
    case wire::Trouble::kTooLarge:
    case wire::Trouble::kNoPage:
    case wire::Trouble::kNotKept:
    case wire::Trouble::kOther:
      break;
  }
  return "";
}

/// What was found out about a feed's ids.
std::string naming_words(const Catalogue& texts, wire::Naming naming) {
  switch (naming) {
    case wire::Naming::kIdsShared:
      return texts.say("desk.naming.shared");
    case wire::Naming::kIdsFollowHeadlines:
      return texts.say("desk.naming.headlines");
    case wire::Naming::kIdsRenewed:
      return texts.say("desk.naming.renewed");
    case wire::Naming::kById:
      break;
  }
  return "";
}

Html fact(std::string_view name, const Html& value) {
  return value.empty() ? Html() : html("<div><dt>{}</dt> <dd>{}</dd></div>\n", name, value);
}

Result<Html> facts(const Context& context, const store::KnownSource& known) {
  const auto& [source, state] = known;
  const Catalogue& texts = context.texts;
  const text::Locale& locale = texts.locale();
  const Instant now = context.clock.now();
  const auto time = [&](const std::optional<Instant>& at) {
    return at ? short_time_tag(locale, *at, now) : html("{}", texts.say("desk.source.not_yet"));
  };
  const auto english = [](const std::string& words) {
    return words.empty() ? Html() : html(R"(<span lang="en">{}</span>)", words);
  };
  Html reports;
  if (!source.outlet.name.empty()) {
    DATELINE_TRY(const auto outlet, context.reader.outlet(text::slug(source.outlet.name)));
    if (outlet && outlet->outlet.name == source.outlet.name) {
      reports =
          html(R"(<a href="{}">{}</a>)", outlet_path(outlet->slug), texts.count("report.count", outlet->articles));
    }
  }
  Html out;
  out.add("{}", fact(texts.say("desk.source.state"), source_mark(texts, state, now)));
  out.add("{}", fact(texts.say("desk.source.last_fetch"), time(state.last_attempt)));
  if (state.last_success != state.last_attempt)
    out.add("{}", fact(texts.say("desk.source.last_success"), time(state.last_success)));
  out.add("{}", fact(texts.say("desk.source.next_fetch"), next_fetch_words(texts, state, now)));
  const std::string asked = how_often(texts, state);
  out.add("{}", fact(texts.say("desk.source.asked"), asked.empty() ? Html() : html("{}", asked)));
  out.add("{}", fact(texts.say("desk.source.last_news"), time(state.last_news)));
  if (state.rhythm.count() > 0)
    out.add("{}", fact(texts.say("desk.source.rhythm"), html("{}", every(texts, state.rhythm))));
  if (state.wishes.at_least.count() > 0) {
    out.add("{}",
            fact(texts.say("desk.source.wishes"),
                 html("{}", texts.say("desk.source.at_least", {{"often", every(texts, state.wishes.at_least)}}))));
  }
  if (state.wishes.skip_hours.any() || state.wishes.skip_days.any())
    out.add("{}", fact(texts.say("desk.source.wishes"), html("{}", texts.say("desk.source.skips"))));
  if (state.failures > 0)
    out.add("{}", fact(texts.say("desk.source.failures"), html("{}", locale.number(state.failures))));
  out.add("{}", fact(texts.say("desk.source.said"), english(state.problem)));
  const std::string naming = naming_words(texts, state.naming);
  out.add("{}", fact(texts.say("desk.source.remark"), naming.empty() ? Html() : html("{}", naming)));
  out.add("{}", fact(naming.empty() ? texts.say("desk.source.remark") : texts.say("desk.source.remark_too"),
                     english(state.remark)));
  out.add("{}", fact(texts.say("desk.source.brought"), reports));
  return html("<dl class=\"why-facts source-facts\">\n{}</dl>\n", out);
}

Html act(std::string_view wish, wire::SourceId id, std::string_view key, std::string_view words) {
  return html(R"(<button type="submit" name="do" value="{} {}" class="quiet" aria-keyshortcuts="{}">{}</button>
)",
              wish, id.str(), key, words);
}

Html acts(const Catalogue& texts, const Editor& editor, const store::KnownSource& known) {
  const auto& [source, state] = known;
  Html buttons = act("ask", source.id, "a", texts.say("desk.source.ask"));
  if (!state.moved_to.empty()) buttons.add(act("move", source.id, "m", texts.say("desk.source.take_address")));
  buttons.add(act("remove", source.id, "d", texts.say("desk.source.remove")));
  return html(R"(<form class="source-acts" action="/desk/sources" method="post">
{}<input type="hidden" name="own" value="yes">{}{}</form>
)",
              csrf_field(editor), buttons, look_link(source.url, texts.say("desk.source.look_at"), true));
}

Html notice(const Catalogue& texts, const net::Form& query) {
  const std::string_view did = query.get("did");
  const std::string words = did == "add"    ? texts.say("desk.source.added")
                            : did == "save" ? texts.say("desk.source.saved")
                            : did == "ask"  ? texts.say("desk.source.is_asked")
                            : did == "move" ? texts.say("desk.source.readdressed")
                                            : "";
  return words.empty() ? Html() : html("<p class=\"notice\" role=\"status\">{}</p>\n", words);
}

Result<net::Response> page(const Context& context, const Editor& editor, int status, const store::KnownSource& known,
                           const SourceForm& form, const Html& above) {
  const Catalogue& texts = context.texts;
  const auto& [source, state] = known;
  const Instant now = context.clock.now();
  DATELINE_TRY(const auto folders, context.reader.source_folders());
  DATELINE_TRY(const Html known_facts, facts(context, known));
  const std::string to_try = advice(texts, state);
  const Html main =
      html(R"(<p class="crumb"><a href="{}">{}</a></p>
{}<h1>{}</h1>
<p class="facts">{}</p>
<div class="source-ways"><div>
<p class="verdict {}">{}{}</p>
{}{}</div>
<section>
<h2 id="edit">{}</h2>
{}<form class="source-form" action="{}" method="post">
{}{}<p class="submit"><button type="submit" aria-keyshortcuts="Control+Enter">{}</button></p>
</form></section></div>
{})",
           desk_paths::sources(), texts.say("desk.sources"), above, source_name(source),
           look_link(source.url, source.url, false), wire::needs_attention(state, now) ? "is-bad" : "is-so",
           verdict(texts, state, now), to_try.empty() ? Html() : html(" {}", to_try), acts(texts, editor, known),
           known_facts, texts.say("desk.source.edit_title"),
           problem_summary(texts, form.problems, texts.say("desk.unchanged")), desk_paths::source(source.id),
           csrf_field(editor), source_fields(texts, form, folders), texts.say("desk.source.save"),
           key_line(texts, {{"a", texts.say("desk.key.ask")},
                            {"m", texts.say("desk.key.take_address")},
                            {"d", texts.say("desk.key.remove")},
                            {"o", texts.say("desk.key.look")},
                            {"?", texts.say("desk.key.keys")}}));
  return unkept_page(status, desk_framed(context, &editor, texts.say("desk.sources"), main, "sources.css"));
}

Result<net::Response> new_page(const Context& context, const Editor& editor, int status, const SourceForm& form) {
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const auto folders, context.reader.source_folders());
  const Html main =
      html(R"(<p class="crumb"><a href="{}">{}</a></p>
<h1>{}</h1>
<div class="source-ways"><section>
<h2>{}</h2>
{}<form class="source-form" action="{}" method="post">
{}{}<p class="submit"><button type="submit">{}</button></p>
</form></section>
<section>
<h2>{}</h2>
{}</section></div>
)",
           desk_paths::sources(), texts.say("desk.sources"), texts.say("desk.sources.add"),
           texts.say("desk.source.one"), problem_summary(texts, form.problems, texts.say("desk.source.not_added")),
           desk_paths::new_source(), csrf_field(editor), source_fields(texts, form, folders),
           texts.say("desk.source.add"), texts.say("desk.import"), import_form(context, editor, {}));
  return unkept_page(status, desk_framed(context, &editor, texts.say("desk.sources"), main, "sources.css"));
}

/// The form again, with what could not be done; on a worker.
void refuse(const Context& context, const Editor& editor, const std::optional<store::KnownSource>& known,
            SourceForm form, int status, net::Respond& respond) {
  auto answer = known ? page(context, editor, status, *known, form, Html()) : new_page(context, editor, status, form);
  respond(answer ? std::move(*answer) : desk_failure(context, editor, answer.error()));
}

void save(const ContextPtr& keep, Editor editor, std::optional<store::KnownSource> known, SourceForm form,
          net::Respond respond) {
  const Context& context = *keep;
  if (!form.problems.empty()) return refuse(context, editor, known, std::move(form), 422, respond);
  const wire::Source source = form.whole();
  std::optional<wire::SourceId> was;
  if (known) was = known->first.id;
  context.newsroom.save_source(editor.name, was, source,
                               [keep, &context, editor, known = std::move(known), form = std::move(form),
                                id = source.id, respond = std::move(respond)](Result<void> saved) mutable {
                                 if (saved)
                                   return respond(go_to(desk_paths::source(id).with("did", known ? "save" : "add")));
                                 if (saved.error().code != Code::kConflict)
                                   return respond(desk_failure(context, editor, saved.error()));
                                 form.problems.push_back({"address", context.texts.say("desk.source.known_already")});
                                 context.later([keep, &context, editor = std::move(editor), known = std::move(known),
                                                form = std::move(form), respond = std::move(respond)]() mutable {
                                   refuse(context, editor, known, std::move(form), 409, respond);
                                 });
                               });
}

}  // namespace

Result<net::Response> desk_source(const Context& context, const Visit& visit, const Editor& editor) {
  auto known = asked_source(context, visit);
  if (!known) return desk_failure(context, editor, known.error());
  return page(context, editor, 200, *known, SourceForm::of(known->first), notice(context.texts, visit.query()));
}

void desk_save_source(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  auto known = asked_source(*keep, visit);
  if (!known) return respond(desk_failure(*keep, editor, known.error()));
  save(keep, std::move(editor), std::move(*known), SourceForm::typed(keep->texts, visit.form()), std::move(respond));
}

Result<net::Response> desk_new_source(const Context& context, const Visit&, const Editor& editor) {
  return new_page(context, editor, 200, {});
}

void desk_add_source(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  save(keep, std::move(editor), std::nullopt, SourceForm::typed(keep->texts, visit.form()), std::move(respond));
}

}  // namespace dateline::site

// What is kept about a person, for that person: asked for with an address, shown to who has the link that was mailed
// there. No page says whether anything is kept about an address that somebody types.

#include <boost/json.hpp>
#include <unordered_map>

#include "base/ids.h"
#include "base/log.h"
#include "desk/reply_rules.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/paths.h"
#include "site/replies/fields.h"
#include "site/replies/page.h"
#include "site/replies/reader_cookie.h"
#include "site/replies/replies.h"
#include "site/replies/statement.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

namespace json = boost::json;

/// What a mailed link opens; absent when it has expired, or the person was erased.
Result<std::optional<store::PersonalData>> data_of(const Context& context, std::string_view key) {
  DATELINE_TRY(const auto link, context.reader.mailed_link(content_hash(key), context.clock.now()));
  if (!link || link->kind != desk::MailedLink::Kind::kManage) return std::optional<store::PersonalData>();
  return context.reader.personal_data(link->person);
}

net::Response no_link(const Context& context) {
  return no_such_link(context, context.texts.count("own_data.no_link.text", desk::kManageLife.count()));
}

/// Headlines of the articles that were replied to; an article that is gone has none.
using Headlines = std::unordered_map<std::uint64_t, std::string>;
Result<Headlines> headlines_of(const Context& context, const store::PersonalData& data) {
  Headlines headlines;
  for (const desk::Reply& reply : data.replies) {
    if (headlines.contains(reply.article.value)) continue;
    DATELINE_TRY(const auto post, context.reader.post_of(reply.article));
    headlines[reply.article.value] =
        post && post->state == desk::Post::State::kPublished ? text::collapse(post->headline) : "";
  }
  return headlines;
}

Html ask_form(const Context& context, const std::string& typed, const std::vector<desk::Problem>& problems) {
  const Catalogue& texts = context.texts;
  const Fields write(texts, problems, "");
  return html(R"({}<form action="{}" method="post" id="owndataform" novalidate>
{}<p class="submit"><button type="submit">{}</button></p>
</form>
)",
              write.summary(texts.say("own_data.not_sent"), "own-data-errors", {"email"}), own_data_path(),
              write.line({.name = "email",
                          .label = texts.say("reply.email"),
                          .type = "email",
                          .autocomplete = "email",
                          .hint = texts.say("own_data.email.hint"),
                          .most = desk::kMaxReplyEmail,
                          .required = true},
                         typed),
              texts.say("own_data.send"));
}

net::Response ask_page(const Context& context, int status, const std::string& typed,
                       const std::vector<desk::Problem>& problems) {
  const Catalogue& texts = context.texts;
  Html text = context.can_mail ? html("<p>{}</p>\n{}", texts.say("own_data.intro"), ask_form(context, typed, problems))
                               : html("<p>{}</p>\n", texts.say("own_data.no_mail", {{"paper", context.config.name}}));
  text.add("<p><a href=\"{}\">{}</a></p>\n", privacy_path(), texts.say("own_data.privacy"));
  return own_page(context, status, texts.say("own_data.name"), text);
}

/// A line of the list; nothing where there is nothing to say.
void row(Html& out, const std::string& name, const Html& value) {
  if (!value.empty()) out.add("<div><dt>{}</dt><dd>{}</dd></div>\n", name, value);
}
Html plain(std::string_view text) {
  return text.empty() ? Html() : html("{}", text);
}

Html person_markup(const Catalogue& texts, const desk::Person& person) {
  Html rows;
  row(rows, texts.say("reply.email"), plain(person.email.for_the_desk()));
  row(rows, texts.say("own_data.proved"),
      person.proven_at ? time_tag(texts.locale(), *person.proven_at) : plain(texts.say("own_data.not_proved")));
  row(rows, texts.say("own_data.since"), time_tag(texts.locale(), person.first_at));
  row(rows, texts.say("own_data.note"), plain(person.note));
  row(rows, texts.say("own_data.mail"),
      plain(person.no_mail ? texts.say("own_data.mail.none") : texts.say("own_data.mail.some")));
  return html("<dl class=\"own-data\">\n{}</dl>\n", rows);
}

Html reply_entry(const Catalogue& texts, const desk::Reply& reply, const std::string& headline) {
  Html rows;
  row(rows, texts.say("own_data.article"),
      headline.empty() ? Html() : html(R"(<a href="{}">{}</a>)", reply_path(reply.article, reply.id), headline));
  row(rows, texts.say("own_data.posted"), time_tag(texts.locale(), reply.posted_at));
  if (reply.edited_at) row(rows, texts.say("own_data.edited"), time_tag(texts.locale(), *reply.edited_at));
  row(rows, texts.say("reply.name"), plain(reply.name));
  row(rows, texts.say("reply.website"), plain(reply.website));
  row(rows, texts.say("own_data.state"), plain(state_in_words(texts, reply.state)));
  if (reply.state == desk::ReplyState::kRejected || reply.state == desk::ReplyState::kSpam) {
    Html reasons;
    for (const std::string& line : statement_lines(texts, statement_of(reply))) reasons.add("<p>{}</p>\n", line);
    row(rows, texts.say("own_data.reasons"), reasons);
  }
  row(rows, texts.say("own_data.peer"), plain(reply.peer));
  row(rows, texts.say("own_data.answers"), reply.notify ? plain(texts.say("own_data.answers.mailed")) : Html());
  return html(R"(<li class="own-reply" data-reply="{}">
<blockquote dir="auto">{}</blockquote>
<dl class="own-data">
{}</dl>
</li>
)",
              reply.id.str(), reply.text, rows);
}

Html report_entry(const Catalogue& texts, const desk::Report& report) {
  Html rows;
  row(rows, texts.say("own_data.posted"), time_tag(texts.locale(), report.at));
  row(rows, texts.say("own_data.reasons"), plain(ground_in_words(texts, report.ground)));
  row(rows, texts.say("own_data.state"),
      plain(report.state == desk::Report::State::kOpen     ? texts.say("report.open")
            : report.state == desk::Report::State::kUpheld ? texts.say("report.upheld")
                                                           : texts.say("report.dismissed")));
  row(rows, texts.say("own_data.answer"), plain(report.answer));
  row(rows, texts.say("own_data.peer"), plain(report.peer));
  return html(R"(<li class="own-report">
{}<dl class="own-data">
{}</dl>
</li>
)",
              report.words.empty() ? Html() : html("<blockquote dir=\"auto\">{}</blockquote>\n", report.words), rows);
}

Html appeal_entry(const Catalogue& texts, const desk::Appeal& appeal) {
  Html rows;
  row(rows, texts.say("own_data.posted"), time_tag(texts.locale(), appeal.at));
  row(rows, texts.say("own_data.state"), plain(appeal_in_words(texts, appeal)));
  row(rows, texts.say("own_data.answer"), plain(appeal.answer));
  return html(R"(<li class="own-appeal">
<blockquote dir="auto">{}</blockquote>
<dl class="own-data">
{}</dl>
</li>
)",
              appeal.words, rows);
}

void part(Html& out, const std::string& name, const Html& entries) {
  if (!entries.empty())
    out.add(R"(<h2 class="section-name">{}</h2>
<ol class="own-list">
{}</ol>
)",
            name, entries);
}

Html erase_form(const Catalogue& texts, std::string_view key, std::int64_t replies,
                const std::vector<desk::Problem>& problems) {
  const Fields write(texts, problems, "");
  return html(R"(<section class="erase" id="erase">
<h2 class="section-name">{}</h2>
<p>{}</p>
<form action="{}" method="post" id="eraseform">
{}<p class="consent"><input type="checkbox" id="sure" name="sure" value="yes" {}> <label for="sure">{}</label></p>
<p class="submit"><button type="submit">{}</button></p>
</form>
</section>
)",
              texts.say("own_data.erase"), texts.count("own_data.erase.text", replies), erase_own_data_path(key),
              write.error("sure"), Flag::invalid(write.is_wrong("sure")), texts.say("own_data.erase.sure"),
              texts.say("own_data.erase.button"));
}

Result<net::Response> show_data(const Context& context, const std::string& key, int status,
                                const std::vector<desk::Problem>& problems) {
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const auto data, data_of(context, key));
  if (!data) return no_link(context);
  DATELINE_TRY(const Headlines headlines, headlines_of(context, *data));
  Html replies, reports, appeals;
  for (const desk::Reply& reply : data->replies)
    replies.add(reply_entry(texts, reply, headlines.at(reply.article.value)));
  for (const desk::Report& report : data->reports) reports.add(report_entry(texts, report));
  for (const desk::Appeal& appeal : data->appeals) appeals.add(appeal_entry(texts, appeal));

  Html out = html("<p>{}</p>\n", texts.say("own_data.all"));
  out.add(person_markup(texts, data->person));
  out.add(R"(<p class="own-acts"><a class="button" href="{}" download>{}</a></p>
)",
          export_own_data_path(key), texts.say("own_data.export"));
  if (!data->person.no_mail)
    out.add(R"(<form action="{}" method="post" class="stop-form">
<p class="submit"><button type="submit" class="button-quiet">{}</button></p>
</form>
)",
            stop_mail_path(key), texts.say("own_data.stop.button"));
  part(out, texts.say("own_data.replies"), replies);
  part(out, texts.say("own_data.reports"), reports);
  part(out, texts.say("own_data.appeals"), appeals);
  out.add(erase_form(texts, key, std::ssize(data->replies), problems));
  return own_page(context, status, texts.say("own_data.name"), out);
}

json::value time_or_null(std::optional<Instant> at) {
  return at ? json::value(format_rfc3339(*at)) : json::value(nullptr);
}
json::value id_or_null(const auto& id) {
  return id ? json::value(id->str()) : json::value(nullptr);
}

json::object as_json(const Context& context, const store::PersonalData& data, const Headlines& headlines) {
  json::array replies, reports, appeals;
  for (const desk::Reply& reply : data.replies) {
    replies.push_back({{"id", reply.id.str()},
                       {"article", article_path(reply.article).on(context.public_url).str()},
                       {"headline", headlines.at(reply.article.value)},
                       {"in_answer_to", id_or_null(reply.parent)},
                       {"name", reply.name},
                       {"website", reply.website},
                       {"text", reply.text},
                       {"posted", format_rfc3339(reply.posted_at)},
                       {"edited", time_or_null(reply.edited_at)},
                       {"state", desk::to_string(reply.state)},
                       {"held_because", reply.held_because},
                       {"ground", desk::to_string(reply.ground)},
                       {"reason", reply.reason},
                       {"decided", time_or_null(reply.decided_at)},
                       {"network_address", reply.peer},
                       {"mail_answers", reply.notify},
                       {"picked", reply.picked}});
  }
  for (const desk::Report& report : data.reports) {
    reports.push_back({{"id", report.id.str()},
                       {"reply", report.reply.str()},
                       {"ground", desk::to_string(report.ground)},
                       {"words", report.words},
                       {"sent", format_rfc3339(report.at)},
                       {"state", desk::to_string(report.state)},
                       {"answer", report.answer},
                       {"decided", time_or_null(report.decided_at)},
                       {"network_address", report.peer}});
  }
  for (const desk::Appeal& appeal : data.appeals) {
    appeals.push_back({{"id", appeal.id.str()},
                       {"reply", appeal.reply.str()},
                       {"report", id_or_null(appeal.report)},
                       {"words", appeal.words},
                       {"sent", format_rfc3339(appeal.at)},
                       {"state", desk::to_string(appeal.state)},
                       {"answer", appeal.answer},
                       {"decided", time_or_null(appeal.decided_at)}});
  }
  const desk::Person& person = data.person;
  return {{"newsroom", context.config.name},
          {"exported", format_rfc3339(context.clock.now())},
          {"email", person.email.for_the_desk()},
          {"proved", time_or_null(person.proven_at)},
          {"first", format_rfc3339(person.first_at)},
          {"note_of_the_desk", person.note},
          {"no_mail", person.no_mail},
          {"avatar", person.avatar},
          {"replies", std::move(replies)},
          {"reports", std::move(reports)},
          {"appeals", std::move(appeals)}};
}

}  // namespace

Result<net::Response> own_data_form(const Context& context, const Visit& visit) {
  if (visit.query().has("sent"))
    return own_page(context, 200, context.texts.say("own_data.sent"),
                    html("<p>{}</p>\n", context.texts.count("own_data.sent.text", desk::kManageLife.count())));
  return ask_page(context, 200, "", {});
}

void ask_for_own_data(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const std::string typed = text::collapse(visit.form().get("email"));
  const auto again = [keep, typed](int status, std::vector<desk::Problem> problems, net::Respond answer) {
    answer_later(keep, std::move(answer),
                 [typed, status, problems = std::move(problems)](const Context& context) -> Result<net::Response> {
                   return ask_page(context, status, typed, problems);
                 });
  };
  if (!keep->can_mail) return again(403, {}, std::move(respond));
  auto email = desk::EmailAddress::parse(typed);
  if (!email || typed.size() > desk::kMaxReplyEmail)
    return again(422,
                 {{"email", "", typed.empty() ? desk::Problem::Kind::kMissing : desk::Problem::Kind::kMalformed, 0, 0,
                   typed.empty() ? "own_data" : ""}},
                 std::move(respond));
  keep->newsroom.replies().ask_for_link(
      std::move(*email), desk::origin_of(visit.request.peer),
      [keep, again, respond = std::move(respond)](Result<void> asked) mutable {
        if (asked) return respond(go_to(own_data_path().with("sent", "1")));
        if (asked.error().code != Code::kLimit) {
          log::error("site", "cannot mail a link: " + asked.error().message);
          return again(500, {{"", keep->texts.say("reply.refused.failed")}}, std::move(respond));
        }
        answer_later(keep, std::move(respond), [](const Context& context) -> Result<net::Response> {
          return too_many(context, context.texts.say("own_data.too_many.text"), desk::kFloodWindow);
        });
      });
}

Result<net::Response> own_data_page(const Context& context, const Visit& visit) {
  return show_data(context, visit.parts[0], 200, {});
}

Result<net::Response> export_own_data(const Context& context, const Visit& visit) {
  DATELINE_TRY(const auto data, data_of(context, visit.parts[0]));
  if (!data) return no_link(context);
  DATELINE_TRY(const Headlines headlines, headlines_of(context, *data));
  net::Response response = net::Response::json(200, json::serialize(as_json(context, *data, headlines)) + "\n");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"my-replies.json\"");
  return response;
}

void erase_own_data(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const std::string key = visit.parts[0];
  if (visit.form().get("sure") != "yes") {
    return answer_later(keep, std::move(respond), [key](const Context& context) {
      return show_data(context, key, 422, {{"sure", "", desk::Problem::Kind::kMissing}});
    });
  }
  keep->newsroom.replies().erase(key, [keep, respond = std::move(respond)](Result<std::int64_t> erased) mutable {
    answer_later(keep, std::move(respond), [erased](const Context& context) -> Result<net::Response> {
      if (!erased && erased.error().code == Code::kNotFound) return no_link(context);
      if (!erased) return fail(erased.error().at("cannot erase what is kept about a person"));
      const Catalogue& texts = context.texts;
      const bool https = context.is_https();
      net::Response page = own_page(context, 200, texts.say("own_data.erased"),
                                    html("<p>{}</p>\n", texts.count("own_data.erased.text", *erased)));
      for (const std::string& gone : {forget_reader(https), forget_author(https), forget_reader_key(https)})
        page.headers.emplace_back("Set-Cookie", gone);
      return page;
    });
  });
}

}  // namespace dateline::site

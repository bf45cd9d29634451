#include "site/answer.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/reply_page.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr int kRepliesPerPage = 50;

/// Where no mail is sent, nobody can do it alone; and some write a letter instead.
Html erase_form(const Catalogue& texts, const Editor& editor, desk::PersonId person) {
  return html(R"(<details class="desk-erase"><summary>{}</summary>
<form action="{}" method="post">
{}<p class="hint">{}</p>
<p class="consent"><input type="checkbox" id="sure" name="sure" value="yes" required> <label for="sure">{}</label></p>
<p><button type="submit" class="quiet">{}</button></p>
</form>
</details>
)",
              texts.say("desk.person.erase"), desk_paths::erase_person(person), csrf_field(editor),
              texts.say("desk.person.erase.what"), texts.say("desk.person.erase.sure"),
              texts.say("desk.person.erase.do"));
}

}  // namespace

Result<net::Response> desk_person(const Context& context, const Visit& visit, const Editor& editor) {
  const Catalogue& texts = context.texts;
  const Instant now = context.clock.now();
  const auto id = desk::PersonId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, texts.say("desk.person.none_here"));
  DATELINE_TRY(const auto found, context.reader.person(*id));
  if (!found) return fail(Code::kNotFound, texts.say("desk.person.none_here"));
  const net::Form query = visit.query();
  DATELINE_TRY(const auto listed, context.reader.replies_of(*id, {std::string(query.get("cursor")), kRepliesPerPage}));
  ReplyRows rows(context, csrf_field(editor));
  DATELINE_TRY(const Html list, person_replies(rows, context, listed.items));
  const desk::Person& person = found->person;
  Html facts;
  const auto fact = [&](std::string_view name, const Html& value) {
    facts.add("<div><dt>{}</dt><dd>{}</dd></div>\n", name, value);
  };
  fact(texts.say("desk.person.address"), html("{}", person.email.for_the_desk()));
  if (found->names.size() > 1) fact(texts.say("desk.person.names"), html("{}", texts.locale().list(found->names)));
  fact(texts.say("desk.person.history"), html("{}", person_in_words(texts, *found, now)));
  fact(texts.say("desk.person.first"), time_tag(texts.locale(), person.first_at));
  if (person.no_mail) fact(texts.say("desk.person.mail"), html("{}", texts.say("desk.person.no_mail")));
  Html pages;
  if (!listed.previous.empty()) {
    pages.add(R"(<a rel="prev" href="{}">{}</a> )", desk_paths::person(*id).with("cursor", listed.previous),
              texts.say("desk.newer"));
  }
  if (!listed.next.empty()) {
    pages.add(R"(<a rel="next" href="{}">{}</a>)", desk_paths::person(*id).with("cursor", listed.next),
              texts.say("desk.older"));
  }
  const std::string name = found->names.empty() ? texts.say("desk.reply.nameless") : found->names.front();
  const Html main =
      html(R"(<p class="crumb"><a href="{}" aria-keyshortcuts="q">{}</a></p>
<h1 dir="auto">{}</h1>
{}<dl class="why-facts desk-person-facts">
{}</dl>
{}<h2>{}</h2>
{}{}{}{}
)",
           desk_paths::replies(store::ReplyQueue::kHeld), texts.say("desk.replies"), name,
           query.get("did") == "note"
               ? html("<p class=\"notice\" role=\"status\">{}</p>\n", texts.say("desk.person.note_saved"))
               : Html(),
           facts, note_form(texts, editor, person, desk_paths::person(*id)), texts.say("desk.replies"), list,
           pages.empty() ? Html() : html("<p class=\"pager\">{}</p>\n", pages), erase_form(texts, editor, *id),
           key_line(texts, {{"j", texts.say("desk.key.next_row")},
                            {"k", texts.say("desk.key.previous_row")},
                            {"Enter", texts.say("desk.key.open")},
                            {"n", texts.say("desk.key.note")},
                            {"q", texts.say("desk.key.queue")},
                            {"?", texts.say("desk.key.keys")}}));
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.replies"), main, "moderation.css"));
}

void desk_note_person(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const auto id = desk::PersonId::parse(visit.parts[0]);
  if (!id) return respond(desk_failure(context, editor, {Code::kNotFound, texts.say("desk.person.none_here")}));
  const net::Form form = visit.form();
  std::string note = text::collapse_paragraphs(form.get("note"));
  if (text::length(note) > kMaxNote) {
    return respond(desk_failure(
        context, editor,
        {Code::kInvalid, texts.say("desk.person.long_note", {{"most", texts.locale().number(kMaxNote)}})}));
  }
  // Back to the reply at which it was written; its id is read out, so no other address can be given.
  const std::string_view back = form.get("back");
  constexpr std::string_view kReply = "/desk/replies/";
  const auto reply = back.starts_with(kReply) ? desk::ReplyId::parse(back.substr(kReply.size())) : std::nullopt;
  const Href to = reply ? desk_paths::reply(*reply) : desk_paths::person(*id).with("did", "note");
  context.newsroom.replies().note_person(
      editor.name, *id, std::move(note),
      [keep, &context, editor, to, respond = std::move(respond)](Result<void> done) mutable {
        if (!done) return respond(desk_failure(context, editor, done.error()));
        respond(go_to(to));
      });
}

void desk_erase_person(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const auto id = desk::PersonId::parse(visit.parts[0]);
  if (!id) return respond(desk_failure(context, editor, {Code::kNotFound, texts.say("desk.person.none_here")}));
  if (visit.form().get("sure") != "yes") {
    return respond(desk_failure(context, editor, {Code::kInvalid, texts.say("desk.person.erase.unsure")}));
  }
  context.newsroom.replies().erase_person(
      editor.name, *id, [keep, &context, editor, respond = std::move(respond)](Result<std::int64_t> erased) mutable {
        if (!erased) return respond(desk_failure(context, editor, erased.error()));
        respond(desk_message(context, &editor, 200, context.texts.say("desk.person.erased"),
                             context.texts.count("desk.person.erased.replies", *erased)));
      });
}

}  // namespace dateline::site

#include "app/reply_desk.h"

#include <algorithm>
#include <utility>

#include "base/ids.h"
#include "base/log.h"
#include "text/utf8.h"

namespace dateline::app {
namespace {

/// Of either kind so many of the latest are read to teach the spam filter at a start: a second's work at the most, and
/// what spam was years ago says little of today's.
constexpr int kTaughtReplies = 5'000;
constexpr int kPageOfTaught = 500;
constexpr std::chrono::hours kTidy{1};
/// Reports from one network address in desk::kFloodWindow, and links that it may ask for.
constexpr int kMostReports = 10;
constexpr int kMostLinks = 5;
/// In the five minutes that there are; each is one more version to read.
constexpr int kMostEdits = 20;

constexpr const char* kNoLink = "this link was used already, has expired, or never was one of ours";

std::uint64_t new_id() {
  return digest64(random_key());
}

std::string comma_separated(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

Status ReplyDesk::load(const store::Reader& reader) {
  DATELINE_TRY(desk::ReplyRules rules, reader.reply_rules());
  moderation_ = desk::Moderation(std::move(rules));
  filter_ = desk::SpamFilter();
  for (const auto queue : {store::ReplyQueue::kApproved, store::ReplyQueue::kSpam}) {
    store::Page page{.limit = kPageOfTaught};
    for (int read = 0; read < kTaughtReplies; read += kPageOfTaught) {
      DATELINE_TRY(const auto replies, reader.replies(queue, page));
      for (const desk::Reply& reply : replies.items) {
        if (reply.decided_by.empty()) continue;  // What the rules published teaches nothing that they do not know.
        filter_.learn(desk::clues_of(reply.name, reply.website, reply.text), queue == store::ReplyQueue::kSpam);
      }
      if (replies.next.empty()) break;
      page.cursor = replies.next;
    }
  }
  return {};
}

Status ReplyDesk::tidy(store::Writer& writer) {
  const Instant now = clock_.now();
  if (std::chrono::abs(now - tidied_at_) < kTidy) return {};
  tidied_at_ = now;
  DATELINE_TRY(const std::int64_t forgotten, writer.forget_peers(now - desk::kPeerKept));
  if (forgotten > 0) log::info("replies", "network addresses forgotten: " + std::to_string(forgotten));
  return {};
}

std::string ReplyDesk::status_key(std::string_view once) const {
  // Made from what only this folder and this form know, so that a retry of the form leads to the same page.
  return content_hash("preview:" + options_.secret + std::string(once)).substr(0, 32);
}

std::string ReplyDesk::report_key(desk::ReportId report) const {
  return content_hash("report:" + options_.secret + report.str()).substr(0, 32);
}

std::string ReplyDesk::spam_clues(const std::vector<desk::Clue>& clues) const {
  const auto opinion = filter_.judge(clues);
  if (opinion.spam < desk::kSpamLikely) return "";
  return opinion.because.empty() ? "?" : comma_separated(opinion.because);
}

void ReplyDesk::learn(const Lesson& lesson) {
  using State = desk::ReplyState;
  const desk::Reply& reply = lesson.before;
  const auto clues = desk::clues_of(reply.name, reply.website, reply.text);
  const auto teaches = [](State state) { return state == State::kApproved || state == State::kSpam; };
  if (teaches(reply.state) && !reply.decided_by.empty()) filter_.forget(clues, reply.state == State::kSpam);
  if (teaches(lesson.now)) filter_.learn(clues, lesson.now == State::kSpam);
}

Status ReplyDesk::audit(store::Writer& writer, const std::string& who, std::string action, std::string target,
                        std::string detail) const {
  return writer.append_audit({clock_.now(), who, std::move(action), std::move(target), std::move(detail)});
}

void ReplyDesk::post(desk::ReplyDraft draft, site::Done<std::expected<desk::PostedReply, desk::ReplyRefusal>> done) {
  using Outcome = std::expected<desk::PostedReply, desk::ReplyRefusal>;
  // On the caller's thread: the newsroom has one.
  auto clues = desk::clues_of(draft.name, draft.website, draft.text);
  jobs_.submit<Outcome>(
      [this, draft = std::move(draft), clues = std::move(clues)](store::Writer& writer, bool& seen) -> Result<Outcome> {
        seen = false;
        const std::string once = draft.once.empty() ? random_key() : draft.once;
        const std::string key = status_key(once);
        DATELINE_TRY(const auto before, writer.reply_by_once(once));
        if (before) {
          DATELINE_TRY(const auto known, writer.reply(*before));
          return desk::PostedReply{*before, key, known ? known->state : desk::ReplyState::kHeld};
        }

        const Instant now = clock_.now();
        const desk::ReplyRules& rules = moderation_.rules();
        const auto flood = [](std::chrono::seconds wait) {
          return Outcome(std::unexpected(desk::ReplyRefusal{desk::ReplyRefusal::Why::kFlood, wait}));
        };
        if (rules.most_of_address > 0 && draft.origin != 0) {
          if (const auto wait = by_origin_.attempt(draft.origin, rules.most_of_address, now)) return flood(*wait);
        }
        DATELINE_TRY(desk::ReplyHistory history, writer.history_for(draft, now));
        history.spam_clues = spam_clues(clues);
        const auto verdict = moderation_.judge(draft, history, now);
        if (!verdict) return Outcome(std::unexpected(verdict.error()));
        if (rules.most_of_text > 0 && text::length(draft.text) >= desk::kFloodText) {
          if (const auto wait = by_text_.attempt(desk::text_digest(draft.text), rules.most_of_text, now))
            return flood(*wait);
        }

        DATELINE_TRY(const desk::Person person, writer.person_of(draft.email, now));
        desk::Reply reply = desk::as_reply(draft, now);
        reply.id = {new_id()};
        reply.state = verdict->state;
        reply.held_because = verdict->rule;
        reply.person = person.id;
        reply.proven = history.proven;
        // Who only typed an address does not get its owner's face.
        reply.avatar = history.proven ? person.avatar : static_cast<std::uint32_t>(new_id());
        reply.notify = reply.notify && options_.can_mail;
        DATELINE_TRY_VOID(writer.put_reply(reply, content_hash(key), once));
        desk::PostedReply posted{reply.id, key, reply.state};
        const bool looks_like_spam = reply.state == desk::ReplyState::kSpam || !history.spam_clues.empty();
        if (!reply.proven && !looks_like_spam) {
          DATELINE_TRY(posted.mailed, send_proof(writer, person, reply));
        }
        if (reply.state == desk::ReplyState::kApproved) {
          seen = true;
          DATELINE_TRY_VOID(tell_of_answer(writer, reply));
        }
        return posted;
      },
      std::move(done));
}

void ReplyDesk::put(desk::Reply reply, site::Done<void> done) {
  jobs_.submit<void>(
      [reply = std::move(reply)](store::Writer& writer) mutable -> Status {
        DATELINE_TRY(const desk::Person person, writer.person_of(reply.email, reply.posted_at));
        reply.person = person.id;
        if (reply.avatar == 0) reply.avatar = static_cast<std::uint32_t>(digest64(reply.name));
        return writer.put_reply(reply, content_hash(random_key()), random_key());
      },
      std::move(done));
}

void ReplyDesk::edit(std::string key, std::string text, site::Done<desk::PostedReply> done) {
  jobs_.submit<desk::PostedReply>(
      [this, key = std::move(key), text = std::move(text)](store::Writer& writer,
                                                           bool& seen) -> Result<desk::PostedReply> {
        seen = false;
        DATELINE_TRY(const auto own, writer.own_reply(content_hash(key)));
        if (!own) return fail(Code::kNotFound, kNoLink);
        DATELINE_TRY(auto reply, writer.reply(own->reply.id));
        if (!reply) return fail(Code::kNotFound, kNoLink);
        const Instant now = clock_.now();
        if (now - reply->posted_at >= desk::kEditWindow) {
          return fail(Code::kDenied, "a reply can be changed for five minutes, and those are over");
        }
        if (!reply->decided_by.empty()) return fail(Code::kDenied, "the desk has read this reply already");
        if (reply->revision >= kMostEdits) return fail(Code::kLimit, "this reply was changed very often");
        if (reply->text == text) return desk::PostedReply{reply->id, key, reply->state};

        desk::ReplyDraft draft;
        draft.article = reply->article;
        draft.name = reply->name;
        draft.email = reply->email;
        draft.website = reply->website;
        draft.text = text;
        DATELINE_TRY(desk::ReplyHistory history, writer.history_for(draft, now));
        history.proven = reply->proven;
        if (reply->state == desk::ReplyState::kApproved && reply->proven) --history.approved;  // Not by itself.
        history.last_by_reader.reset();
        history.spam_clues = spam_clues(desk::clues_of(reply->name, reply->website, text));
        const auto verdict = moderation_.judge(draft, history, now);
        if (!verdict) {
          using Why = desk::ReplyRefusal::Why;
          return verdict.error().why == Why::kRepeated ? fail(Code::kConflict, "you have said that before")
                                                       : fail(Code::kDenied, "replies to this article are closed");
        }
        seen = reply->state == desk::ReplyState::kApproved || verdict->state == desk::ReplyState::kApproved;
        reply->text = text;
        reply->edited_at = now;
        ++reply->revision;
        reply->state = verdict->state;
        reply->held_because = verdict->rule;
        DATELINE_TRY_VOID(writer.update_reply(*reply));
        return desk::PostedReply{reply->id, key, reply->state};
      },
      std::move(done));
}

void ReplyDesk::report(desk::ReportDraft draft, site::Done<std::string> done) {
  jobs_.submit<std::string>(
      [this, draft = std::move(draft)](store::Writer& writer) -> Result<std::string> {
        const Instant now = clock_.now();
        if (draft.origin != 0) {
          if (const auto wait = reports_by_origin_.attempt(draft.origin, kMostReports, now)) {
            return fail(Code::kLimit, "that were many reports; please wait " + std::to_string(wait->count()) +
                                          " seconds before the next");
          }
        }
        DATELINE_TRY(const auto reply, writer.reply(draft.reply));
        if (!reply || reply->state != desk::ReplyState::kApproved) {
          return fail(Code::kNotFound, "this reply is no longer public");
        }
        desk::Report report;
        report.id = {new_id()};
        report.reply = draft.reply;
        report.ground = draft.ground;
        report.words = draft.words;
        report.peer = draft.peer;
        report.at = now;
        if (draft.email && options_.can_mail) {
          DATELINE_TRY(const desk::Person person, writer.person_of(*draft.email, now));
          report.person = person.id;
        }
        const std::string key = report_key(report.id);
        DATELINE_TRY_VOID(writer.put_report(report, content_hash(key)));
        return key;
      },
      std::move(done), false);
}

void ReplyDesk::appeal(std::string key, std::string words, site::Done<desk::AppealId> done) {
  jobs_.submit<desk::AppealId>(
      [this, key = std::move(key), words = std::move(words)](store::Writer& writer) -> Result<desk::AppealId> {
        const Instant now = clock_.now();
        desk::Appeal appeal;
        std::optional<Instant> decided_at;
        DATELINE_TRY(const auto own, writer.own_reply(content_hash(key)));
        if (own) {
          const bool taken_down = own->state == desk::ReplyState::kRejected || own->state == desk::ReplyState::kSpam;
          if (taken_down) decided_at = own->decided_at.value_or(own->reply.posted_at);
          appeal.reply = own->reply.id;
        } else {
          DATELINE_TRY(const auto report, writer.report_by_key(content_hash(key)));
          if (!report) return fail(Code::kNotFound, kNoLink);
          if (report->state == desk::Report::State::kDismissed) decided_at = report->decided_at;
          appeal.reply = report->reply;
          appeal.report = report->id;
        }
        if (!decided_at) return fail(Code::kDenied, "nothing was decided that you could appeal against");
        if (now - *decided_at > desk::kAppealWindow) {
          return fail(Code::kDenied, "a decision can be appealed against for six months, and those are over");
        }
        DATELINE_TRY(const auto before, writer.appeal_of(appeal.reply, appeal.report));
        // One for each decision.
        if (before && before->at >= *decided_at) return fail(Code::kConflict, "your appeal has reached us before");
        appeal.id = {new_id()};
        appeal.words = words;
        appeal.at = now;
        DATELINE_TRY_VOID(writer.put_appeal(appeal));
        return appeal.id;
      },
      std::move(done), false);
}

void ReplyDesk::ask_for_link(desk::EmailAddress email, std::uint64_t origin, site::Done<void> done) {
  jobs_.submit<void>(
      [this, email = std::move(email), origin](store::Writer& writer) -> Status {
        const Instant now = clock_.now();
        if (const auto wait = links_by_origin_.attempt(origin, kMostLinks, now)) {
          return fail(Code::kLimit, "please wait " + std::to_string(wait->count()) + " seconds before the next link");
        }
        DATELINE_TRY(const auto person, writer.find_person(email));
        // Nothing is said about whether there is anybody: the answer is the same.
        if (!person || !may_write_unasked(email)) return {};
        const std::string key = random_key(20);
        DATELINE_TRY_VOID(writer.put_mailed_link({.key_hash = content_hash(key),
                                                  .kind = desk::MailedLink::Kind::kManage,
                                                  .person = person->id,
                                                  .expires_at = now + desk::kManageLife}));
        return send(writer, *person, {.kind = desk::Letter::Kind::kManage, .key = key});
      },
      std::move(done), false);
}

void ReplyDesk::prove(std::string link_key, site::Done<desk::Proven> done) {
  jobs_.submit<desk::Proven>(
      [this, link_key = std::move(link_key)](store::Writer& writer) -> Result<desk::Proven> {
        const Instant now = clock_.now();
        DATELINE_TRY(const auto link, writer.mailed_link(content_hash(link_key), now));
        if (!link || link->kind != desk::MailedLink::Kind::kProve || !link->reply)
          return fail(Code::kNotFound, kNoLink);
        DATELINE_TRY(auto reply, writer.reply(*link->reply));
        DATELINE_TRY(auto known, writer.person(link->person));
        if (!reply || !known || reply->person != link->person) return fail(Code::kNotFound, kNoLink);
        DATELINE_TRY_VOID(writer.remove_mailed_link(link->key_hash));
        desk::Person& person = known->person;
        if (!person.proven_at) {
          person.proven_at = now;
          DATELINE_TRY_VOID(writer.put_person(person));
        }
        if (!reply->proven) {
          desk::ReplyDraft draft;
          draft.article = reply->article;
          draft.email = reply->email;
          DATELINE_TRY(const desk::ReplyHistory history, writer.history_for(draft, now));
          reply->proven = true;
          reply->avatar = person.avatar;
          // That it was not proven is all that held it: a reader whom we know, in a browser that we did not.
          if (reply->state == desk::ReplyState::kHeld && reply->held_because == "unproven") {
            reply->held_because = history.approved > 0 ? "" : "first-reply";
            if (history.approved > 0) reply->state = desk::ReplyState::kApproved;
          }
          DATELINE_TRY_VOID(writer.update_reply(*reply));
          if (reply->state == desk::ReplyState::kApproved) DATELINE_TRY_VOID(tell_of_answer(writer, *reply));
        }
        desk::Proven proven{.reader_key = random_key(), .reply = reply->id, .status_key = ""};
        DATELINE_TRY_VOID(
            writer.put_reader_key(content_hash(proven.reader_key), person.id, now + desk::kReaderKeyLife));
        DATELINE_TRY(const std::string once, writer.once_of(reply->id));
        proven.status_key = status_key(once);
        return proven;
      },
      std::move(done));
}

void ReplyDesk::stop_mail(std::string link_key, site::Done<void> done) {
  jobs_.submit<void>(
      [this, link_key = std::move(link_key)](store::Writer& writer) -> Status {
        DATELINE_TRY(const auto link, writer.mailed_link(content_hash(link_key), clock_.now()));
        // Who manages what is kept may stop the mail, too.
        if (!link || link->kind == desk::MailedLink::Kind::kProve) return fail(Code::kNotFound, kNoLink);
        DATELINE_TRY(auto known, writer.person(link->person));
        if (!known) return fail(Code::kNotFound, kNoLink);
        if (known->person.no_mail) return {};
        known->person.no_mail = true;
        return writer.put_person(known->person);
      },
      std::move(done), false);
}

void ReplyDesk::erase(std::string link_key, site::Done<std::int64_t> done) {
  const auto lessons = std::make_shared<std::vector<Lesson>>();
  jobs_.submit<std::int64_t>(
      [this, link_key = std::move(link_key), lessons](store::Writer& writer) -> Result<std::int64_t> {
        DATELINE_TRY(const auto link, writer.mailed_link(content_hash(link_key), clock_.now()));
        if (!link || link->kind != desk::MailedLink::Kind::kManage) return fail(Code::kNotFound, kNoLink);
        return erase(writer, "system", link->person, *lessons);
      },
      then_learn(lessons, std::move(done)));
}

Result<std::int64_t> ReplyDesk::erase(store::Writer& writer, const std::string& who, desk::PersonId person,
                                      std::vector<Lesson>& lessons) {
  DATELINE_TRY(const auto kept, writer.personal_data(person));
  if (!kept) return fail(Code::kNotFound, kNoLink);
  for (const desk::Reply& reply : kept->replies) lessons.push_back({reply, desk::ReplyState::kErased});
  DATELINE_TRY(const std::int64_t erased, writer.erase_person(person));
  DATELINE_TRY_VOID(audit(writer, who, "person.erase", person.str(), std::to_string(erased) + " replies"));
  return erased;
}

void ReplyDesk::erase_person(std::string who, desk::PersonId person, site::Done<std::int64_t> done) {
  const auto lessons = std::make_shared<std::vector<Lesson>>();
  jobs_.submit<std::int64_t>([this, who = std::move(who), person,
                              lessons](store::Writer& writer) { return erase(writer, who, person, *lessons); },
                             then_learn(lessons, std::move(done)));
}

}  // namespace dateline::app

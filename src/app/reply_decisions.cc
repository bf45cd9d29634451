// What the desk does with replies, and the letters that tell of it.
#include <algorithm>
#include <utility>

#include "app/reply_desk.h"
#include "base/ids.h"
#include "base/log.h"
#include "text/utf8.h"

namespace dateline::app {
namespace {

using desk::Letter;
using desk::ReplyState;

/// A decision is told so much later: time to take it back.
constexpr std::chrono::seconds kSecondThoughts{30};

}  // namespace

void ReplyDesk::decide(std::string who, site::ReplyDecision decision, site::Done<std::vector<desk::ReplyId>> done) {
  const auto lessons = std::make_shared<std::vector<Lesson>>();
  jobs_.submit<std::vector<desk::ReplyId>>(
      [this, who = std::move(who), decision = std::move(decision),
       lessons](store::Writer& writer) -> Result<std::vector<desk::ReplyId>> {
        lessons->clear();
        std::vector<desk::ReplyId> decided;
        for (const site::ReplyDecision::Read& read : decision.replies) {
          DATELINE_TRY(auto reply, writer.reply(read.reply));
          if (!reply || reply->state == ReplyState::kErased || reply->revision != read.revision) continue;
          // Approving what the rules published, or what was reported, is a decision, too.
          DATELINE_TRY(const auto reports, writer.reports_of(read.reply));
          const bool is_reported = std::ranges::count(reports, desk::Report::State::kOpen, &desk::Report::state) > 0;
          if (reply->state == decision.state && !reply->decided_by.empty() && !is_reported && !decision.undo) continue;
          DATELINE_TRY_VOID(set_state(writer, who, std::move(*reply), decision, *lessons));
          decided.push_back(read.reply);
        }
        return decided;
      },
      then_learn(lessons, std::move(done)));
}

Status ReplyDesk::set_state(store::Writer& writer, const std::string& who, desk::Reply reply,
                            const site::ReplyDecision& decision, std::vector<Lesson>& lessons) {
  const desk::Reply before = reply;
  reply.state = decision.state;
  reply.ground = decision.undo ? desk::Ground::kNone : decision.ground;
  reply.reason = decision.undo ? "" : decision.reason;
  reply.decided_by = decision.undo ? "" : who;
  reply.decided_at = decision.undo ? std::nullopt : std::optional(clock_.now());
  DATELINE_TRY_VOID(writer.update_reply(reply));
  // What was said of the decision before, and has not left yet, is not true any more.
  DATELINE_TRY_VOID(writer.remove_letters_about(reply.id));
  DATELINE_TRY_VOID(answer_reports(writer, who, reply, before, decision.undo));
  if (reply.state == ReplyState::kRejected && before.state != ReplyState::kRejected && reply.proven) {
    DATELINE_TRY(const auto author, writer.person(reply.person));
    DATELINE_TRY(const std::string once, writer.once_of(reply.id));
    if (author) {
      DATELINE_TRY_VOID(send(writer, author->person,
                             {.kind = Letter::Kind::kDecision, .reply = reply.id, .key = status_key(once)},
                             kSecondThoughts));
    }
  }
  if (reply.state == ReplyState::kApproved && before.state != ReplyState::kApproved && !decision.undo) {
    DATELINE_TRY_VOID(tell_of_answer(writer, reply));
  }
  lessons.push_back({before, decision.undo ? ReplyState::kHeld : reply.state});
  std::string detail(desk::to_string(reply.ground));
  if (!reply.reason.empty()) detail += (detail.empty() ? "" : ": ") + reply.reason;
  return audit(writer, who, decision.undo ? "reply.undo" : "reply." + std::string(desk::to_string(reply.state)),
               reply.id.str(), detail);
}

Status ReplyDesk::answer_reports(store::Writer& writer, const std::string& who, const desk::Reply& reply,
                                 const desk::Reply& before, bool undo) {
  using State = desk::Report::State;
  if (reply.state == ReplyState::kHeld && !undo) return {};  // Back to pending: nothing is decided yet.
  DATELINE_TRY(const auto reports, writer.reports_of(reply.id));
  for (desk::Report report : reports) {
    const bool answered_with_it = report.decided_at && report.decided_at == before.decided_at;
    if (undo ? !answered_with_it : report.state != State::kOpen) continue;
    report.state = undo ? State::kOpen : reply.state == ReplyState::kApproved ? State::kDismissed : State::kUpheld;
    report.answer = undo ? "" : reply.reason;
    report.decided_by = undo ? "" : who;
    report.decided_at = undo ? std::nullopt : reply.decided_at;
    const std::string key = report_key(report.id);
    DATELINE_TRY_VOID(writer.put_report(report, content_hash(key)));
    if (undo || !report.person) continue;
    DATELINE_TRY(const auto reporter, writer.person(*report.person));
    if (!reporter) continue;
    Letter letter{.kind = Letter::Kind::kReported, .reply = reply.id, .key = key};
    letter.report = report.id;
    DATELINE_TRY_VOID(send(writer, reporter->person, std::move(letter), kSecondThoughts));
  }
  return {};
}

void ReplyDesk::pick(std::string who, desk::ReplyId id, bool picked, site::Done<void> done) {
  jobs_.submit<void>(
      [this, who = std::move(who), id, picked](store::Writer& writer) -> Status {
        DATELINE_TRY(auto reply, writer.reply(id));
        if (!reply || reply->state == ReplyState::kErased)
          return fail(Code::kNotFound, "there is no reply " + id.str());
        if (reply->picked == picked) return {};
        reply->picked = picked;
        DATELINE_TRY_VOID(writer.update_reply(*reply));
        return audit(writer, who, picked ? "reply.pick" : "reply.unpick", id.str(), "");
      },
      std::move(done));
}

void ReplyDesk::decide_appeal(std::string who, desk::AppealId id, bool granted, std::string answer,
                              site::Done<void> done) {
  const auto lessons = std::make_shared<std::vector<Lesson>>();
  jobs_.submit<void>(
      [this, who = std::move(who), id, granted, answer = std::move(answer), lessons](store::Writer& writer) -> Status {
        lessons->clear();
        using State = desk::Appeal::State;
        DATELINE_TRY(auto appeal, writer.appeal(id));
        if (!appeal) return fail(Code::kNotFound, "there is no appeal " + id.str());
        if (appeal->state != State::kOpen) {
          return fail(Code::kConflict, "this appeal was decided meanwhile (" + appeal->decided_by + ")");
        }
        DATELINE_TRY(auto reply, writer.reply(appeal->reply));
        if (!reply || reply->state == ReplyState::kErased) {
          return fail(Code::kNotFound, "the reply was erased by its author, and the appeal with it");
        }
        appeal->state = granted ? State::kGranted : State::kRefused;
        appeal->answer = answer;
        appeal->decided_by = who;
        appeal->decided_at = clock_.now();
        DATELINE_TRY_VOID(writer.put_appeal(*appeal));
        std::optional<desk::Report> report;
        if (appeal->report) {
          DATELINE_TRY(const auto reports, writer.reports_of(reply->id));
          const auto found = std::ranges::find(reports, *appeal->report, &desk::Report::id);
          if (found != reports.end()) report = *found;
        }
        const desk::Reply was = *reply;
        if (granted) {
          site::ReplyDecision turned{.replies = {}, .state = ReplyState::kApproved, .reason = answer};
          if (appeal->report) turned.state = ReplyState::kRejected;
          if (report) turned.ground = report->ground;
          DATELINE_TRY_VOID(set_state(writer, who, std::move(*reply), turned, *lessons));
          if (report) {  // It was dismissed, and is upheld now; the appeal's letter says so.
            report->state = desk::Report::State::kUpheld;
            report->answer = answer;
            report->decided_by = who;
            report->decided_at = appeal->decided_at;
            DATELINE_TRY_VOID(writer.put_report(*report, content_hash(report_key(report->id))));
          }
        }
        const auto told = appeal->report ? (report ? report->person : std::nullopt)
                                         : (was.proven ? std::optional(was.person) : std::nullopt);
        if (told) {
          DATELINE_TRY(const auto person, writer.person(*told));
          DATELINE_TRY(const std::string once, writer.once_of(was.id));
          Letter letter{.kind = Letter::Kind::kAppeal,
                        .reply = was.id,
                        .key = appeal->report ? report_key(*appeal->report) : status_key(once)};
          letter.report = appeal->report;
          letter.appeal = appeal->id;
          if (person) DATELINE_TRY_VOID(send(writer, person->person, std::move(letter)));
        }
        return audit(writer, who, granted ? "appeal.grant" : "appeal.refuse", was.id.str(), answer);
      },
      then_learn(lessons, std::move(done)));
}

void ReplyDesk::note_person(std::string who, desk::PersonId id, std::string note, site::Done<void> done) {
  jobs_.submit<void>(
      [this, who = std::move(who), id, note = std::move(note)](store::Writer& writer) -> Status {
        DATELINE_TRY(auto known, writer.person(id));
        if (!known) return fail(Code::kNotFound, "there is no person " + id.str());
        known->person.note = note;
        known->person.note_by = note.empty() ? "" : who;
        DATELINE_TRY_VOID(writer.put_person(known->person));
        return audit(writer, who, "person.note", id.str(), "");
      },
      std::move(done), false);
}

void ReplyDesk::set_rules(std::string who, desk::ReplyRules rules, site::Done<void> done) {
  auto kept = std::make_shared<desk::ReplyRules>(std::move(rules));
  jobs_.submit<void>(
      [this, who = std::move(who), kept](store::Writer& writer) -> Status {
        DATELINE_TRY_VOID(writer.put_reply_rules(*kept));
        return audit(writer, who, "replies.rules", "", "");
      },
      [this, kept, done = std::move(done)](Result<void> result) mutable {
        if (result) moderation_ = desk::Moderation(std::move(*kept));
        done(std::move(result));
      });
}

void ReplyDesk::letter_tried(desk::LetterId id, std::string problem, bool for_good, site::Done<void> done) {
  jobs_.submit<void>(
      [this, id, problem = std::move(problem), for_good](store::Writer& writer) -> Status {
        DATELINE_TRY(auto letter, writer.letter(id));
        if (!letter) return {};  // Its person was erased meanwhile.
        if (problem.empty()) return writer.remove_letter(id);
        const auto wait = desk::retry_after(++letter->attempts);
        if (for_good || !wait) {
          log::warn("postman", "letter " + id.str() + " is given up: " + problem);
          return writer.remove_letter(id);
        }
        letter->problem = problem;
        letter->next_at = clock_.now() + *wait;
        return writer.put_letter(*letter);
      },
      std::move(done), false);
}

Status ReplyDesk::send(store::Writer& writer, const desk::Person& person, Letter letter, std::chrono::seconds wait) {
  if (!options_.can_mail) return {};
  const bool asked = letter.kind == Letter::Kind::kManage;
  if (person.no_mail && !asked) return {};
  // Who reports gives an address that nobody has proved; those of the other two kinds are counted by who queues them.
  const bool counted = asked || letter.kind == Letter::Kind::kProve;
  if (!counted && !person.proven_at && !may_write_unasked(person.email)) return {};
  const Instant now = clock_.now();
  letter.id = {digest64(random_key())};
  letter.person = person.id;
  letter.at = now;
  letter.next_at = now + wait;
  if (!asked) {
    // One for each person, the same in every letter.
    letter.stop_key = content_hash("stop:" + options_.secret + person.id.str()).substr(0, 32);
    DATELINE_TRY_VOID(writer.put_mailed_link({.key_hash = content_hash(letter.stop_key),
                                              .kind = desk::MailedLink::Kind::kStop,
                                              .person = person.id,
                                              .expires_at = now + std::chrono::years(100)}));
  }
  return writer.put_letter(letter);
}

bool ReplyDesk::may_write_unasked(const desk::EmailAddress& email) {
  return !letters_to_.attempt(digest64(text::fold(email.for_the_desk())), desk::kMostUnprovenLetters, clock_.now());
}

Result<bool> ReplyDesk::send_proof(store::Writer& writer, const desk::Person& person, const desk::Reply& reply) {
  if (!options_.can_mail) return false;
  if (person.no_mail || !may_write_unasked(reply.email)) return false;
  const Instant now = clock_.now();
  const std::string key = random_key(20);
  DATELINE_TRY_VOID(writer.put_mailed_link({.key_hash = content_hash(key),
                                            .kind = desk::MailedLink::Kind::kProve,
                                            .person = person.id,
                                            .reply = reply.id,
                                            .expires_at = now + desk::kProveLife}));
  DATELINE_TRY_VOID(send(writer, person, {.kind = Letter::Kind::kProve, .reply = reply.id, .key = key}));
  return true;
}

Status ReplyDesk::tell_of_answer(store::Writer& writer, const desk::Reply& reply) {
  if (!reply.parent || !options_.can_mail) return {};
  DATELINE_TRY(const auto answered, writer.reply(*reply.parent));
  if (!answered || !answered->notify || !answered->proven || answered->person == reply.person) return {};
  DATELINE_TRY(const auto author, writer.person(answered->person));
  if (!author) return {};
  return send(writer, author->person, {.kind = Letter::Kind::kAnswered, .reply = reply.id}, kSecondThoughts);
}

}  // namespace dateline::app

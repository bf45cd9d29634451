#include "store/reply_rows.h"

namespace dateline::store {
namespace {

/// What cannot be read is not shown to anybody.
desk::ReplyState reply_state_from(std::string_view text) {
  return desk::parse_reply_state(text).value_or(desk::ReplyState::kHeld);
}

desk::EmailAddress email_from(Columns& columns) {
  return desk::EmailAddress::parse(columns.text()).value_or(desk::EmailAddress());
}

/// Nobody, where there is none: erased, or from a folder that knew no address.
Value person_value(desk::PersonId person) {
  return person == desk::PersonId{} ? Value() : Value(person);
}

}  // namespace

Row to_row(const KeptReply& kept) {
  const desk::Reply& reply = kept.reply;
  const bool erased = reply.state == desk::ReplyState::kErased;
  return {reply.id,
          reply.article,
          reply.parent,
          person_value(reply.person),
          reply.name,
          reply.website,
          reply.text,
          desk::truncate_peer(reply.peer),
          reply.posted_at,
          desk::to_string(reply.state),
          reply.held_because,
          reply.reason,
          reply.decided_by,
          reply.decided_at,
          desk::to_string(reply.ground),
          reply.proven,
          std::int64_t{reply.avatar},
          reply.edited_at,
          reply.revision,
          reply.notify,
          reply.picked,
          erased ? std::int64_t{0} : static_cast<std::int64_t>(desk::text_digest(reply.text)),
          kept.status_key_hash,
          kept.once};
}

KeptReply kept_reply_from(Columns& columns) {
  KeptReply kept;
  desk::Reply& reply = kept.reply;
  reply.id = columns.id<desk::ReplyId>();
  reply.article = columns.id<article::ArticleId>();
  reply.parent = columns.optional_id<desk::ReplyId>();
  reply.person = columns.id<desk::PersonId>();
  reply.name = columns.text();
  reply.website = columns.text();
  reply.text = columns.text();
  reply.peer = columns.text();
  reply.posted_at = columns.instant();
  reply.state = reply_state_from(columns.text());
  reply.held_because = columns.text();
  reply.reason = columns.text();
  reply.decided_by = columns.text();
  reply.decided_at = columns.optional_instant();
  reply.ground = desk::parse_ground(columns.text()).value_or(desk::Ground::kNone);
  reply.proven = columns.flag();
  reply.avatar = static_cast<std::uint32_t>(columns.number());
  reply.edited_at = columns.optional_instant();
  reply.revision = static_cast<int>(columns.number());
  reply.notify = columns.flag();
  reply.picked = columns.flag();
  columns.number();  // The digest is made anew from the text.
  kept.status_key_hash = columns.text();
  if (std::string once = columns.text(); !once.empty()) kept.once = std::move(once);
  reply.email = email_from(columns);
  return kept;
}

desk::PublicReply public_reply_from(Columns& columns) {
  desk::PublicReply reply;
  reply.id = columns.id<desk::ReplyId>();
  reply.parent = columns.optional_id<desk::ReplyId>();
  reply.name = columns.text();
  reply.website = columns.text();
  reply.text = columns.text();
  reply.posted_at = columns.instant();
  const desk::ReplyState state = reply_state_from(columns.text());
  reply.awaiting = state == desk::ReplyState::kHeld;
  reply.gone = state == desk::ReplyState::kErased;
  reply.avatar = static_cast<std::uint32_t>(columns.number());
  reply.edited_at = columns.optional_instant();
  reply.picked = columns.flag();
  return reply;
}

Row to_row(const desk::Person& person) {
  return {person.id,
          person.email.for_the_desk(),
          std::int64_t{person.avatar},
          person.proven_at,
          person.first_at,
          person.note,
          person.note_by,
          person.no_mail};
}

desk::Person person_from(Columns& columns) {
  desk::Person person;
  person.id = columns.id<desk::PersonId>();
  person.email = email_from(columns);
  person.avatar = static_cast<std::uint32_t>(columns.number());
  person.proven_at = columns.optional_instant();
  person.first_at = columns.instant();
  person.note = columns.text();
  person.note_by = columns.text();
  person.no_mail = columns.flag();
  return person;
}

Row to_row(const desk::Report& report, std::string_view key_hash) {
  return {report.id,
          report.reply,
          desk::to_string(report.ground),
          report.words,
          report.person,
          desk::truncate_peer(report.peer),
          report.at,
          desk::to_string(report.state),
          report.answer,
          report.decided_by,
          report.decided_at,
          key_hash};
}

desk::Report report_from(Columns& columns) {
  desk::Report report;
  report.id = columns.id<desk::ReportId>();
  report.reply = columns.id<desk::ReplyId>();
  report.ground = desk::parse_ground(columns.text()).value_or(desk::Ground::kOther);
  report.words = columns.text();
  report.person = columns.optional_id<desk::PersonId>();
  report.peer = columns.text();
  report.at = columns.instant();
  report.state = desk::parse_report_state(columns.text()).value_or(desk::Report::State::kOpen);
  report.answer = columns.text();
  report.decided_by = columns.text();
  report.decided_at = columns.optional_instant();
  columns.text();  // The key's hash.
  report.email = desk::EmailAddress::parse(columns.text());
  return report;
}

Row to_row(const desk::Appeal& appeal) {
  return {appeal.id,     appeal.reply,      appeal.report,    appeal.words, appeal.at, desk::to_string(appeal.state),
          appeal.answer, appeal.decided_by, appeal.decided_at};
}

desk::Appeal appeal_from(Columns& columns) {
  desk::Appeal appeal;
  appeal.id = columns.id<desk::AppealId>();
  appeal.reply = columns.id<desk::ReplyId>();
  appeal.report = columns.optional_id<desk::ReportId>();
  appeal.words = columns.text();
  appeal.at = columns.instant();
  appeal.state = desk::parse_appeal_state(columns.text()).value_or(desk::Appeal::State::kOpen);
  appeal.answer = columns.text();
  appeal.decided_by = columns.text();
  appeal.decided_at = columns.optional_instant();
  return appeal;
}

Row to_row(const desk::Letter& letter) {
  return {letter.id,      desk::to_string(letter.kind),
          letter.person,  letter.reply,
          letter.report,  letter.appeal,
          letter.key,     letter.stop_key,
          letter.at,      letter.attempts,
          letter.next_at, letter.problem};
}

desk::Letter letter_from(Columns& columns) {
  desk::Letter letter;
  letter.id = columns.id<desk::LetterId>();
  letter.kind = desk::parse_letter_kind(columns.text()).value_or(desk::Letter::Kind::kProve);
  letter.person = columns.id<desk::PersonId>();
  letter.reply = columns.optional_id<desk::ReplyId>();
  letter.report = columns.optional_id<desk::ReportId>();
  letter.appeal = columns.optional_id<desk::AppealId>();
  letter.key = columns.text();
  letter.stop_key = columns.text();
  letter.at = columns.instant();
  letter.attempts = static_cast<int>(columns.number());
  letter.next_at = columns.instant();
  letter.problem = columns.text();
  letter.to = email_from(columns);
  return letter;
}

Row to_row(const desk::MailedLink& link) {
  return {link.key_hash, desk::to_string(link.kind), link.person, link.reply, link.expires_at};
}

desk::MailedLink link_from(Columns& columns) {
  desk::MailedLink link;
  link.key_hash = columns.text();
  // What cannot be read may do least: end mail.
  link.kind = desk::parse_link_kind(columns.text()).value_or(desk::MailedLink::Kind::kStop);
  link.person = columns.id<desk::PersonId>();
  link.reply = columns.optional_id<desk::ReplyId>();
  link.expires_at = columns.instant();
  return link;
}

}  // namespace dateline::store

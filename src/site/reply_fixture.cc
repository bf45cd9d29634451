#include "site/reply_fixture.h"

#include "base/ids.h"

namespace dateline::site {
namespace {

template <class T>
std::vector<T> all_of(const std::vector<T>& from, auto wanted) {
  std::vector<T> out;
  std::ranges::copy_if(from, std::back_inserter(out), wanted);
  return out;
}

template <class T>
std::optional<T> one_of(const std::vector<T>& from, auto wanted) {
  const auto found = std::ranges::find_if(from, wanted);
  return found == from.end() ? std::nullopt : std::optional(*found);
}

template <class T>
std::optional<T> keyed(const std::map<std::string, T>& keys, std::string_view hash) {
  const auto found = keys.find(std::string(hash));
  return found == keys.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

desk::PublicReply FakeReplyReader::as_public(const desk::Reply& reply) {
  const bool gone = reply.state == desk::ReplyState::kErased;
  return {.id = reply.id,
          .parent = reply.parent,
          .name = reply.name,
          .website = reply.website,
          .text = reply.text,
          .posted_at = reply.posted_at,
          .avatar = reply.avatar,
          .edited_at = reply.edited_at,
          .picked = reply.picked,
          .gone = gone};
}

bool FakeReplyReader::is_public(const desk::Reply& reply) {
  return reply.state == desk::ReplyState::kApproved || reply.state == desk::ReplyState::kErased;
}

Result<std::vector<store::ThreadEntry>> FakeReplyReader::thread(article::ArticleId article) const {
  std::vector<store::ThreadEntry> entries;
  for (const auto& r : all_replies) {
    if (r.article == article && is_public(r))
      entries.push_back({r.id, r.parent, r.posted_at, r.picked, r.state == desk::ReplyState::kErased});
  }
  return entries;
}

Result<std::vector<desk::PublicReply>> FakeReplyReader::public_replies(const std::vector<desk::ReplyId>& ids) const {
  asked_for = std::max(asked_for, ids.size());
  std::vector<desk::PublicReply> out;
  for (const auto id : ids) {
    const auto found = *reply(id);
    if (found && is_public(*found)) out.push_back(as_public(*found));
  }
  return out;
}

Result<std::int64_t> FakeReplyReader::count_replies(article::ArticleId article) const {
  return std::ranges::count_if(
      all_replies, [&](const auto& r) { return r.article == article && r.state == desk::ReplyState::kApproved; });
}

Result<std::optional<desk::OwnReply>> FakeReplyReader::own_reply(std::string_view hash) const {
  const auto id = keyed(status_keys, hash);
  const auto found = id ? *reply(*id) : std::nullopt;
  if (!found || found->state == desk::ReplyState::kErased) return std::nullopt;
  return desk::OwnReply{as_public(*found),          found->article,    found->state,  found->ground,  found->reason,
                        !found->decided_by.empty(), found->decided_at, found->proven, found->revision};
}

Result<std::optional<desk::Report>> FakeReplyReader::report_by_key(std::string_view hash) const {
  const auto id = keyed(report_keys, hash);
  return id ? one_of(all_reports, [&](const auto& r) { return r.id == *id; }) : std::nullopt;
}

Result<std::optional<desk::Appeal>> FakeReplyReader::appeal_of(desk::ReplyId id,
                                                               std::optional<desk::ReportId> report) const {
  return one_of(all_appeals, [&](const auto& a) { return a.reply == id && a.report == report; });
}

Result<std::optional<desk::MailedLink>> FakeReplyReader::mailed_link(std::string_view hash, Instant now) const {
  return one_of(mailed_links, [&](const auto& l) { return l.key_hash == hash && l.expires_at > now; });
}

Result<std::optional<store::PersonalData>> FakeReplyReader::personal_data(desk::PersonId id) const {
  const auto person = people.find(id.value);
  if (person == people.end()) return std::nullopt;
  store::PersonalData data{.person = person->second,
                           .replies = all_of(all_replies, [&](const auto& r) { return r.person == id; }),
                           .reports = all_of(all_reports, [&](const auto& r) { return r.person == id; }),
                           .appeals = {}};
  data.appeals = all_of(all_appeals,
                        [&](const auto& a) { return std::ranges::count(data.replies, a.reply, &desk::Reply::id) > 0; });
  return data;
}

Result<std::optional<desk::Reply>> FakeReplyReader::reply(desk::ReplyId id) const {
  return one_of(all_replies, [&](const auto& r) { return r.id == id; });
}

bool FakeReplyReader::is_reported(desk::ReplyId id) const {
  return std::ranges::any_of(all_reports,
                             [&](const auto& r) { return r.reply == id && r.state == desk::Report::State::kOpen; });
}

bool FakeReplyReader::is_in(const desk::Reply& reply, store::ReplyQueue queue) const {
  using Queue = store::ReplyQueue;
  const bool approved = reply.state == desk::ReplyState::kApproved;
  switch (queue) {
    case Queue::kHeld:
      return reply.state == desk::ReplyState::kHeld;
    case Queue::kReported:
      return approved && is_reported(reply.id);
    case Queue::kNew:
      return approved && reply.decided_by.empty();
    case Queue::kApproved:
      return approved;
    case Queue::kRejected:
      return reply.state == desk::ReplyState::kRejected;
    case Queue::kSpam:
      break;
  }
  return reply.state == desk::ReplyState::kSpam;
}

Result<store::Paged<desk::Reply>> FakeReplyReader::replies(store::ReplyQueue queue, const store::Page& page) const {
  auto found = all_of(all_replies, [&](const auto& r) { return is_in(r, queue); });
  if (queue != store::ReplyQueue::kHeld && queue != store::ReplyQueue::kReported) std::ranges::reverse(found);
  return cut(std::move(found), page);
}

Result<store::QueueCounts> FakeReplyReader::queue_counts() const {
  const auto in = [&](store::ReplyQueue queue) {
    return std::ranges::count_if(all_replies, [&](const auto& r) { return is_in(r, queue); });
  };
  return store::QueueCounts{in(store::ReplyQueue::kHeld),
                            in(store::ReplyQueue::kReported),
                            in(store::ReplyQueue::kNew),
                            in(store::ReplyQueue::kApproved),
                            in(store::ReplyQueue::kRejected),
                            in(store::ReplyQueue::kSpam),
                            std::ranges::count(all_appeals, desk::Appeal::State::kOpen, &desk::Appeal::state)};
}

Result<std::vector<desk::Reply>> FakeReplyReader::answers(desk::ReplyId id, int limit) const {
  auto found = all_of(all_replies, [&](const auto& r) { return r.parent == id; });
  found.resize(std::min(found.size(), static_cast<std::size_t>(limit)));
  return found;
}

Result<std::optional<desk::PersonHistory>> FakeReplyReader::person(desk::PersonId id) const {
  const auto person = people.find(id.value);
  if (person == people.end()) return std::nullopt;
  desk::PersonHistory history{.person = person->second, .names = {}};
  for (const auto& r : all_replies) {
    if (r.person != id) continue;
    history.held += r.state == desk::ReplyState::kHeld;
    history.approved += r.state == desk::ReplyState::kApproved;
    history.rejected += r.state == desk::ReplyState::kRejected;
    history.spam += r.state == desk::ReplyState::kSpam;
    std::erase(history.names, r.name);
    history.names.insert(history.names.begin(), r.name);
  }
  return history;
}

Result<store::Paged<desk::Reply>> FakeReplyReader::replies_of(desk::PersonId id, const store::Page& page) const {
  auto found = all_of(all_replies, [&](const auto& r) { return r.person == id; });
  std::ranges::reverse(found);
  return cut(std::move(found), page);
}

Result<std::vector<desk::Report>> FakeReplyReader::reports_of(desk::ReplyId id) const {
  return all_of(all_reports, [&](const auto& r) { return r.reply == id; });
}

Result<store::Paged<desk::Appeal>> FakeReplyReader::appeals(desk::Appeal::State state, const store::Page& page) const {
  return cut(all_of(all_appeals, [&](const auto& a) { return a.state == state; }), page);
}

Result<std::optional<desk::Appeal>> FakeReplyReader::appeal(desk::AppealId id) const {
  return one_of(all_appeals, [&](const auto& a) { return a.id == id; });
}

Status FakeReplyReader::each_reply(Instant since, const std::function<void(const desk::Reply&)>& visit) const {
  for (auto r = all_replies.rbegin(); r != all_replies.rend(); ++r) {
    if (r->posted_at >= since) visit(*r);
  }
  return {};
}

Result<desk::ReplyRules> FakeReplyReader::reply_rules() const {
  return rules;
}

Result<std::vector<desk::Letter>> FakeReplyReader::due_letters(Instant now, int) const {
  return all_of(letters, [&](const auto& l) { return l.next_at <= now; });
}

Result<std::optional<desk::Letter>> FakeReplyReader::letter(desk::LetterId id) const {
  return one_of(letters, [&](const auto& l) { return l.id == id; });
}

Result<std::int64_t> FakeReplyReader::waiting_letters() const {
  return std::ssize(letters);
}

desk::Person& FakeReplyReader::person_of(const desk::EmailAddress& email, Instant now) {
  const desk::PersonId id{digest64("person:" + email.for_the_desk())};
  auto& person = people[id.value];
  if (person.id == desk::PersonId{}) {
    person.id = id;
    person.email = email;
    person.avatar = static_cast<std::uint32_t>(id.value);
    person.first_at = now;
  }
  return person;
}

desk::Reply* FakeReplyReader::find(desk::ReplyId id) {
  const auto found = std::ranges::find(all_replies, id, &desk::Reply::id);
  return found == all_replies.end() ? nullptr : &*found;
}

desk::ReplyHistory FakeReplyReader::history_for(const desk::ReplyDraft& draft, Instant now) const {
  desk::ReplyHistory history;
  const auto post = *post_of(draft.article);
  history.replies_open = post && post->state == desk::Post::State::kPublished && post->replies_open;
  if (post) history.published_at = post->published_at;
  if (draft.parent) history.parent_exists = (*reply(*draft.parent)).has_value();
  for (auto parent = draft.parent; parent; parent = (*reply(*parent)).value_or(desk::Reply{}).parent)
    ++history.parent_depth;
  for (const auto& r : all_replies) {
    const bool same = r.text == draft.text;
    history.same_text_by_anyone += same && r.posted_at > now - desk::kRepeatWindow;
    if (r.email != draft.email) continue;
    if (same && r.article == draft.article) history.same_text_before = true;
    history.last_by_reader = r.posted_at;
    history.approved += r.state == desk::ReplyState::kApproved;
  }
  const auto owner = keyed(reader_keys, content_hash(draft.reader_key));
  history.proven = owner && people.contains(owner->value) && people.at(owner->value).email == draft.email;
  return history;
}

void FakeReplyDesk::post(desk::ReplyDraft draft, Done<Posted> done) {
  last_draft = draft;
  const desk::ReplyHistory history = reader_.history_for(draft, clock_.now());
  const auto verdict = desk::Moderation(reader_.rules).judge(draft, history, clock_.now());
  if (!verdict) return done(Posted(std::unexpected(verdict.error())));
  const desk::Person& person = reader_.person_of(draft.email, clock_.now());
  desk::Reply reply = desk::as_reply(draft, clock_.now());
  reply.id = {digest64(random_key())};
  reply.state = verdict->state;
  reply.held_because = verdict->rule;
  reply.person = person.id;
  reply.proven = history.proven;
  reply.avatar = history.proven ? person.avatar : static_cast<std::uint32_t>(reply.id.value);
  reader_.all_replies.push_back(reply);
  const std::string key = random_key();
  reader_.status_keys[content_hash(key)] = reply.id;
  keys_[reply.id.value] = key;
  const bool mailed = can_mail && !history.proven;
  if (mailed) mail(desk::Letter::Kind::kProve, desk::MailedLink::Kind::kProve, person, reply.id, desk::kProveLife);
  done(Posted(desk::PostedReply{reply.id, key, reply.state, mailed}));
}

void FakeReplyDesk::edit(std::string key, std::string text, Done<desk::PostedReply> done) {
  desk::Reply* reply = by_status_key(key);
  if (!reply) return done(fail(Code::kNotFound, "there is no such reply"));
  if (!reply->decided_by.empty() || clock_.now() >= reply->posted_at + desk::kEditWindow)
    return done(fail(Code::kDenied, "it is too late to change this reply"));
  reply->text = std::move(text);
  reply->edited_at = clock_.now();
  ++reply->revision;
  done(desk::PostedReply{reply->id, key, reply->state, false});
}

void FakeReplyDesk::report(desk::ReportDraft draft, Done<std::string> done) {
  if (is_full) return done(fail(Code::kLimit, "too many reports"));
  const desk::Reply* reply = reader_.find(draft.reply);
  if (!reply || reply->state != desk::ReplyState::kApproved)
    return done(fail(Code::kNotFound, "there is no such reply"));
  desk::Report report{.id = {digest64(random_key())},
                      .reply = draft.reply,
                      .ground = draft.ground,
                      .words = draft.words,
                      .peer = draft.peer,
                      .at = clock_.now(),
                      .answer = "",
                      .decided_by = ""};
  if (draft.email) report.person = reader_.person_of(*draft.email, clock_.now()).id;
  report.email = draft.email;
  reader_.all_reports.push_back(report);
  const std::string key = random_key();
  reader_.report_keys[content_hash(key)] = report.id;
  done(key);
}

void FakeReplyDesk::appeal(std::string key, std::string words, Done<desk::AppealId> done) {
  desk::Appeal appeal;
  appeal.id = {digest64(random_key())};
  appeal.words = std::move(words);
  appeal.at = clock_.now();
  std::optional<Instant> decided_at;
  if (const desk::Reply* reply = by_status_key(key)) {
    appeal.reply = reply->id;
    if (reply->state != desk::ReplyState::kApproved && !reply->decided_by.empty()) decided_at = reply->decided_at;
  } else if (const auto report = *reader_.report_by_key(content_hash(key))) {
    appeal.reply = report->reply;
    appeal.report = report->id;
    if (report->state == desk::Report::State::kDismissed) decided_at = report->decided_at;
  } else {
    return done(fail(Code::kNotFound, "there is no such reply or report"));
  }
  if (*reader_.appeal_of(appeal.reply, appeal.report)) return done(fail(Code::kConflict, "there was an appeal"));
  if (!decided_at || clock_.now() >= *decided_at + desk::kAppealWindow)
    return done(fail(Code::kDenied, "nothing was decided that can be appealed against"));
  reader_.all_appeals.push_back(appeal);
  done(appeal.id);
}

void FakeReplyDesk::ask_for_link(desk::EmailAddress email, std::uint64_t, Done<void> done) {
  if (is_full) return done(fail(Code::kLimit, "too many links"));
  for (const auto& [_, person] : reader_.people) {
    if (person.email == email)
      mail(desk::Letter::Kind::kManage, desk::MailedLink::Kind::kManage, person, std::nullopt, desk::kManageLife);
  }
  done({});
}

void FakeReplyDesk::prove(std::string key, Done<desk::Proven> done) {
  const auto link = *reader_.mailed_link(content_hash(key), clock_.now());
  desk::Reply* reply = link && link->reply ? reader_.find(*link->reply) : nullptr;
  if (!reply || link->kind != desk::MailedLink::Kind::kProve) return done(fail(Code::kNotFound, "the link was used"));
  std::erase_if(reader_.mailed_links, [&](const auto& l) { return l.key_hash == link->key_hash; });
  reader_.people[link->person.value].proven_at = clock_.now();
  reply->proven = true;
  const std::string reader_key = random_key();
  reader_.reader_keys[content_hash(reader_key)] = link->person;
  done(desk::Proven{reader_key, reply->id, keys_[reply->id.value]});
}

void FakeReplyDesk::stop_mail(std::string key, Done<void> done) {
  const auto link = *reader_.mailed_link(content_hash(key), clock_.now());
  if (!link || link->kind == desk::MailedLink::Kind::kProve) return done(fail(Code::kNotFound, "no such link"));
  reader_.people[link->person.value].no_mail = true;
  done({});
}

void FakeReplyDesk::erase(std::string key, Done<std::int64_t> done) {
  const auto link = *reader_.mailed_link(content_hash(key), clock_.now());
  if (!link || link->kind != desk::MailedLink::Kind::kManage) return done(fail(Code::kNotFound, "no such link"));
  std::int64_t gone = 0;
  for (auto& r : reader_.all_replies) {
    if (r.person != link->person) continue;
    ++gone;
    r.name = r.text = r.website = r.peer = r.reason = "";
    r.email = {};
    r.person = {};
    r.state = desk::ReplyState::kErased;
  }
  std::erase_if(reader_.all_reports, [&](const auto& r) { return r.person == link->person; });
  reader_.people.erase(link->person.value);
  std::erase_if(reader_.mailed_links, [&](const auto& l) { return l.person == link->person; });
  done(gone);
}

void FakeReplyDesk::decide(std::string who, ReplyDecision decision, Done<std::vector<desk::ReplyId>> done) {
  std::vector<desk::ReplyId> decided;
  for (const auto& read : decision.replies) {
    desk::Reply* reply = reader_.find(read.reply);
    if (!reply || reply->revision != read.revision || reply->state == desk::ReplyState::kErased ||
        (reply->state == decision.state && !reply->decided_by.empty() && !reader_.is_reported(reply->id) &&
         !decision.undo))
      continue;
    const auto decided_before = reply->decided_at;
    reply->state = decision.state;
    reply->ground = decision.ground;
    reply->reason = decision.reason;
    reply->decided_by = decision.undo ? "" : who;
    reply->decided_at = decision.undo ? std::nullopt : std::optional(clock_.now());
    using State = desk::Report::State;
    for (auto& report : reader_.all_reports) {
      const bool is_meant =
          decision.undo ? report.decided_at && report.decided_at == decided_before : report.state == State::kOpen;
      if (report.reply != reply->id || !is_meant) continue;
      report.state = decision.undo                                   ? State::kOpen
                     : decision.state == desk::ReplyState::kApproved ? State::kDismissed
                                                                     : State::kUpheld;
      report.answer = decision.reason;
      report.decided_by = reply->decided_by;
      report.decided_at = reply->decided_at;
    }
    note(who, decision.undo ? "reply.undo" : "reply." + std::string(desk::to_string(decision.state)), reply->id.str(),
         decision.reason);
    decided.push_back(reply->id);
  }
  done(decided);
}

void FakeReplyDesk::pick(std::string who, desk::ReplyId id, bool picked, Done<void> done) {
  desk::Reply* reply = reader_.find(id);
  if (!reply) return done(fail(Code::kNotFound, "there is no such reply"));
  reply->picked = picked;
  note(who, picked ? "reply.pick" : "reply.unpick", id.str(), "");
  done({});
}

void FakeReplyDesk::decide_appeal(std::string who, desk::AppealId id, bool granted, std::string answer,
                                  Done<void> done) {
  const auto appeal = std::ranges::find(reader_.all_appeals, id, &desk::Appeal::id);
  if (appeal == reader_.all_appeals.end()) return done(fail(Code::kNotFound, "there is no such appeal"));
  if (appeal->state != desk::Appeal::State::kOpen) return done(fail(Code::kConflict, "it was decided"));
  appeal->state = granted ? desk::Appeal::State::kGranted : desk::Appeal::State::kRefused;
  appeal->answer = std::move(answer);
  appeal->decided_by = who;
  appeal->decided_at = clock_.now();
  desk::Reply* reply = reader_.find(appeal->reply);
  if (granted && reply) reply->state = appeal->report ? desk::ReplyState::kRejected : desk::ReplyState::kApproved;
  note(who, granted ? "appeal.grant" : "appeal.refuse", id.str(), appeal->answer);
  done({});
}

void FakeReplyDesk::erase_person(std::string, desk::PersonId id, Done<std::int64_t> done) {
  done(static_cast<std::int64_t>(
      std::erase_if(reader_.all_replies, [&](const auto& reply) { return reply.person == id; })));
}

void FakeReplyDesk::note_person(std::string who, desk::PersonId id, std::string words, Done<void> done) {
  const auto person = reader_.people.find(id.value);
  if (person == reader_.people.end()) return done(fail(Code::kNotFound, "there is no such person"));
  person->second.note = std::move(words);
  person->second.note_by = who;
  note(std::move(who), "person.note", id.str(), "");
  done({});
}

void FakeReplyDesk::set_rules(std::string who, desk::ReplyRules rules, Done<void> done) {
  reader_.rules = std::move(rules);
  note(std::move(who), "replies.rules", "", "");
  done({});
}

void FakeReplyDesk::letter_tried(desk::LetterId id, std::string problem, bool for_good, Done<void> done) {
  if (problem.empty() || for_good) std::erase_if(reader_.letters, [&](const auto& l) { return l.id == id; });
  done({});
}

desk::Reply* FakeReplyDesk::by_status_key(const std::string& key) {
  const auto id = keyed(reader_.status_keys, content_hash(key));
  desk::Reply* reply = id ? reader_.find(*id) : nullptr;
  return reply && reply->state != desk::ReplyState::kErased ? reply : nullptr;
}

void FakeReplyDesk::mail(desk::Letter::Kind kind, desk::MailedLink::Kind opens, const desk::Person& person,
                         std::optional<desk::ReplyId> reply, std::chrono::seconds life) {
  const std::string key = random_key();
  reader_.mailed_links.push_back({content_hash(key), opens, person.id, reply, clock_.now() + life});
  desk::Letter letter;
  letter.id = {digest64(random_key())};
  letter.kind = kind;
  letter.person = person.id;
  letter.to = person.email;
  letter.reply = reply;
  letter.key = key;
  letter.at = letter.next_at = clock_.now();
  reader_.letters.push_back(letter);
}

void FakeReplyDesk::note(std::string who, std::string action, std::string about, std::string detail) {
  reader_.audit_entries.insert(reader_.audit_entries.begin(),
                               {clock_.now(), std::move(who), std::move(action), std::move(about), std::move(detail)});
}

}  // namespace dateline::site

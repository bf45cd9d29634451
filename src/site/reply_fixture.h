#pragma once
// Replies, those who write them and what is asked about them, in memory: the part of site_fixture.h that is about
// these.

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "site/reply_desk.h"
#include "store/store.h"

namespace dateline::site {

class FakeReplyReader : public store::Reader {
 public:
  std::vector<desk::Reply> all_replies;  ///< In order of posting.
  std::map<std::uint64_t, desk::Person> people;
  std::map<std::string, desk::ReplyId> status_keys;  ///< By hash of the key, as all keys here.
  std::vector<desk::Report> all_reports;
  std::map<std::string, desk::ReportId> report_keys;
  std::vector<desk::Appeal> all_appeals;
  std::vector<desk::MailedLink> mailed_links;
  std::vector<desk::Letter> letters;
  std::map<std::string, desk::PersonId> reader_keys;
  desk::ReplyRules rules;
  std::vector<desk::AuditEntry> audit_entries;  ///< The newest first.

  /// The entries that `page` asks for; a cursor is "b" and how many are passed over.
  template <class T>
  static store::Paged<T> cut(std::vector<T> all, const store::Page& page) {
    const std::size_t from =
        page.cursor.starts_with('b') ? std::min<std::size_t>(std::stoul(page.cursor.substr(1)), all.size()) : 0;
    const std::size_t limit = static_cast<std::size_t>(page.limit), to = std::min(from + limit, all.size());
    store::Paged<T> out;
    if (to < all.size()) out.next = "b" + std::to_string(to);
    if (from > 0) out.previous = "b" + std::to_string(from - std::min(from, limit));
    for (std::size_t i = from; i < to; ++i) out.items.push_back(std::move(all[i]));
    return out;
  }

  static desk::PublicReply as_public(const desk::Reply& reply);
  static bool is_public(const desk::Reply& reply);

  Result<std::vector<store::ThreadEntry>> thread(article::ArticleId article) const override;
  Result<std::vector<desk::PublicReply>> public_replies(const std::vector<desk::ReplyId>& ids) const override;
  mutable std::size_t asked_for = 0;  ///< The most texts that were asked for at once.

  Result<std::int64_t> count_replies(article::ArticleId article) const override;
  Result<std::optional<desk::OwnReply>> own_reply(std::string_view hash) const override;
  Result<std::optional<desk::Report>> report_by_key(std::string_view hash) const override;
  Result<std::optional<desk::Appeal>> appeal_of(desk::ReplyId id, std::optional<desk::ReportId> report) const override;
  Result<std::optional<desk::MailedLink>> mailed_link(std::string_view hash, Instant now) const override;
  Result<std::optional<store::PersonalData>> personal_data(desk::PersonId id) const override;

  Result<std::optional<desk::Reply>> reply(desk::ReplyId id) const override;
  bool is_reported(desk::ReplyId id) const;
  bool is_in(const desk::Reply& reply, store::ReplyQueue queue) const;
  Result<store::Paged<desk::Reply>> replies(store::ReplyQueue queue, const store::Page& page) const override;
  Result<store::QueueCounts> queue_counts() const override;
  Result<std::vector<desk::Reply>> answers(desk::ReplyId id, int limit) const override;
  Result<std::optional<desk::PersonHistory>> person(desk::PersonId id) const override;
  Result<store::Paged<desk::Reply>> replies_of(desk::PersonId id, const store::Page& page) const override;
  Result<std::vector<desk::Report>> reports_of(desk::ReplyId id) const override;
  Result<store::Paged<desk::Appeal>> appeals(desk::Appeal::State state, const store::Page& page) const override;
  Result<std::optional<desk::Appeal>> appeal(desk::AppealId id) const override;
  Status each_reply(Instant since, const std::function<void(const desk::Reply&)>& visit) const override;
  Result<desk::ReplyRules> reply_rules() const override;
  Result<std::vector<desk::Letter>> due_letters(Instant now, int) const override;
  Result<std::optional<desk::Letter>> letter(desk::LetterId id) const override;
  Result<std::int64_t> waiting_letters() const override;

  /// The person of that address; made where there is none. Its id follows from the address.
  desk::Person& person_of(const desk::EmailAddress& email, Instant now);
  desk::Reply* find(desk::ReplyId id);
  desk::ReplyHistory history_for(const desk::ReplyDraft& draft, Instant now) const;
};

class FakeReplyDesk final : public ReplyDesk {
 public:
  FakeReplyDesk(FakeReplyReader& reader, const Clock& clock) : reader_(reader), clock_(clock) {}

  desk::ReplyDraft last_draft;  ///< Of the last reply that was posted.
  bool can_mail = false;        ///< Links are mailed: they come among the reader's letters, with their keys.
  bool is_full = false;         ///< Reports and links are refused: too many.

  using Posted = std::expected<desk::PostedReply, desk::ReplyRefusal>;
  void post(desk::ReplyDraft draft, Done<Posted> done) override;
  void edit(std::string key, std::string text, Done<desk::PostedReply> done) override;
  void report(desk::ReportDraft draft, Done<std::string> done) override;
  void appeal(std::string key, std::string words, Done<desk::AppealId> done) override;
  void ask_for_link(desk::EmailAddress email, std::uint64_t, Done<void> done) override;
  void prove(std::string key, Done<desk::Proven> done) override;
  void stop_mail(std::string key, Done<void> done) override;
  void erase(std::string key, Done<std::int64_t> done) override;

  void decide(std::string who, ReplyDecision decision, Done<std::vector<desk::ReplyId>> done) override;
  void pick(std::string who, desk::ReplyId id, bool picked, Done<void> done) override;
  void decide_appeal(std::string who, desk::AppealId id, bool granted, std::string answer, Done<void> done) override;
  void erase_person(std::string, desk::PersonId id, Done<std::int64_t> done) override;
  void note_person(std::string who, desk::PersonId id, std::string words, Done<void> done) override;
  void set_rules(std::string who, desk::ReplyRules rules, Done<void> done) override;
  void letter_tried(desk::LetterId id, std::string problem, bool for_good, Done<void> done) override;

 private:
  desk::Reply* by_status_key(const std::string& key);
  void mail(desk::Letter::Kind kind, desk::MailedLink::Kind opens, const desk::Person& person,
            std::optional<desk::ReplyId> reply, std::chrono::seconds life);
  void note(std::string who, std::string action, std::string about, std::string detail);

  FakeReplyReader& reader_;
  const Clock& clock_;
  std::map<std::uint64_t, std::string> keys_;  ///< Status keys, by reply.
};

}  // namespace dateline::site

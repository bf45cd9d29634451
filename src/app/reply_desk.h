#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/jobs.h"
#include "base/clock.h"
#include "desk/limit.h"
#include "desk/spam_filter.h"
#include "site/reply_desk.h"
#include "store/store.h"

namespace dateline::app {

/// Takes, edits, judges and erases replies, on the newsroom's thread (newsroom.h), and queues the letters that go with
/// it (postman.h sends them).
class ReplyDesk final : public site::ReplyDesk {
 public:
  struct Options {
    std::string secret;     ///< Of this data folder; makes keys.
    bool can_mail = false;  ///< Letters are sent; else none are queued.
  };
  ReplyDesk(Options options, Jobs& jobs, const Clock& clock)
      : options_(std::move(options)), jobs_(jobs), clock_(clock) {}

  /// Reads the rules, and teaches the spam filter what the desk decided. Newsroom thread, before any job.
  Status load(const store::Reader& reader);
  /// What is kept for a while only, goes. Newsroom thread, inside a job; costs nothing when nothing is due.
  Status tidy(store::Writer& writer);

  void post(desk::ReplyDraft draft, site::Done<std::expected<desk::PostedReply, desk::ReplyRefusal>> done) override;
  void edit(std::string status_key, std::string text, site::Done<desk::PostedReply> done) override;
  void report(desk::ReportDraft draft, site::Done<std::string> done) override;
  void appeal(std::string key, std::string words, site::Done<desk::AppealId> done) override;
  void ask_for_link(desk::EmailAddress email, std::uint64_t origin, site::Done<void> done) override;
  void prove(std::string link_key, site::Done<desk::Proven> done) override;
  void stop_mail(std::string link_key, site::Done<void> done) override;
  void erase(std::string link_key, site::Done<std::int64_t> done) override;
  void decide(std::string who, site::ReplyDecision decision, site::Done<std::vector<desk::ReplyId>> done) override;
  void pick(std::string who, desk::ReplyId reply, bool picked, site::Done<void> done) override;
  void decide_appeal(std::string who, desk::AppealId appeal, bool granted, std::string answer,
                     site::Done<void> done) override;
  void note_person(std::string who, desk::PersonId person, std::string note, site::Done<void> done) override;
  void erase_person(std::string who, desk::PersonId person, site::Done<std::int64_t> done) override;
  void set_rules(std::string who, desk::ReplyRules rules, site::Done<void> done) override;
  void letter_tried(desk::LetterId letter, std::string problem, bool for_good, site::Done<void> done) override;

  /// Puts a reply as it was, under its person's address (the sample edition).
  void put(desk::Reply reply, site::Done<void> done);

 private:
  /// What the filter is to learn once a batch is kept: replies as they were, and what they are now.
  struct Lesson {
    desk::Reply before;
    desk::ReplyState now;
  };
  using Lessons = std::shared_ptr<std::vector<Lesson>>;
  /// Teaches `lessons` when the job has succeeded.
  template <class T>
  site::Done<T> then_learn(Lessons lessons, site::Done<T> done);
  void learn(const Lesson& lesson);
  std::string spam_clues(const std::vector<desk::Clue>& clues) const;

  Result<std::int64_t> erase(store::Writer& writer, const std::string& who, desk::PersonId person,
                             std::vector<Lesson>& lessons);

  std::string status_key(std::string_view once) const;
  std::string report_key(desk::ReportId report) const;
  Status audit(store::Writer& writer, const std::string& who, std::string action, std::string target,
               std::string detail) const;
  Status set_state(store::Writer& writer, const std::string& who, desk::Reply reply,
                   const site::ReplyDecision& decision, std::vector<Lesson>& lessons);
  Status answer_reports(store::Writer& writer, const std::string& who, const desk::Reply& reply,
                        const desk::Reply& before, bool undo);

  /// Queues it where mail is sent and the person wants any.
  Status send(store::Writer& writer, const desk::Person& person, desk::Letter letter, std::chrono::seconds wait = {});
  /// Whether one more letter may go, now, to an address that nobody may have proved.
  bool may_write_unasked(const desk::EmailAddress& email);
  Result<bool> send_proof(store::Writer& writer, const desk::Person& person, const desk::Reply& reply);
  /// To the author of what `reply` answers, who asked for it.
  Status tell_of_answer(store::Writer& writer, const desk::Reply& reply);

  const Options options_;
  Jobs& jobs_;
  const Clock& clock_;

  // Newsroom thread only.
  desk::Moderation moderation_{desk::ReplyRules{}};
  desk::SpamFilter filter_;  ///< Taught by the desk's decisions.
  desk::Limit by_origin_{desk::kFloodWindow}, by_text_{desk::kFloodWindow}, reports_by_origin_{desk::kFloodWindow},
      links_by_origin_{desk::kFloodWindow}, letters_to_{std::chrono::hours(24)};
  Instant tidied_at_{};
};

template <class T>
site::Done<T> ReplyDesk::then_learn(Lessons lessons, site::Done<T> done) {
  return [this, lessons, done = std::move(done)](Result<T> result) mutable {
    // Once it is kept: the filter holds what the store has.
    if (result) {
      for (const Lesson& lesson : *lessons) learn(lesson);
    }
    done(std::move(result));
  };
}

}  // namespace dateline::app

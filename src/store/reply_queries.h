#pragma once
// Reading replies, people, reports, appeals and mail: what ReplyReader promises, on one connection.

#include "store/reply_rows.h"
#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

inline constexpr std::string_view kReplyRulesSetting = "reply_rules";  ///< Of desk::keep_rules().

Result<std::vector<ThreadEntry>> list_thread(Database& database, article::ArticleId article);
Result<std::vector<desk::PublicReply>> list_public_replies(Database& database, const std::vector<desk::ReplyId>& ids);
Result<std::int64_t> count_approved(Database& database, article::ArticleId article);
Result<std::optional<desk::OwnReply>> find_own_reply(Database& database, std::string_view status_key_hash);
Result<Paged<PublishedReply>> list_newest_replies(Database& database, std::optional<article::ArticleId> article,
                                                  const Page& page);

Result<std::optional<KeptReply>> find_reply(Database& database, desk::ReplyId id);
Result<std::optional<desk::ReplyId>> find_reply_by_once(Database& database, std::string_view once);
Result<std::string> find_once(Database& database, desk::ReplyId id);
Result<desk::ReplyHistory> find_history(Database& database, const desk::ReplyDraft& draft, Instant now);
Result<Paged<desk::Reply>> list_queue(Database& database, ReplyQueue queue, const Page& page);
Result<QueueCounts> count_queues(Database& database);
Result<std::vector<desk::Reply>> list_answers(Database& database, desk::ReplyId id, int limit);
Status visit_replies(Database& database, Instant since, const std::function<void(const desk::Reply&)>& visit);
Result<desk::ReplyRules> find_rules(Database& database);

Result<std::optional<desk::Person>> find_person(Database& database, desk::PersonId id);
Result<std::optional<desk::Person>> find_person_by(Database& database, const desk::EmailAddress& email);
Result<std::optional<desk::PersonHistory>> find_person_history(Database& database, desk::PersonId id);
Result<std::optional<PersonalData>> find_personal_data(Database& database, desk::PersonId id);
Result<Paged<desk::Reply>> list_replies_of(Database& database, desk::PersonId person, const Page& page);
Result<std::optional<desk::MailedLink>> find_link(Database& database, std::string_view key_hash, Instant now);

Result<std::optional<desk::Report>> find_report_by_key(Database& database, std::string_view key_hash);
Result<std::vector<desk::Report>> list_reports(Database& database, desk::ReplyId reply);
Result<std::optional<desk::Appeal>> find_appeal(Database& database, desk::AppealId id);
Result<std::optional<desk::Appeal>> find_appeal_of(Database& database, desk::ReplyId reply,
                                                   std::optional<desk::ReportId> report);
Result<Paged<desk::Appeal>> list_appeals(Database& database, desk::Appeal::State state, const Page& page);

Result<std::vector<desk::Letter>> list_due_letters(Database& database, Instant now, int limit);
Result<std::optional<desk::Letter>> find_letter(Database& database, desk::LetterId id);
Result<std::int64_t> count_letters(Database& database);

}  // namespace dateline::store

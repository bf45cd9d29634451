#include "site/replies/statement.h"

namespace dateline::site {

Statement statement_of(const desk::Reply& reply) {
  return {reply.ground, reply.reason, !reply.decided_by.empty(), reply.decided_at};
}

Statement statement_of(const desk::OwnReply& own) {
  return {own.ground, own.reason, own.decided_by_person, own.decided_at};
}

std::string ground_in_words(const Catalogue& texts, desk::Ground ground) {
  const std::string* words = texts.find_name("report.ground", desk::to_string(ground));
  return words ? *words : std::string();
}

std::vector<std::string> statement_lines(const Catalogue& texts, const Statement& statement) {
  std::vector<std::string> lines;
  if (const std::string ground = ground_in_words(texts, statement.ground); !ground.empty())
    lines.push_back(texts.say("report.statement.ground", {{"ground", ground}}));
  if (!statement.reason.empty()) lines.push_back(texts.say("report.statement.words", {{"words", statement.reason}}));
  if (!statement.by_person)
    lines.push_back(texts.say("report.statement.by_rules"));
  else if (statement.at)
    lines.push_back(texts.say("report.statement.by_person_at", {{"time", texts.locale().day_and_time(*statement.at)}}));
  else
    lines.push_back(texts.say("report.statement.by_person"));
  return lines;
}

const std::string& appeal_in_words(const Catalogue& texts, const desk::Appeal& appeal) {
  switch (appeal.state) {
    case desk::Appeal::State::kGranted:
      return appeal.report ? texts.say("report.appeal.granted.report") : texts.say("report.appeal.granted.reply");
    case desk::Appeal::State::kRefused:
      return texts.say("report.appeal.refused");
    case desk::Appeal::State::kOpen:
      break;
  }
  return texts.say("report.appeal.open");
}

const std::string& state_in_words(const Catalogue& texts, desk::ReplyState state) {
  switch (state) {
    case desk::ReplyState::kApproved:
      return texts.say("reply.state.approved");
    case desk::ReplyState::kRejected:
      return texts.say("reply.state.rejected");
    case desk::ReplyState::kSpam:
      return texts.say("reply.state.spam");
    case desk::ReplyState::kErased:
      return texts.say("reply.state.erased");
    case desk::ReplyState::kHeld:
      break;
  }
  return texts.say("reply.state.held");
}

}  // namespace dateline::site

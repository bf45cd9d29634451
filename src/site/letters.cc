#include "site/letters.h"

#include <utility>
#include <vector>

#include "base/ids.h"
#include "site/paths.h"
#include "site/plain_words.h"
#include "site/replies/statement.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kWidth = 72;        // Readable in a window of 80 once it is quoted in an answer.
constexpr std::size_t kMostQuoted = 500;  // Characters: enough to see what it is about, and to come back for the rest.

/// Broken into lines between words; what has no space in it (an address) stays whole.
std::string wrapped(std::string_view paragraph, std::string_view prefix = {}) {
  std::string out(prefix);
  std::size_t width = prefix.size();
  bool line_is_empty = true;
  while (!paragraph.empty()) {
    const std::string_view word = paragraph.substr(0, paragraph.find(' '));
    paragraph.remove_prefix(std::min(word.size() + 1, paragraph.size()));
    const std::size_t size = text::length(word);
    if (!line_is_empty && width + 1 + size > kWidth) {
      (out += '\n') += prefix;
      width = prefix.size();
      line_is_empty = true;
    }
    if (!line_is_empty) out += ' ';
    out += word;
    width += size + (line_is_empty ? 0 : 1);
    line_is_empty = false;
  }
  return out + "\n";
}

std::string_view first_characters(std::string_view utf8, std::size_t most) {
  std::size_t at = 0;
  for (; at < utf8.size(); ++at) {
    if ((static_cast<unsigned char>(utf8[at]) & 0xc0) != 0x80 && most-- == 0) break;
  }
  return utf8.substr(0, at);
}

/// A letter of paragraphs.
class Sheet {
 public:
  Sheet& say(std::string_view paragraph) { return add(wrapped(text::collapse(paragraph))); }
  Sheet& say_if(std::string_view paragraph) { return paragraph.empty() ? *this : say(paragraph); }
  Sheet& quote(std::string_view words) { return add(wrapped(words, "> ")); }
  /// On a line of its own, so that every mail program makes a link of the whole of it.
  Sheet& link(const Href& address) { return add(address.str() + "\n"); }
  std::string text() && { return std::move(text_); }

 private:
  Sheet& add(const std::string& lines) {
    if (!text_.empty()) text_ += '\n';
    text_ += lines;
    return *this;
  }
  std::string text_;
};

/// A subject and what comes before the newsroom's name.
struct Draft {
  std::string subject;
  Sheet sheet{};
};

/// One letter in the making: what it needs of the newsroom.
struct Desk {
  const Catalogue& texts;
  const std::string& paper;
  const std::string& public_url;
  const store::Reader& reader;

  Href on_site(const Href& path) const { return path.on(public_url); }

  Result<std::optional<desk::Reply>> reply(const desk::Letter& letter) const {
    if (!letter.reply) return std::optional<desk::Reply>();
    DATELINE_TRY(auto reply, reader.reply(*letter.reply));
    if (reply && reply->state == desk::ReplyState::kErased) return std::optional<desk::Reply>();
    return reply;
  }
  Result<std::string> headline(article::ArticleId article) const {
    DATELINE_TRY(const auto post, reader.post_of(article));
    return post ? text::collapse(post->headline) : paper;
  }

  /// The address is somebody's who may never have been here, typed by anybody: no word of the reply, or of its author's
  /// name, may be sent there.
  Result<std::optional<Draft>> prove(const desk::Letter& letter) const {
    DATELINE_TRY(const auto reply, this->reply(letter));
    if (!reply) return std::optional<Draft>();
    DATELINE_TRY(const std::string about, headline(reply->article));
    Draft draft{texts.say("mail.prove.subject", {{"paper", paper}})};
    draft.sheet.say(texts.say("mail.prove.text", {{"headline", about}, {"paper", paper}}))
        .link(on_site(prove_path(letter.key)))
        .say(texts.count("mail.prove.after", desk::kProveLife.count()))
        .say(texts.say("mail.prove.not_you"));
    return draft;
  }

  Result<std::optional<Draft>> manage(const desk::Letter& letter) const {
    Draft draft{texts.say("mail.manage.subject", {{"paper", paper}})};
    draft.sheet.say(texts.say("mail.manage.text", {{"paper", paper}}))
        .link(on_site(own_data_path(letter.key)))
        .say(texts.count("mail.manage.after", desk::kManageLife.count()))
        .say(texts.say("mail.manage.not_you"));
    return draft;
  }

  Result<std::optional<Draft>> decision(const desk::Letter& letter) const {
    DATELINE_TRY(const auto reply, this->reply(letter));
    if (!reply || reply->state == desk::ReplyState::kHeld) return std::optional<Draft>();
    DATELINE_TRY(const std::string about, headline(reply->article));
    if (reply->state == desk::ReplyState::kApproved) {
      Draft draft{texts.say("mail.approved.subject", {{"headline", about}})};
      draft.sheet.say(texts.say("mail.approved.text", {{"headline", about}}))
          .link(on_site(reply_path(reply->article, reply->id)));
      return draft;
    }
    Draft draft{texts.say("mail.refused.subject", {{"headline", about}})};
    draft.sheet.say(texts.say("mail.refused.text", {{"headline", about}}));
    for (const std::string& line : statement_lines(texts, statement_of(*reply))) draft.sheet.say(line);
    draft.sheet.say(texts.say("mail.refused.appeal")).link(on_site(status_path(letter.key)));
    return draft;
  }

  Result<std::optional<Draft>> reported(const desk::Letter& letter) const {
    DATELINE_TRY(const auto report, reader.report_by_key(content_hash(letter.key)));
    if (!report || report->state == desk::Report::State::kOpen) return std::optional<Draft>();
    Draft draft{texts.say("mail.reported.subject", {{"paper", paper}})};
    draft.sheet
        .say(report->state == desk::Report::State::kUpheld ? texts.say("report.upheld") : texts.say("report.dismissed"))
        .say_if(report->answer)
        .say(report->state == desk::Report::State::kUpheld ? texts.say("mail.reported.more")
                                                           : texts.say("mail.reported.appeal"))
        .link(on_site(report_status_path(letter.key)));
    return draft;
  }

  Result<std::optional<Draft>> appeal(const desk::Letter& letter) const {
    if (!letter.appeal) return std::optional<Draft>();
    DATELINE_TRY(const auto appeal, reader.appeal(*letter.appeal));
    if (!appeal || appeal->state == desk::Appeal::State::kOpen) return std::optional<Draft>();
    Draft draft{texts.say("mail.appeal.subject", {{"paper", paper}})};
    draft.sheet.say(appeal_in_words(texts, *appeal))
        .say_if(appeal->answer)
        .link(on_site(appeal->report ? report_status_path(letter.key) : status_path(letter.key)));
    return draft;
  }

  Result<std::optional<Draft>> answered(const desk::Letter& letter) const {
    DATELINE_TRY(const auto reply, this->reply(letter));
    if (!reply || reply->state != desk::ReplyState::kApproved) return std::optional<Draft>();
    DATELINE_TRY(const std::string about, headline(reply->article));
    const std::string name = text::collapse(reply->name), words = plain_words(reply->text);
    const std::string_view quoted = first_characters(words, kMostQuoted);
    Draft draft{texts.say("mail.answered.subject", {{"name", name}, {"headline", about}})};
    draft.sheet.say(texts.say("mail.answered.text", {{"name", name}, {"headline", about}}))
        .quote(std::string(quoted) + (quoted.size() < words.size() ? "…" : ""))
        .say(texts.say("mail.answered.read"))
        .link(on_site(reply_path(reply->article, reply->id)));
    return draft;
  }

  Result<std::optional<Draft>> draft(const desk::Letter& letter) const {
    switch (letter.kind) {
      case desk::Letter::Kind::kProve:
        return prove(letter);
      case desk::Letter::Kind::kManage:
        return manage(letter);
      case desk::Letter::Kind::kDecision:
        return decision(letter);
      case desk::Letter::Kind::kReported:
        return reported(letter);
      case desk::Letter::Kind::kAppeal:
        return appeal(letter);
      case desk::Letter::Kind::kAnswered:
        return answered(letter);
    }
    return std::optional<Draft>();
  }
};

std::string without_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

}  // namespace

Letters::Letters(Catalogue texts, std::string newsroom_name, std::string public_url, const store::Reader& reader)
    : texts_(std::move(texts)),
      newsroom_name_(text::collapse(newsroom_name)),
      public_url_(without_slash(std::move(public_url))),
      reader_(reader) {}

Result<std::optional<Mail>> Letters::write(const desk::Letter& letter) const {
  const Desk desk{texts_, newsroom_name_, public_url_, reader_};
  DATELINE_TRY(auto draft, desk.draft(letter));
  if (!draft) return std::optional<Mail>();
  Mail mail{.subject = text::collapse(draft->subject), .text = std::move(draft->sheet).text(), .stop_url = ""};
  mail.text += "\n-- \n" + newsroom_name_ + "\n" + public_url_ + "\n";
  if (!letter.stop_key.empty()) {
    mail.stop_url = desk.on_site(stop_mail_path(letter.stop_key)).str();
    mail.text += "\n" + wrapped(texts_.say("mail.stop")) + mail.stop_url + "\n";
  }
  return mail;
}

}  // namespace dateline::site

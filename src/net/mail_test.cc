#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "net/smtp_client.h"

namespace dateline::net {
namespace {

using testing::HasSubstr;
using testing::Not;

MailMessage message(std::string subject = "Your reply", std::string text = "Hello.\n") {
  return {.from_name = "Cape Gazette",
          .from = "replies@gazette.example",
          .to = "eva@mail.example",
          .subject = std::move(subject),
          .text = std::move(text),
          .id = "abc@gazette.example",
          .stop_url = "https://gazette.example/replies/stop/1",
          .at = Instant{std::chrono::seconds{1'675'188'000}}};
}

std::string body_of(const std::string& wire) {
  return wire.substr(wire.find("\r\n\r\n") + 4);
}

/// A reader of quoted-printable, written from the RFC and not from the writer.
std::string decoded(const std::string& quoted) {
  std::string out;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] != '=') {
      if (quoted[i] != '\r') out += quoted[i];
    } else if (quoted.compare(i, 3, "=\r\n") == 0) {
      i += 2;
    } else {
      out += static_cast<char>(std::stoi(quoted.substr(i + 1, 2), nullptr, 16));
      i += 2;
    }
  }
  return out;
}

TEST(Mail, SaysWhatAMachineNeedsToKnow) {
  const std::string wire = to_wire(message());
  EXPECT_THAT(wire, HasSubstr("Date: Tue, 31 Jan 2023 18:00:00 +0000\r\n"));
  EXPECT_THAT(wire, HasSubstr("From: \"Cape Gazette\" <replies@gazette.example>\r\n"));
  EXPECT_THAT(wire, HasSubstr("Auto-Submitted: auto-generated\r\n"));
  EXPECT_THAT(wire, HasSubstr("List-Unsubscribe: <https://gazette.example/replies/stop/1>\r\n"));
  EXPECT_THAT(wire, HasSubstr("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
  MailMessage asked = message();
  asked.stop_url = "";
  EXPECT_THAT(to_wire(asked), Not(HasSubstr("Unsubscribe")));
}

TEST(Mail, LetsNobodyAddAHeader) {
  const std::string wire = to_wire(message("Hello\r\nBcc: all@mail.example"));
  EXPECT_THAT(wire, HasSubstr("Subject: Hello Bcc: all@mail.example\r\n"));
  EXPECT_THAT(wire, Not(HasSubstr("\nBcc:")));
}

TEST(Mail, EncodesWordsOfAHeaderBetweenCharacters) {
  EXPECT_THAT(to_wire(message("Tu respuesta sobre «el año»")),
              HasSubstr("Subject: =?UTF-8?B?VHUgcmVzcHVlc3RhIHNvYnJlIMKrZWwgYcOxb8K7?=\r\n"));
  const std::string wire = to_wire(message(std::string(30, 'x') + "ñññññññññññññññññññ"));
  EXPECT_THAT(wire, HasSubstr("?=\r\n =?UTF-8?B?"));
}

TEST(Mail, StuffsNoDotAndCutsNoLineTooLong) {
  const std::string body = body_of(to_wire(message("x", ".\n" + std::string(500, 'a') + " \nend")));
  EXPECT_TRUE(body.starts_with("=2E\r\n")) << body;
  EXPECT_THAT(body, HasSubstr("=20\r\n"));
  EXPECT_TRUE(body.ends_with("end\r\n"));
}

RC_GTEST_PROP(Mail, BringsEveryTextWhole, (const std::string& text)) {
  const std::string body = body_of(to_wire(message("x", text)));
  RC_ASSERT(decoded(body) == text + (text.empty() || text.ends_with('\n') ? "" : "\n"));
  std::size_t line = 0;
  for (const char c : body) {
    RC_ASSERT(static_cast<unsigned char>(c) < 0x7f);
    line = c == '\n' ? 0 : line + 1;
    RC_ASSERT(line <= 77);  // 76 and the CR.
  }
}

TEST(SmtpClient, IsStoppedByTheGate) {
  SmtpClient client({.url = "smtp://127.0.0.1:9", .user = "", .password = ""}, AddressGate());
  const Status sent = client.send(message());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Code::kDenied);
}

TEST(SmtpClient, SaysThatNobodyAnswers) {
  const std::vector<std::string> here = {"127.0.0.1"};
  SmtpClient client({.url = "smtp://127.0.0.1:9", .user = "", .password = ""}, *AddressGate::with_allowed(here));
  const Status sent = client.send(message());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Code::kUnavailable);
  EXPECT_THAT(sent.error().message, Not(HasSubstr("@")));
}

}  // namespace
}  // namespace dateline::net

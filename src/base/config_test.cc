#include "base/config.h"

#include <gmock/gmock.h>

namespace dateline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string message_of(std::string_view toml) {
  const auto config = parse_config(toml, "dateline.toml");
  return config ? "no error" : config.error().message;
}

TEST(Config, HasADefaultForEverything) {
  const auto config = parse_config("", "dateline.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->name, "Dateline");
  EXPECT_EQ(config->listen, "127.0.0.1:8080");
  EXPECT_EQ(config->poll_minutes, 5);
  EXPECT_EQ(config->connections_per_address, 256);
  EXPECT_EQ(config->patience_seconds, 30);
  EXPECT_TRUE(read_config("/nonexistent/dateline.toml"));
}

TEST(Config, ReadsEveryKey) {
  const auto config = parse_config(R"(
[site]
name = "Kyiv Wire"
tagline = "Кожна новина один раз"
url = "https://news.example.org/"
language = "uk"
tdm_reservation = false
tdm_policy = "https://news.example.org/licence"
security_contact = "mailto:desk@news.example.org"
[serve]
listen = "[::1]:9000"
[wire]
poll_minutes = 7
allowed_networks = ["127.0.0.0/8", "fd00::/8"]
)",
                                   "dateline.toml");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->name, "Kyiv Wire");
  EXPECT_EQ(config->tagline, "Кожна новина один раз");
  EXPECT_EQ(config->url, "https://news.example.org");
  EXPECT_EQ(config->language, "uk");
  EXPECT_FALSE(config->tdm_reservation);
  EXPECT_EQ(config->tdm_policy, "https://news.example.org/licence");
  EXPECT_EQ(config->security_contact, "mailto:desk@news.example.org");
  EXPECT_EQ(config->listen, "[::1]:9000");
  EXPECT_EQ(config->poll_minutes, 7);
  EXPECT_THAT(config->allowed_networks, ElementsAre("127.0.0.0/8", "fd00::/8"));
}

TEST(Config, SuggestsTheKeyThatWasProbablyMeant) {
  EXPECT_EQ(message_of("[site]\n# the masthead\nnmae = \"x\"\n"),
            "dateline.toml:3: unknown key 'nmae' in [site], did you mean 'name'?");
  EXPECT_EQ(message_of("[wier]\n"), "dateline.toml:1: unknown section 'wier', did you mean 'wire'?");
  EXPECT_EQ(message_of("colour = 1\n"),
            "dateline.toml:1: unknown key 'colour'; there are [site], [serve], [mail] and [wire]");
}

TEST(Config, SaysWhatAValueMustBe) {
  EXPECT_EQ(message_of("[wire]\npoll_minutes = 0\n"),
            "dateline.toml:2: 'poll_minutes' in [wire] must be a whole number from 1 to 1440");
  EXPECT_THAT(message_of("[wire]\npoll_minutes = \"5\"\n"), HasSubstr("must be a whole number"));
  EXPECT_THAT(message_of("[wire]\npoll_minutes = 9223372036854775807\n"), HasSubstr("must be a whole number"));
  EXPECT_THAT(message_of("[wire]\nallowed_networks = [1]\n"), HasSubstr("must be a list of texts"));
  EXPECT_THAT(message_of("[site]\nname = 1\n"), HasSubstr("must be a text in quotes"));
  EXPECT_THAT(message_of("[site]\nname = \"\"\n"), HasSubstr("must not be empty"));
  EXPECT_THAT(message_of("[site]\nname = \"a\\nb\"\n"), HasSubstr("one line of plain text"));
  EXPECT_THAT(message_of("[site]\nurl = \"javascript:alert(1)\"\n"), HasSubstr("the site's public address"));
  EXPECT_THAT(message_of("[site]\nlanguage = \"english please\"\n"), HasSubstr("language tag"));
  EXPECT_THAT(message_of("[serve]\nlisten = \"8080\"\n"), HasSubstr("must be ADDRESS:PORT"));
  EXPECT_THAT(message_of("[serve]\nlisten = \"127.0.0.1:70000\"\n"), HasSubstr("must be ADDRESS:PORT"));
  EXPECT_THAT(message_of("site = 3\n"), HasSubstr("write [site] on a line of its own"));
}

TEST(Config, SendsMailOnlyWhereAServerAndAnAddressAreNamed) {
  const auto config =
      parse_config("[mail]\nserver = \"smtp://localhost:25\"\nfrom = \"replies@news.example\"\n", "x.toml");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->mail_server, "smtp://localhost:25");
  EXPECT_THAT(message_of("[mail]\nserver = \"smtp://localhost\"\n"), HasSubstr("of no use without 'from'"));
  EXPECT_THAT(message_of("[mail]\nfrom = \"a@b.example\"\n"), HasSubstr("of no use without 'server'"));
  EXPECT_THAT(message_of("[mail]\nserver = \"localhost:25\"\nfrom = \"a@b.example\"\n"), HasSubstr("must be like"));
  EXPECT_THAT(message_of("[mail]\nserver = \"smtp://x\"\nfrom = \"News <a@b.example>\"\n"),
              HasSubstr("must be an address"));
}

TEST(Config, SaysWhereTheSyntaxIsBroken) {
  EXPECT_THAT(message_of("[site]\nname = \n"), HasSubstr("dateline.toml:2: not valid TOML: "));
  EXPECT_THAT(message_of("\xff\xfe"), HasSubstr("dateline.toml:1: not valid TOML: "));
  EXPECT_THAT(message_of("a = " + std::string(100'000, '[')), HasSubstr("not valid TOML"));
}

}  // namespace
}  // namespace dateline

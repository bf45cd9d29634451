#include "base/theme.h"

#include <gmock/gmock.h>

namespace dateline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string message_of(std::string_view toml) {
  const auto theme = parse_theme(toml, "theme.toml");
  return theme ? "no error" : theme.error().message;
}

TEST(Theme, WithoutAFileIsTheBuiltInLook) {
  EXPECT_EQ(parse_theme("", "theme.toml").value(), Theme{});
  EXPECT_EQ(read_theme("/nonexistent/theme.toml").value(), Theme{});
}

TEST(Theme, ReadsEveryKey) {
  const auto theme = parse_theme(R"(
[light]
paper = "#FFF"
accent = "#7a1f5c"
[dark]
accent = "#e0a8cc"
[fonts]
text = ["Example Serif", "Georgia", "serif"]
labels = ["system-ui"]
[[font]]
family = "Example Serif"
file = "example-serif.woff2"
weight = "200 900"
[[font]]
family = "Example Serif"
file = "example-serif-italic.woff2"
italic = true
[masthead]
weight = 500
size = 72
align = "start"
tagline = false
logo = "logo.svg"
logo_width = 320
logo_height = 48
)",
                                 "theme.toml");
  ASSERT_TRUE(theme) << theme.error().message;
  EXPECT_EQ(theme->light.paper, "#ffffff");
  EXPECT_EQ(theme->light.accent, "#7a1f5c");
  EXPECT_EQ(theme->light.ink, Theme{}.light.ink);
  EXPECT_EQ(theme->dark.accent, "#e0a8cc");
  EXPECT_THAT(theme->text_fonts, ElementsAre("Example Serif", "Georgia", "serif"));
  EXPECT_THAT(theme->label_fonts, ElementsAre("system-ui"));
  EXPECT_THAT(theme->font_files,
              ElementsAre(Theme::FontFile{"Example Serif", "example-serif.woff2", "200 900", false},
                          Theme::FontFile{"Example Serif", "example-serif-italic.woff2", "400", true}));
  EXPECT_EQ(theme->masthead, (Theme::Masthead{.weight = 500,
                                              .size = 72,
                                              .centred = false,
                                              .tagline = false,
                                              .logo = "logo.svg",
                                              .logo_width = 320,
                                              .logo_height = 48}));
}

TEST(Theme, SuggestsTheKeyThatWasProbablyMeant) {
  EXPECT_EQ(message_of("[light]\n\nacent = \"#000000\"\n"),
            "theme.toml:3: unknown key 'acent' in [light], did you mean 'accent'?");
  EXPECT_EQ(message_of("[lihgt]\n"), "theme.toml:1: unknown section 'lihgt', did you mean 'light'?");
  EXPECT_EQ(message_of("[[font]]\nfamly = \"x\"\n"),
            "theme.toml:2: unknown key 'famly' in [font], did you mean 'family'?");
  EXPECT_THAT(message_of("[zebra]\n"), HasSubstr("there are [light], [dark], [fonts], [[font]] and [masthead]"));
}

TEST(Theme, SaysWhatAValueMustBe) {
  EXPECT_EQ(message_of("[dark]\nink = \"white\"\n"),
            "theme.toml:2: 'ink' in [dark] must be a colour, like \"#1b4a80\"");
  for (const char* colour : {"", "#", "#12", "#12345g", "#1234567", "123456"}) {
    EXPECT_THAT(message_of("[light]\nink = \"" + std::string(colour) + "\"\n"), HasSubstr("must be a colour"))
        << colour;
  }
  EXPECT_THAT(message_of("[masthead]\nalign = \"left\"\n"), HasSubstr("must be \"centre\" or \"start\""));
  EXPECT_THAT(message_of("[masthead]\ntagline = \"no\"\n"), HasSubstr("must be true or false"));
  EXPECT_THAT(message_of("[masthead]\nlogo = \"logo.svg\"\n"), HasSubstr("needs 'logo_width' and 'logo_height'"));
  EXPECT_THAT(message_of("[fonts]\ntext = [\"a; b\"]\n"), HasSubstr("must be names of typefaces"));
  EXPECT_THAT(message_of("[[font]]\nfamily = \"X\"\n"), HasSubstr("needs 'family' and 'file'"));
  EXPECT_THAT(message_of("font = 3\n"), HasSubstr("write [[font]] for each file"));
}

TEST(Theme, TakesFilesFromItsOwnFolderOnly) {
  for (const char* file : {"../dateline.db", "/etc/passwd", ".hidden.woff2", "a/b.woff2", "font.ttf"}) {
    EXPECT_THAT(message_of("[[font]]\nfamily = \"X\"\nfile = \"" + std::string(file) + "\"\n"),
                HasSubstr("must name a file in the folder theme"))
        << file;
  }
}

}  // namespace
}  // namespace dateline

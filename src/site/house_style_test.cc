#include "site/house_style.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "site/assets.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// A data folder of its own, gone at the end.
struct HouseStyleFolder : testing::Test {
  std::filesystem::path data = [] {
    std::string name = (std::filesystem::temp_directory_path() / "dateline-house-XXXXXX").string();
    return std::filesystem::path(mkdtemp(name.data()));
  }();
  ~HouseStyleFolder() override { std::filesystem::remove_all(data); }

  void write(const char* name, std::string_view bytes) {
    std::filesystem::create_directories((data / name).parent_path());
    ASSERT_TRUE(write_file(data / name, bytes));
  }
};

TEST(HouseStyle, BuiltInPaletteIsThatOfTheStyleSheet) {
  SiteFixture f;
  const std::string sheet = f.body(f.get(asset_path("site.css").str()));
  const auto dark_from = sheet.find("@media (prefers-color-scheme:dark)");
  ASSERT_NE(dark_from, std::string::npos);
  const Theme theme;
  for (const NamedColour& named : kColours) {
    std::string name(named.name);
    std::ranges::replace(name, '_', '-');
    const auto says = [&](const Theme::Palette& palette) { return "--" + name + ":" + palette.*named.colour; };
    EXPECT_THAT(sheet.substr(0, dark_from), HasSubstr(says(theme.light)));
    EXPECT_THAT(sheet.substr(dark_from, 800), HasSubstr(says(theme.dark)));
  }
}

TEST(HouseStyle, BuiltInTextHasSevenToOneInBothPalettes) {
  const Theme theme;
  EXPECT_THAT(hard_to_read(theme), IsEmpty());
  for (const auto& palette : {theme.light, theme.dark}) {
    for (const auto& text : {palette.ink, palette.soft, palette.accent}) {
      EXPECT_GE(contrast(text, palette.paper), 7) << text;
      EXPECT_GE(contrast(text, palette.tint), 7) << text;
    }
    EXPECT_GE(contrast(palette.on_red, palette.red), 7);
  }
}

TEST(HouseStyle, CountsContrastAsWcagDoes) {
  EXPECT_NEAR(contrast("#000000", "#ffffff"), 21, 0.001);
  EXPECT_NEAR(contrast("#777777", "#ffffff"), 4.48, 0.01);
  EXPECT_NEAR(contrast("#ffffff", "#777777"), 4.48, 0.01);
}

TEST(HouseStyle, NamesWhatIsHardToRead) {
  Theme theme;
  theme.light.soft = "#aaaaaa";
  EXPECT_THAT(hard_to_read(theme),
              testing::Contains("in [light], soft on paper has a contrast of 2.2 to 1; many readers need 4.5 or more"));
}

TEST(HouseStyle, OfTheBuiltInThemeNeedsNoSheet) {
  EXPECT_EQ(style_sheet_of(Theme{}), "");
  SiteFixture f;
  EXPECT_THAT(f.body(f.get("/")), Not(HasSubstr("theme.css")));
}

TEST(HouseStyle, SaysInTheDarkWhatTheLightPaletteChanged) {
  Theme theme;
  theme.light.accent = "#7a1f5c";
  const std::string sheet = style_sheet_of(theme);
  EXPECT_THAT(sheet, HasSubstr(":root { --accent: #7a1f5c; }"));
  EXPECT_THAT(sheet, HasSubstr("dark) { :root { --accent: " + Theme{}.dark.accent + "; } }"));
}

TEST(HouseStyle, IsSaidToFramesOfOtherSitesInEachOfTheirStyles) {
  EXPECT_EQ(embed_style_sheet_of(Theme{}), "");
  Theme theme;
  theme.light.paper = "#fff0f0";
  const std::string sheet = embed_style_sheet_of(theme), dark = "{ --paper: " + Theme{}.dark.paper + "; }";
  EXPECT_THAT(sheet, HasSubstr(":root { --paper: #fff0f0; }"));
  EXPECT_THAT(sheet, HasSubstr(".embed-dark " + dark));
  EXPECT_THAT(sheet, HasSubstr("dark) { .embed-auto " + dark + " }"));
}

TEST_F(HouseStyleFolder, TintsWhatMachinesShowOfTheSite) {
  write("theme.toml", "[light]\npaper = \"#fff0f0\"\n[dark]\npaper = \"#1a0000\"\n");
  const auto style = HouseStyle::read(data);
  ASSERT_TRUE(style) << style.error().message;
  SiteFixture f;
  f.house = *style;
  const auto story = f.add_story({{f.report("The Quay", "https://quay.example/1", "Tide", "High water.")}});
  EXPECT_THAT(f.body(f.get("/manifest.webmanifest")),
              HasSubstr("\"background_color\":\"#fff0f0\",\"theme_color\":\"#fff0f0\""));
  const std::string front = f.body(f.get("/"));
  EXPECT_THAT(front,
              HasSubstr("<meta name=\"theme-color\" content=\"#fff0f0\" media=\"(prefers-color-scheme: light)\">"));
  EXPECT_THAT(front, HasSubstr("content=\"#1a0000\" media=\"(prefers-color-scheme: dark)\">"));
  const std::string sheet = style->embed_style_sheet()->str();
  for (const std::string& path : {std::string("/embed/bar"), "/embed/story/" + story->id.str()})
    EXPECT_THAT(f.body(f.get(path)), HasSubstr("<link rel=\"stylesheet\" href=\"" + sheet + "\">"));
  EXPECT_THAT(f.body(f.get(sheet)), HasSubstr("--paper: #fff0f0;"));
}

TEST_F(HouseStyleFolder, ServesItsSheetItsTypefaceAndItsLogo) {
  write("theme.toml", R"(
[light]
accent = "#7a1f5c"
[fonts]
text = ["Example Serif", "serif"]
[[font]]
family = "Example Serif"
file = "example.woff2"
[masthead]
align = "start"
tagline = false
logo = "logo.svg"
logo_width = 200
logo_height = 40
)");
  write("theme/example.woff2", "a typeface");
  write("theme/logo.svg", "<svg/>");
  auto style = HouseStyle::read(data);
  ASSERT_TRUE(style) << style.error().message;
  SiteFixture f;
  f.house = std::move(*style);
  const std::string page = f.body(f.get("/"));
  EXPECT_THAT(page, HasSubstr("class=\"masthead masthead-start\""));
  EXPECT_THAT(page, HasSubstr("width=\"200\" height=\"40\" alt=\"Dateline\""));
  EXPECT_THAT(page, Not(HasSubstr("class=\"masthead-tagline\"")));
  EXPECT_THAT(page, Not(HasSubstr("source-serif-4-core")));  // Not needed for the first screen.

  const std::string sheet_path = f.house.style_sheet()->str();
  EXPECT_LT(page.find("site.css"), page.find(sheet_path));
  const auto sheet = f.get(sheet_path);
  EXPECT_EQ(sheet.status, 200);
  EXPECT_THAT(f.header(sheet, "Cache-Control"), HasSubstr("immutable"));
  EXPECT_THAT(f.body(sheet), HasSubstr("--serif: \"Example Serif\", serif;"));
  EXPECT_THAT(f.body(sheet), HasSubstr("src: url(example.woff2)"));
  ASSERT_THAT(f.house.first_fonts(), SizeIs(2));
  EXPECT_EQ(f.body(f.get(f.house.first_fonts()[0].str())), "a typeface");
  EXPECT_EQ(f.get(f.house.logo()->str()).content_type, "image/svg+xml");
}

TEST_F(HouseStyleFolder, PutsTheOperatorsPagesInPlaceOfOurs) {
  write("pages/about.md", "We are *three* people. <script>x</script> [Write](/article/1).");
  SiteFixture f;
  f.house = HouseStyle::read(data).value();
  const std::string page = f.body(f.get("/about"));
  EXPECT_THAT(page, HasSubstr("We are <em>three</em> people."));
  EXPECT_THAT(page, HasSubstr("href=\"http://127.0.0.1:8080/article/1\""));
  EXPECT_THAT(page, Not(HasSubstr("<script>x")));
  EXPECT_THAT(page, Not(HasSubstr("<h2>Each story once</h2>")));
  EXPECT_THAT(f.body(f.get("/privacy")), HasSubstr("Cookies"));
}

TEST_F(HouseStyleFolder, SaysWhichFileIsMissing) {
  write("theme.toml", "[[font]]\nfamily = \"X\"\nfile = \"x.woff2\"\n");
  const auto style = HouseStyle::read(data);
  ASSERT_FALSE(style);
  EXPECT_THAT(style.error().message, HasSubstr("theme/x.woff2"));
}

}  // namespace
}  // namespace dateline::site

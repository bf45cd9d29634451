#include "site/house_style.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/file.h"
#include "base/ids.h"
#include "base/log.h"
#include "site/assets.h"

namespace dateline::site {
namespace {

constexpr std::string_view kStyleSheet = "theme.css", kEmbedStyleSheet = "embed-theme.css";
// A typeface with every weight of Latin is 50 to 130 KB; a logo is far less. What is larger makes pages slow.
constexpr std::size_t kMaxThemeFile = std::size_t{1} << 20;
constexpr std::size_t kMaxPage = std::size_t{256} << 10;

std::string families(const std::vector<std::string>& names) {
  static constexpr std::array<std::string_view, 6> kGeneric = {"serif",    "sans-serif",    "system-ui",
                                                               "ui-serif", "ui-sans-serif", "monospace"};
  std::string list;
  for (const std::string& name : names) {
    const bool generic = std::ranges::find(kGeneric, name) != kGeneric.end();
    list += (list.empty() ? "" : ", ") + (generic ? name : "\"" + name + "\"");
  }
  return list;
}

/// The colours of `palette` for which `differs` holds, as custom properties.
template <class Differs>
std::string properties_of(const Theme::Palette& palette, Differs differs) {
  std::string out;
  for (const NamedColour& named : kColours) {
    if (!differs(named.colour)) continue;
    std::string name(named.name);
    std::ranges::replace(name, '_', '-');
    out += " --" + name + ": " + palette.*named.colour + ";";
  }
  return out;
}

double luminance(std::string_view colour) {
  static constexpr double kShare[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    int value = 0;
    std::from_chars(colour.data() + 1 + 2 * i, colour.data() + 3 + 2 * i, value, 16);
    const double part = value / 255.0;
    sum += kShare[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

/// A page of the operator's own; "" where there is none.
Result<std::string> own_page(const std::filesystem::path& file) {
  auto text = read_file(file, kMaxPage);
  if (!text && text.error().code == Code::kNotFound) return std::string();
  return text;
}

}  // namespace

Result<HouseStyle> HouseStyle::read(const std::filesystem::path& data) {
  HouseStyle style;
  DATELINE_TRY(style.theme_, read_theme(data / "theme.toml"));
  for (const std::string& line : hard_to_read(style.theme_)) log::warn("site", "theme.toml: " + line);

  std::vector<std::string> names;
  for (const Theme::FontFile& font : style.theme_.font_files) names.push_back(font.file);
  if (!style.theme_.masthead.logo.empty()) names.push_back(style.theme_.masthead.logo);
  std::string all;
  const auto add = [&](const std::string& name, std::string bytes) {
    all += name + '\n' + bytes;
    style.files_[name] = {std::make_shared<const std::string>(std::move(bytes)), asset_type(name)};
  };
  for (const std::string& name : names) {
    auto bytes = read_file(data / "theme" / name, kMaxThemeFile);
    if (!bytes) return fail(bytes.error().at("theme.toml"));
    add(name, std::move(*bytes));
  }
  if (std::string sheet = style_sheet_of(style.theme_); !sheet.empty()) add(std::string(kStyleSheet), std::move(sheet));
  if (std::string sheet = embed_style_sheet_of(style.theme_); !sheet.empty())
    add(std::string(kEmbedStyleSheet), std::move(sheet));
  style.hash_ = encode_id(digest64(all));

  DATELINE_TRY(style.about_, own_page(data / "pages" / "about.md"));
  DATELINE_TRY(style.privacy_, own_page(data / "pages" / "privacy.md"));
  return style;
}

std::optional<Href> HouseStyle::path_of(std::string_view name) const {
  if (!files_.contains(name)) return std::nullopt;
  return Href::path({"assets", hash_, name});
}

std::optional<Href> HouseStyle::style_sheet() const {
  return path_of(kStyleSheet);
}

std::optional<Href> HouseStyle::embed_style_sheet() const {
  return path_of(kEmbedStyleSheet);
}

std::optional<Href> HouseStyle::logo() const {
  return path_of(theme_.masthead.logo);
}

std::vector<Href> HouseStyle::first_fonts() const {
  std::vector<Href> fonts;
  const auto add = [&](const std::vector<std::string>& wanted, std::string_view built_in) {
    if (wanted.empty()) return fonts.push_back(asset_path(built_in));
    const auto own = std::ranges::find_if(
        theme_.font_files, [&](const Theme::FontFile& font) { return font.family == wanted.front() && !font.italic; });
    if (own != theme_.font_files.end()) fonts.push_back(*path_of(own->file));
  };
  add(theme_.text_fonts, "source-serif-4-core.woff2");
  add(theme_.label_fonts, "libre-franklin-core.woff2");
  return fonts;
}

const HouseStyle::File* HouseStyle::find(std::string_view hash, std::string_view name) const {
  if (hash != hash_) return nullptr;
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

/// Colours that are not the built-in ones: of the light style, and of the dark one, which must say again what the light
/// one has just changed, since these sheets come after ours.
std::pair<std::string, std::string> colours_of(const Theme& theme) {
  const Theme built_in;
  const auto light_differs = [&](auto colour) { return theme.light.*colour != built_in.light.*colour; };
  return {properties_of(theme.light, light_differs), properties_of(theme.dark, [&](auto colour) {
            return light_differs(colour) || theme.dark.*colour != built_in.dark.*colour;
          })};
}

std::string embed_style_sheet_of(const Theme& theme) {
  const auto [light, dark] = colours_of(theme);
  std::string out;
  if (!light.empty()) out += ":root {" + light + " }\n";
  if (!dark.empty())
    out += ".embed-dark {" + dark + " }\n@media (prefers-color-scheme: dark) { .embed-auto {" + dark + " } }\n";
  return out;
}

std::string style_sheet_of(const Theme& theme) {
  const Theme built_in;
  std::string out;
  for (const Theme::FontFile& font : theme.font_files) {
    out += "@font-face { font-family: \"" + font.family + "\"; src: url(" + font.file +
           ") format(\"woff2\"); font-weight: " + font.weight + "; font-style: " + (font.italic ? "italic" : "normal") +
           "; font-display: swap; }\n";
  }
  const auto [light, dark] = colours_of(theme);
  std::string root = light;
  if (!theme.text_fonts.empty()) root += " --serif: " + families(theme.text_fonts) + ";";
  if (!theme.label_fonts.empty()) root += " --sans: " + families(theme.label_fonts) + ";";
  if (theme.masthead.weight != built_in.masthead.weight)
    root += " --name-weight: " + std::to_string(theme.masthead.weight) + ";";
  // A custom property without a unit, so that site.css can reckon with it.
  if (theme.masthead.size != built_in.masthead.size)
    root += " --name-size: " + std::to_string(theme.masthead.size) + ";";
  if (!root.empty()) out += ":root {" + root + " }\n";
  if (!dark.empty()) out += "@media (prefers-color-scheme: dark) { :root {" + dark + " } }\n";
  return out;
}

double contrast(std::string_view one, std::string_view other) {
  const double a = luminance(one), b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::vector<std::string> hard_to_read(const Theme& theme) {
  using Colour = std::string Theme::Palette::*;
  struct Pair {
    Colour text, ground;
    std::string_view words;
  };
  static constexpr Pair kPairs[] = {
      {&Theme::Palette::ink, &Theme::Palette::paper, "ink on paper"},
      {&Theme::Palette::soft, &Theme::Palette::paper, "soft on paper"},
      {&Theme::Palette::accent, &Theme::Palette::paper, "accent on paper"},
      {&Theme::Palette::red, &Theme::Palette::paper, "red on paper"},
      {&Theme::Palette::on_red, &Theme::Palette::red, "on_red on red"},
      {&Theme::Palette::ink, &Theme::Palette::tint, "ink on tint"},
      {&Theme::Palette::soft, &Theme::Palette::tint, "soft on tint"},
      {&Theme::Palette::accent, &Theme::Palette::tint, "accent on tint"},
      {&Theme::Palette::ink, &Theme::Palette::mark, "ink on mark"},
      {&Theme::Palette::ink, &Theme::Palette::field, "ink on field"},
  };
  std::vector<std::string> lines;
  for (const auto& [name, palette] : {std::pair("light", &theme.light), std::pair("dark", &theme.dark)}) {
    for (const Pair& pair : kPairs) {
      const double ratio = contrast(palette->*pair.text, palette->*pair.ground);
      if (ratio >= 4.5) continue;
      char text[64];
      std::snprintf(text, sizeof text, " has a contrast of %.1f to 1", std::floor(ratio * 10) / 10);
      lines.push_back("in [" + std::string(name) + "], " + std::string(pair.words) + text +
                      "; many readers need 4.5 or more");
    }
  }
  return lines;
}

}  // namespace dateline::site
